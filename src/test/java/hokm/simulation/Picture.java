package hokm.simulation;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What one player makes of what it has heard of its room. */
final class Picture {

  private long last = -1;
  private int deal;
  private int salted;
  private boolean saltWanted;
  private boolean over;
  private String match = "";
  private JsonObject turn;
  private final long[] acts = new long[4];

  long last() {
    return last;
  }

  int deal() {
    return deal;
  }

  /** Empty before the first. */
  String match() {
    return match;
  }

  boolean over() {
    return over;
  }

  boolean saltWanted() {
    return saltWanted && salted < deal;
  }

  void salted() {
    salted = deal;
  }

  /** The number of the newest event in which this seat has acted. */
  long ownAct(int seat) {
    return acts[seat];
  }

  /** The turn, when it is this seat's. */
  Optional<JsonObject> turnOf(int seat) {
    return Optional.ofNullable(turn).filter(t -> t.getInteger("seat") == seat);
  }

  /** @return what is wrong with it; empty when nothing is */
  String view(JsonObject frame, int seat) {
    long n = frame.getLong("n");
    if (n < last) return "a view of event " + n + " after event " + last;
    last = n;
    turn = frame.getJsonObject("turn");
    var state = frame.getJsonObject("state");
    if (state == null) return "";
    in(frame.getString("match"));
    deal = state.getInteger("deal");
    over = state.getString("phase").equals("over");
    saltWanted = state.getString("phase").equals("preparing")
        && !state.getJsonArray("salted").getBoolean(seat);
    return "";
  }

  /** @return what is wrong with it; empty when nothing is */
  String events(JsonObject frame) {
    JsonArray events = frame.getJsonArray("events");
    long first = events.getJsonObject(0).getLong("n");
    if (first > last + 1) return "event " + first + " after event " + last;
    for (int i = 0; i < events.size(); i++) {
      var event = events.getJsonObject(i);
      if (event.getLong("n") <= last) continue;
      last = event.getLong("n");
      turn = null;
      event(event);
    }
    if (events.getJsonObject(events.size() - 1).getLong("n") == last) {
      turn = frame.getJsonObject("turn");
    }
    return "";
  }

  private void in(String current) {
    if (match.equals(current)) return;
    match = current;
    deal = 0;
    salted = 0;
    over = false;
  }

  private void event(JsonObject event) {
    switch (event.getString("event")) {
      case "match_started" -> in(event.getString("match"));
      case "deal_prepared" -> {
        deal = event.getInteger("no");
        saltWanted = true;
      }
      case "deal_began" -> saltWanted = false;
      case "card_played", "trump_named", "thrown_in" ->
          acts[event.getInteger("seat")] = event.getLong("n");
      case "match_ended" -> over = true;
      default -> { }
    }
  }

  void turn(JsonObject frame) {
    turn = frame.getJsonObject("turn");
  }
}
