package hokm.simulation;

import io.vertx.core.json.JsonObject;

/** A command of a player, as the player remembers it. */
final class Sent {

  final String id;
  final String type;
  /** The card, suit or salt. */
  final String value;
  final int deal;
  final String match;
  /** The newest event that its player had heard of. */
  final long n;
  final JsonObject message;
  long sentAt;
  boolean accepted;
  /** The error's code; empty while there is none. */
  String refused = "";

  Sent(String id, String type, String value, Picture picture, JsonObject message) {
    this.id = id;
    this.type = type;
    this.value = value;
    this.deal = picture.deal();
    this.match = picture.match();
    this.n = picture.last();
    this.message = message.put("type", type).put("id", id);
  }

  /** Whether it is what a turn waits for. */
  boolean act() {
    return type.equals("play_card") || type.equals("name_trump") || type.equals("throw_in");
  }

  boolean open() {
    return !accepted && refused.isEmpty();
  }
}
