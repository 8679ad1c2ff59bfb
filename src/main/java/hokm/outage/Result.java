package hokm.outage;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * What one outage did to the players.
 *
 * @param stuck tables that nobody could play on afterwards
 * @param expulsions of healthy nodes by healthy nodes
 */
public record Result(Fault fault, int rooms, Moves moves, Notes.Read notes, int stuck,
    long expulsions) {

  /** Whether nothing was lost: how long anyone waited is for the reader to judge. */
  public boolean whole() {
    return stuck == 0 && notes.refused().isEmpty() && notes.roomsLost() == 0;
  }

  public JsonObject json() {
    var json = new JsonObject().put("fault", fault.name().toLowerCase(Locale.ROOT))
        .put("rooms", rooms).put("waits", moves.all().json())
        .put("waitsDoorStayed", moves.doorStayed().json())
        .put("waitsDoorGone", moves.doorGone().json())
        .put("wholeAgain", notes.back().json()).put("stuck", stuck)
        .put("roomsLost", notes.roomsLost()).put("gaps", notes.gaps())
        .put("expulsions", expulsions).put("reconnectsMost", moves.reconnects());
    var refused = new JsonObject();
    notes.refused().forEach(refused::put);
    var delayed = new JsonObject();
    notes.delayed().forEach(delayed::put);
    return json.put("refused", refused).put("delayed", delayed);
  }

  String text() {
    return fault + " with " + rooms + " rooms: " + moves.all().text() + "\n  over a node that"
        + " stayed: " + moves.doorStayed().text() + "\n  over the node that went: "
        + moves.doorGone().text() + "\n  lost sockets, whole again: " + notes.back().text()
        + "\n  refused " + notes.refused() + ", delayed " + notes.delayed() + ", stuck " + stuck
        + ", rooms lost " + notes.roomsLost() + ", gaps " + notes.gaps() + ", expulsions "
        + expulsions + ", most reconnects of a client in a restart " + moves.reconnects() + ".";
  }
}
