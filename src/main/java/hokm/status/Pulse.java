package hokm.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/**
 * What a node tells all others of itself every second. It has neither players nor rooms in it, only
 * how many there are.
 *
 * @param upMillis since the node began to tell
 * @param moves saved since the start
 * @param takenOver rooms that came from other nodes since the start
 * @param redis the address that it keeps rooms at
 * @param database empty of a node that does not keep results
 */
record Pulse(String node, long upMillis, int rooms, int sockets, long moves, long takenOver,
    boolean draining, String redis, List<Said> checks, Optional<DatabaseFacts> database) {

  static final String ADDRESS = "status.pulse";

  JsonObject json() {
    var said = new JsonArray();
    checks.forEach(check -> said.add(check.json()));
    return new JsonObject().put("node", node).put("upMs", upMillis).put("rooms", rooms)
        .put("sockets", sockets).put("moves", moves).put("takenOver", takenOver)
        .put("draining", draining).put("redis", redis).put("checks", said)
        .put("database", database.map(DatabaseFacts::json).orElse(null));
  }

  static Pulse of(JsonObject json) {
    return new Pulse(json.getString("node"), json.getLong("upMs"), json.getInteger("rooms"),
        json.getInteger("sockets"), json.getLong("moves"), json.getLong("takenOver"),
        json.getBoolean("draining"), json.getString("redis"),
        json.getJsonArray("checks").stream().map(JsonObject.class::cast).map(Said::of).toList(),
        Optional.ofNullable(json.getJsonObject("database")).map(DatabaseFacts::of));
  }

  Optional<Said> check(String name) {
    return checks.stream().filter(check -> check.name().equals(name)).findFirst();
  }

  /** Whether all is as it should be, but for a node that is leaving as it was told to. */
  boolean sound() {
    return checks.stream().allMatch(check -> check.ok() || check.name().equals("draining"));
  }
}
