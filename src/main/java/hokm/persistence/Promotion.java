package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.NamedLease;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a standby the primary when the primary is gone. A majority of nodes must find it gone, each
 * with its own probes, and one node at a time may act on it, so that a node that is merely cut off
 * promotes nothing. A wrong guess loses nothing that was acknowledged: see {@link OutboxDrain}.
 */
final class Promotion {

  private static final Logger LOG = LoggerFactory.getLogger(Promotion.class);
  private static final String ADDRESS = "persistence.votes";
  private static final long PACE_MILLIS = 200;
  private static final Duration FRESH = Duration.ofSeconds(1);
  private static final Duration LEASE = Duration.ofSeconds(10);
  private static final Duration PROMOTE = Duration.ofSeconds(7);

  /** @param heardNanos when it came in, by the hearer's own clock */
  record Vote(Endpoint gone, long heardNanos) {}

  private final Vertx vertx;
  private final DatabaseView view;
  private final PostgresSettings settings;
  private final NamedLease lease;
  private final String node;
  private final Supplier<Set<String>> nodes;
  private final Map<String, Vote> votes = new HashMap<>();
  private final Set<String> electors = new HashSet<>();
  private MessageConsumer<JsonObject> consumer;
  private long timer = -1;
  private boolean acting;
  private boolean voted;

  Promotion(Vertx vertx, DatabaseView view, PostgresSettings settings, NamedLease lease,
      String node, Supplier<Set<String>> nodes) {
    this.vertx = vertx;
    this.view = view;
    this.settings = settings;
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
   * @return empty while there is a writer, or no majority of fresh votes, or no such standby, or
   *     when this node never saw the primary: then it may be merely slow to start
   */
  static Optional<Endpoint> decide(Verdict verdict, Map<String, Vote> votes, Set<String> nodes,
      long nowNanos) {
    var gone = gone(verdict);
    if (gone.isEmpty()) return Optional.empty();
    long agreed = nodes.stream().map(votes::get).filter(vote -> vote != null
        && vote.gone().equals(gone.get()) && nowNanos - vote.heardNanos() <= FRESH.toNanos())
        .count();
    if (agreed * 2 <= nodes.size()) return Optional.empty();
    return verdict.results().stream().filter(ProbeResult::standby)
        .filter(each -> each.state().orElseThrow().timeline() == verdict.newest())
        .max(Comparator.comparingLong(each -> each.state().orElseThrow().received()))
        .map(ProbeResult::endpoint);
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
    return decide(view.verdict(), votes, present, System.nanoTime());
  }

  private void consider() {
    if (acting || decision().isEmpty()) return;
    acting = true;
    lease.hold("promotion", node, LEASE).timeout(1, TimeUnit.SECONDS)
        // The world may have changed while the lease was asked for.
        .compose(held -> held ? decision().map(this::promote)
            .orElseGet(Future::succeededFuture) : Future.<Void>succeededFuture())
        .onFailure(e -> LOG.warn("Node {} could not promote a standby: {}", node, e.toString()))
        .onComplete(done -> acting = false);
  }

  private Future<Void> promote(Endpoint standby) {
    LOG.warn("Node {} promotes the standby at {}: {}", node, standby, view.verdict().sentence());
    var pool = Connect.pool(vertx, settings, standby, settings.supervisor().orElseThrow(), 1,
        PROMOTE.plusSeconds(1));
    view.hurry(PROMOTE);
    return pool.query("SELECT pg_promote(true, 5)").execute()
        .timeout(PROMOTE.toMillis(), TimeUnit.MILLISECONDS)
        .compose(done -> lease.release("promotion", node))
        .eventually(() -> {
          view.probeNow();
          return Connect.close(vertx, pool);
        });
  }

  void stop() {
    vertx.cancelTimer(timer);
    if (consumer != null) consumer.unregister();
  }
}
