package hokm.status;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * Something that happened to the cluster, as the strip of the last hour shows it.
 *
 * @param at epoch milliseconds
 * @param about the node or server that it happened to
 * @param number rooms or a timeline, where the kind has one; otherwise 0
 * @param sentence the same for a person
 */
record Mark(long at, Kind kind, String about, long number, String sentence) {

  /** Two nodes that tell of the same see it at slightly different times. */
  private static final long SAME_MILLIS = 10_000;

  enum Kind { JOINED, LEFT, LOST, SILENT, HEARD, TAKEN_OVER, PRIMARY_AWAY, PRIMARY_BACK, PROMOTED,
    REDIS_AWAY, REDIS_BACK }

  static Mark joined(long at, String node) {
    return new Mark(at, Kind.JOINED, node, 0, "Node " + node + " has joined.");
  }

  static Mark gone(long at, String node, boolean leaving, boolean refused) {
    return leaving ? new Mark(at, Kind.LEFT, node, 0, "Node " + node + " has left, as it was told.")
        : new Mark(at, Kind.LOST, node, 0, "Node " + node + " is gone; its bus "
            + (refused ? "refuses connections." : "does not refuse connections."));
  }

  static Mark silent(long at, String node) {
    return new Mark(at, Kind.SILENT, node, 0,
        "Node " + node + " is present, and nothing is heard of it.");
  }

  static Mark heard(long at, String node) {
    return new Mark(at, Kind.HEARD, node, 0, "Node " + node + " is heard of again.");
  }

  static Mark takenOver(long at, String node, long rooms) {
    return new Mark(at, Kind.TAKEN_OVER, node, rooms,
        "Node " + node + " has taken over " + rooms + (rooms == 1 ? " room." : " rooms."));
  }

  static Mark promoted(long at, String server, long timeline) {
    return new Mark(at, Kind.PROMOTED, server, timeline, "The standby at " + server
        + " was promoted; it is the primary of timeline " + timeline + ".");
  }

  boolean same(Mark other) {
    return kind == other.kind && about.equals(other.about)
        && Math.abs(at - other.at) <= SAME_MILLIS;
  }

  JsonObject json() {
    return new JsonObject().put("at", at).put("kind", kind.name().toLowerCase(Locale.ROOT))
        .put("about", about).put("number", number).put("sentence", sentence);
  }

  static Mark of(JsonObject json) {
    return new Mark(json.getLong("at"),
        Kind.valueOf(json.getString("kind").toUpperCase(Locale.ROOT)),
        json.getString("about"), json.getLong("number"), json.getString("sentence"));
  }
}
