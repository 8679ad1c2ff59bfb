package hokm.fuzz;

import hokm.witness.Testimony;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What an attacker knows of where it is: enough to do right, and so to do almost right. */
final class Situation {

  /** Not told yet, other than of one who looks on. */
  static final int UNKNOWN = -2;

  private String token = "";
  private String player = "";
  private String room = "";
  private int seat = UNKNOWN;
  private String match = "";
  private int deal = 1;
  private boolean saltWanted;
  private boolean over;
  private long seen = -1;
  private Optional<JsonObject> turn = Optional.empty();

  /** Whose socket it is, which another's token may have changed. */
  void is(String who) {
    if (!who.equals(player)) nowhere();
    player = who;
  }

  void token(String now) {
    token = now;
  }

  String token() {
    return token;
  }

  String room() {
    return room;
  }

  int seat() {
    return seat;
  }

  /** Empty before the first. */
  String match() {
    return match;
  }

  int deal() {
    return deal;
  }

  long seen() {
    return seen;
  }

  boolean saltWanted() {
    return saltWanted;
  }

  /** Whether the match there is over. */
  boolean over() {
    return over;
  }

  void sits(String where) {
    if (!where.equals(room)) {
      nowhere();
      room = where;
    }
  }

  void nowhere() {
    room = "";
    seat = UNKNOWN;
    over = false;
    saltWanted = false;
    seen = -1;
    turn = Optional.empty();
  }

  /** What this seat is asked to do, if it is. */
  Optional<String> asked() {
    return turn.filter(now -> now.getInteger("seat") == seat).map(now -> now.getString("act"));
  }

  Optional<String> legal() {
    return turn.map(now -> now.getJsonArray("legal")).filter(cards -> !cards.isEmpty())
        .map(cards -> cards.getString(0));
  }

  void view(JsonObject frame) {
    sits(frame.getString("room"));
    seat = frame.getInteger("seat") == null ? Testimony.NO_SEAT : frame.getInteger("seat");
    seen = frame.getLong("n");
    match = frame.getString("match", "");
    var state = frame.getJsonObject("state");
    over = state != null && "over".equals(state.getString("phase"));
    if (state != null) {
      deal = Math.max(1, state.getInteger("deal"));
      saltWanted = "preparing".equals(state.getString("phase")) && seat >= 0
          && !state.getJsonArray("salted").getBoolean(seat);
    }
    turn(frame);
  }

  void events(JsonObject frame) {
    frame.getJsonArray("events", new JsonArray()).forEach(each -> {
      var event = (JsonObject) each;
      seen = event.getLong("n");
      switch (event.getString("event")) {
        case "deal_prepared" -> {
          deal = event.getInteger("no");
          saltWanted = true;
        }
        case "deal_began" -> saltWanted = false;
        case "match_started" -> {
          match = event.getString("match");
          over = false;
        }
        case "match_ended" -> over = true;
        default -> { }
      }
    });
    turn(frame);
  }

  void turn(JsonObject frame) {
    turn = Optional.ofNullable(frame.getJsonObject("turn"));
  }
}
