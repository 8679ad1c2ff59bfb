package hokm.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * PostgreSQL and the outbox as one node sees them.
 *
 * @param writer the address that is written to
 * @param sentence the verdict's own
 * @param entries results that wait; empty before anyone has looked
 * @param oldestMillis how long the oldest of them has waited
 */
record DatabaseFacts(Optional<String> writer, String sentence, List<Server> servers,
    OptionalLong entries, OptionalLong oldestMillis) {

  /** A standby that has never replayed anything can't say how far it is behind. */
  private static final long LAG_UNKNOWN_MILLIS = 86_400_000;

  /** @param timeline and lag are empty of one that does not answer */
  record Server(String address, String role, OptionalLong timeline, OptionalLong lagMillis) {

    JsonObject json() {
      return new JsonObject().put("address", address).put("role", role)
          .put("timeline", boxed(timeline)).put("lagMs", boxed(lagMillis));
    }

    static Server of(JsonObject json) {
      var role = json.getString("role");
      var lag = number(json, "lagMs");
      boolean known = "standby".equals(role) && lag.orElse(0) < LAG_UNKNOWN_MILLIS;
      return new Server(json.getString("address"), role, number(json, "timeline"),
          known ? lag : OptionalLong.empty());
    }
  }

  /** Takes what is known and no more: neither more nor other facts travel on. */
  static DatabaseFacts of(JsonObject json) {
    var outbox = json.getJsonObject("outbox", new JsonObject());
    return new DatabaseFacts(Optional.ofNullable(json.getString("writer")),
        json.getString("sentence"),
        json.getJsonArray("endpoints").stream().map(JsonObject.class::cast).map(Server::of)
            .toList(),
        number(outbox, "entries"), number(outbox, "oldestMs"));
  }

  JsonObject json() {
    var endpoints = new JsonArray();
    servers.forEach(server -> endpoints.add(server.json()));
    return new JsonObject().put("writer", writer.orElse(null)).put("sentence", sentence)
        .put("endpoints", endpoints).put("outbox", new JsonObject()
            .put("entries", boxed(entries)).put("oldestMs", boxed(oldestMillis)));
  }

  /**
   * Of the standby that lags most; empty when none answers, or nobody is written to: then it only
   * tells how long ago that was.
   */
  OptionalLong worstLag() {
    return servers.stream().filter(server -> writer.isPresent())
        .flatMapToLong(server -> server.lagMillis().stream()).max();
  }

  /** Of the server that is written to. */
  OptionalLong timeline() {
    return servers.stream().filter(server -> writer.equals(Optional.of(server.address())))
        .flatMapToLong(server -> server.timeline().stream()).max();
  }

  private static OptionalLong number(JsonObject json, String name) {
    var value = json.getLong(name);
    return value == null ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static Long boxed(OptionalLong value) {
    return value.isPresent() ? value.getAsLong() : null;
  }
}
