package hokm.status;

import hokm.room.Edge;
import hokm.room.Membership;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells every node each second how this one is, and keeps what all of them tell. One that comes
 * asks another once for the hour that it has missed.
 */
public final class StatusVerticle extends VerticleBase {

  private static final Duration PULSE = Duration.ofSeconds(1);
  private static final int ASKED = 3;

  private final About about;
  private final Membership membership;
  private final Function<Vertx, Edge> edges;
  private final Panorama panorama;
  private Edge edge;
  private long began;
  private boolean looking;

  /**
   * @param checks what the node's health finds now, within a bound; each with name, ok, sentence.
   *     While it can't tell, the others hear nothing of this node
   * @param database what it knows of PostgreSQL; empty where it does not keep results
   */
  public record About(String node, String redis, Supplier<Figures> figures,
      Supplier<Future<JsonArray>> checks, Supplier<Optional<JsonObject>> database) {}

  /** What the node counts. */
  public record Figures(int rooms, int sockets, long moves, long takenOver, boolean draining) {}

  public StatusVerticle(About about, Membership membership, Function<Vertx, Edge> edges) {
    this.about = about;
    this.membership = membership;
    this.edges = edges;
    panorama = new Panorama(about.node());
  }

  Panorama panorama() {
    return panorama;
  }

  /** What those that keep results say of PostgreSQL; empty while none is heard. */
  public Optional<JsonObject> database() {
    return Optional.ofNullable(panorama.status(System.currentTimeMillis())
        .getJsonObject("database"));
  }

  @Override
  public Future<?> start() {
    return start(edges.apply(vertx));
  }

  /** On the event loop of the edge. */
  Future<?> start(Edge on) {
    edge = on;
    began = on.timers().millis();
    membership.onGone((gone, refused) -> on.timers().soon(() ->
        panorama.gone(gone, refused, on.timers().now())));
    return Future.all(
        on.bus().<JsonObject>listen(Pulse.ADDRESS, told ->
            panorama.hear(Pulse.of(told), on.timers().now())),
        on.bus().<JsonObject>serve(history(about.node()), asked ->
            Future.succeededFuture(panorama.history(on.timers().now()))))
        .onSuccess(listening -> {
          recall(membership.nodes().stream().filter(other -> !other.equals(about.node()))
              .sorted().limit(ASKED).toList().iterator());
          on.timers().every(PULSE, this::beat);
        });
  }

  private static String history(String node) {
    return "status.history." + node;
  }

  /** A node that has just come as well knows no more than this one; then there is no history. */
  private void recall(Iterator<String> others) {
    if (!others.hasNext()) return;
    edge.bus().<JsonObject>request(history(others.next()), new JsonObject())
        .onSuccess(told -> panorama.recall(told, edge.timers().now()))
        .onFailure(silent -> recall(others));
  }

  private void beat() {
    panorama.look(edge.timers().now());
    if (looking) return;
    looking = true;
    edge.timers().here(about.checks().get()).onComplete(found -> {
      looking = false;
      if (found.succeeded()) edge.bus().publish(Pulse.ADDRESS, pulse(found.result()).json());
    });
  }

  private Pulse pulse(JsonArray checks) {
    var figures = about.figures().get();
    return new Pulse(about.node(), edge.timers().millis() - began, figures.rooms(),
        figures.sockets(), figures.moves(), figures.takenOver(), figures.draining(),
        about.redis(), said(checks), about.database().get().map(DatabaseFacts::of));
  }

  private static List<Said> said(JsonArray checks) {
    return checks.stream().map(JsonObject.class::cast).map(Said::of).toList();
  }
}
