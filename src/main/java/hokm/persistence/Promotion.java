package hokm.persistence;

import hokm.persistence.PostgresSettings.Ack;
import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.NamedLease;
import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a standby the primary when the primary is gone. A majority of nodes must find it gone, each
 * with its own probes, and one node at a time may act on it, so that a node that is merely cut off
 * promotes nothing. A wrong guess loses nothing that was acknowledged: see {@link OutboxDrain}.
 *
 * <p>A result counts once any one standby has it. So all of them must be seen before one is chosen,
 * and none may go on taking WAL from the old primary meanwhile: the others are first told to follow
 * the one that is to be promoted, and then whoever has received most is.
 */
final class Promotion {

  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);
  private static final String ADDRESS = "persistence.votes";
  private static final long PACE_MILLIS = 200;
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration PROMOTE = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 20;

  /** @param heardNanos when it came in, by the hearer's own clock */
  record Vote(Endpoint gone, long heardNanos) {}

  private final Vertx vertx;
  private final DatabaseView view;
  private final Ack ack;
  private final Supervision supervision;
  private final NamedLease lease;
  private final String node;
  private final Supplier<Set<String>> nodes;
  private final Map<String, Vote> votes = new HashMap<>();
  private final Set<String> electors = new HashSet<>();
  private MessageConsumer<JsonObject> consumer;
  private long timer = -1;
  private boolean acting;
  private boolean voted;
  private String complaint = "";

  Promotion(Vertx vertx, DatabaseView view, PostgresSettings settings, NamedLease lease,
      String node, Supplier<Set<String>> nodes) {
    this.vertx = vertx;
    this.view = view;
    this.ack = settings.ack();
    this.supervision = new Supervision(vertx, settings);
    this.lease = lease;
    this.node = node;
    this.nodes = nodes;
  }

  /** The last primary, when the probes of this node find it gone and no other takes writes. */
  static Optional<Endpoint> gone(Verdict verdict) {
    if (verdict.writer().isPresent()) return Optional.empty();
    return verdict.last().filter(at ->
        verdict.result(at).map(ProbeResult::gone).orElse(false));
  }

  /**
   * The standby to promote: the one that has received most. Never one of a timeline that was left:
   * it stopped following before the last promotion, and lacks what was acknowledged since.
   *
   * @return empty while there is a writer, or no majority of fresh votes, or no such standby, or a
   *     server that may hold what was acknowledged and is not seen, or when this node never saw the
   *     primary: then it may be merely slow to start
   */
  static Optional<Endpoint> decide(Verdict verdict, Ack ack, Map<String, Vote> votes,
      Set<String> nodes, long nowNanos) {
    var gone = gone(verdict);
    if (gone.isEmpty() || refused(verdict, ack)) return Optional.empty();
    long agreed = nodes.stream().map(votes::get).filter(vote -> vote != null
        && vote.gone().equals(gone.get()) && nowNanos - vote.heardNanos() <= FRESH.toNanos())
        .count();
    if (agreed * 2 <= nodes.size()) return Optional.empty();
    return verdict.results().stream().filter(ProbeResult::standby)
        .filter(each -> each.state().orElseThrow().timeline() == verdict.newest())
        .max(Comparator.comparingLong(each -> each.state().orElseThrow().received()))
        .map(ProbeResult::endpoint);
  }

  /** Whether a server that may hold what was acknowledged is not seen, so nobody is promoted. */
  static boolean refused(Verdict verdict, Ack ack) {
    return ack == Ack.REPLICATED && gone(verdict).isPresent() && !unseen(verdict).isEmpty();
  }

  /** Servers beside the lost primary that do not answer. */
  static List<Endpoint> unseen(Verdict verdict) {
    return verdict.results().stream().filter(each -> each.state().isEmpty())
        .map(ProbeResult::endpoint).filter(at -> !verdict.last().equals(Optional.of(at))).toList();
  }

  /** On the view's event loop. */
  void start() {
    var home = vertx.getOrCreateContext();
    consumer = vertx.eventBus().consumer(ADDRESS, message ->
        home.runOnContext(go -> count(message.body())));
    timer = vertx.setPeriodic(PACE_MILLIS, tick -> vote());
    view.listen(verdict -> {
      // The first vote need not wait for the tick.
      if (gone(verdict).isPresent() && !voted) vote();
    });
  }

  /** Said all the time, so that the others know who has a voice. */
  private void vote() {
    var verdict = view.verdict();
    var gone = gone(verdict);
    voted = gone.isPresent();
    if (verdict.last().isEmpty()) return;
    var vote = new JsonObject().put("node", node);
    gone.ifPresent(at -> vote.put("unreachable", at.toString()));
    vertx.eventBus().publish(ADDRESS, vote);
  }

  private void count(JsonObject vote) {
    var from = vote.getString("node");
    electors.retainAll(nodes.get());
    votes.keySet().retainAll(nodes.get());
    electors.add(from);
    if (vote.getString("unreachable") == null) {
      votes.remove(from);
      return;
    }
    votes.put(from, new Vote(Endpoint.of(vote.getString("unreachable")), System.nanoTime()));
    consider();
  }

  /**
   * A node has a voice once it has seen a primary, and keeps it while it is present: one that has
   * just come can't tell a primary that is gone from one that has not started yet.
   */
  private Optional<Endpoint> decision() {
    var present = new HashSet<>(nodes.get());
    present.retainAll(electors);
    var verdict = view.verdict();
    if (ack == Ack.REPLICATED && gone(verdict).isPresent()) complain(unseen(verdict));
    else complaint = "";
    return decide(verdict, ack, votes, present, System.nanoTime());
  }

  private void complain(List<Endpoint> unseen) {
    var sentence = unseen.isEmpty() ? "" : "Node " + node + " promotes nobody though the primary is"
        + " gone: " + unseen + " may have what was acknowledged, and does not answer. Bring it back"
        + " or take it out of the list of endpoints.";
    if (!sentence.isEmpty() && !sentence.equals(complaint)) LOG.warn(sentence);
    complaint = sentence;
  }

  private void consider() {
    if (acting || decision().isEmpty()) return;
    acting = true;
    Patience.within(vertx, FRESH, lease.hold("promotion", node, LEASE))
        // The world may have changed while the lease was asked for.
        .compose(held -> held ? decision().map(this::promote)
            .orElseGet(Future::succeededFuture) : Future.<Void>succeededFuture())
        .onFailure(e -> LOG.warn("Node {} could not promote a standby: {}", node, e.toString()))
        .onComplete(done -> acting = false);
  }

  private Future<Void> promote(Endpoint likely) {
    LOG.warn("Node {} promotes the standby at {}: {}", node, likely, view.verdict().sentence());
    view.hurry(PROMOTE);
    return mostAdvanced(likely).compose(supervision::promote)
        .compose(told -> written(System.nanoTime() + PROMOTE.toNanos()))
        .eventually(() -> {
          view.hurry(Duration.ZERO);
          return lease.release("promotion", node);
        });
  }

  /** Of all standbys that are seen, once none of them follows the old primary any more. */
  private Future<Endpoint> mostAdvanced(Endpoint likely) {
    var others = view.verdict().results().stream().filter(ProbeResult::standby)
        .map(ProbeResult::endpoint).filter(at -> !at.equals(likely)).toList();
    if (others.isEmpty()) return Future.succeededFuture(likely);
    var all = Stream.concat(Stream.of(likely), others.stream()).toList();
    return Future.all(others.stream().map(at -> supervision.follow(at, likely)).toList())
        .compose(cut -> Future.all(all.stream().map(supervision::received).toList()))
        .map(far -> IntStream.range(0, all.size()).boxed()
            .max(Comparator.<Integer>comparingLong(no -> far.<Long>resultAt(no))
                .thenComparing(no -> -no)).map(all::get).orElseThrow());
  }

  /** Until then the lease is kept, so that no other promotes who has not seen it yet. */
  private Future<Void> written(long deadline) {
    if (view.verdict().writer().isPresent() || System.nanoTime() - deadline >= 0) {
      return Future.succeededFuture();
    }
    var later = Promise.<Void>promise();
    vertx.setTimer(LOOK_MILLIS, due -> later.complete());
    return later.future().compose(due -> written(deadline));
  }

  void stop() {
    vertx.cancelTimer(timer);
    if (consumer != null) consumer.unregister();
  }
}
