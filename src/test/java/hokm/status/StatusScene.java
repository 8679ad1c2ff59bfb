package hokm.status;

import hokm.room.Chance;
import hokm.room.Edge;
import hokm.room.ManualTimers;
import hokm.room.Membership;
import hokm.room.PlainBus;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Nodes that tell each other how they are, over one bus and under one clock. */
final class StatusScene implements Membership {

  /** What a node would tell of itself now. */
  static final class One {
    int rooms;
    int sockets;
    long moves;
    long takenOver;
    boolean draining;
    boolean mute;
    Optional<String> redis = Optional.empty();
    Optional<JsonObject> database = Optional.of(database("127.0.0.1:5432", 1, 3, 0));
    StatusVerticle verticle;

    JsonObject status(StatusScene scene) {
      return verticle.panorama().status(scene.timers.now());
    }

    JsonObject history(StatusScene scene) {
      return verticle.panorama().history(scene.timers.now());
    }
  }

  final ManualTimers timers = new ManualTimers();
  private final PlainBus bus = new PlainBus();
  private final Set<String> members = new TreeSet<>();
  private final List<Gone> gone = new ArrayList<>();
  private final Map<String, One> all = new HashMap<>();

  One start(String node) {
    var one = new One();
    all.put(node, one);
    members.add(node);
    one.verticle = new StatusVerticle(new StatusVerticle.About(node, "127.0.0.1:6379",
        () -> new StatusVerticle.Figures(one.rooms, one.sockets, one.moves, one.takenOver,
            one.draining),
        () -> one.mute ? Future.failedFuture("mute") : Future.succeededFuture(checks(one)),
        () -> one.database), this, vertx -> null);
    one.verticle.start(new Edge(bus, timers, Chance.secure()));
    return one;
  }

  private static JsonArray checks(One one) {
    return new JsonArray()
        .add(new JsonObject().put("name", "redis").put("ok", one.redis.isEmpty())
            .put("sentence", one.redis.orElse("Redis at 127.0.0.1:6379 answers.")))
        .add(new JsonObject().put("name", "draining").put("ok", !one.draining)
            .put("sentence", "Whether it takes players."));
  }

  /** As a primary and a standby would be told of; the writer is empty when there is none. */
  static JsonObject database(String writer, long timeline, long lagMillis, long outbox) {
    var primary = writer.isEmpty() ? "unknown" : "primary";
    return new JsonObject().put("sentence", writer.isEmpty()
            ? "No primary answers, so results wait in the outbox." : "The primary answers.")
        .put("writer", writer.isEmpty() ? null : writer)
        .put("endpoints", new JsonArray()
            .add(server(writer.isEmpty() ? "127.0.0.1:5432" : writer, primary, timeline, 0))
            .add(server("127.0.0.1:5433", "standby", timeline, lagMillis)))
        .put("outbox", new JsonObject().put("entries", outbox).put("oldestMs", 10));
  }

  private static JsonObject server(String address, String role, long timeline, long lagMillis) {
    return new JsonObject().put("address", address).put("role", role).put("timeline", timeline)
        .put("lagMs", lagMillis).put("breaker", "closed");
  }

  void pass(int seconds) {
    timers.pass(Duration.ofSeconds(seconds));
  }

  /** It tells nothing from now on, and the others see that it is gone. */
  void kill(String node) {
    all.get(node).mute = true;
    members.remove(node);
    gone.forEach(listener -> listener.gone(node, true));
  }

  static List<String> marks(JsonObject history) {
    return history.getJsonArray("marks").stream().map(JsonObject.class::cast)
        .map(mark -> mark.getString("kind") + " " + mark.getString("about")).toList();
  }

  static JsonObject node(JsonObject status, String node) {
    return status.getJsonArray("nodes").stream().map(JsonObject.class::cast)
        .filter(each -> each.getString("node").equals(node)).findFirst().orElseThrow();
  }

  @Override
  public Set<String> hosts() {
    return members;
  }

  @Override
  public Set<String> nodes() {
    return Set.copyOf(members);
  }

  @Override
  public void onGone(Gone listener) {
    gone.add(listener);
  }

  @Override
  public void onJoined(Consumer<String> listener) {}
}
