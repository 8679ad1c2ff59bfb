package hokm.simulation;

import io.vertx.core.json.JsonObject;

/** A command of a player, as the player remembers it. */
final class Sent {

  final String id;
  final String type;
  /** The card, suit or salt. */
  final String value;
  final int deal;
  final JsonObject message;
  long sentAt;
  boolean accepted;
  /** The error's code; empty while there is none. */
  String refused = "";

  Sent(String id, String type, String value, int deal, JsonObject message) {
    this.id = id;
    this.type = type;
    this.value = value;
    this.deal = deal;
    this.message = message.put("type", type).put("id", id);
  }

  boolean open() {
    return !accepted && refused.isEmpty();
  }
}
