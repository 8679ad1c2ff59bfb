package hokm.protocol;

import hokm.rules.Seat;
import hokm.rules.SeatView;
import hokm.rules.Trick;
import hokm.rules.Turn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Every frame that the server sends, as text. */
public final class Frames {

  public static final int VERSION = 1;

  private Frames() {}

  /** @param room the room where the player of a device sits; a view follows */
  public static String welcome(String player, String name, String token, Optional<String> room,
      String node) {
    return known("welcome", player, name, room, node).put("token", token).encode();
  }

  /** @param room the room where the player sits; empty for none. A view or events follow. */
  public static String resumed(String player, String name, Optional<String> room, String node) {
    return known("resumed", player, name, room, node).encode();
  }

  private static JsonObject known(String type, String player, String name,
      Optional<String> room, String node) {
    var json = of(type).put("version", VERSION).put("player", player).put("name", name)
        .put("node", node);
    room.ifPresent(code -> json.put("room", code));
    return json;
  }

  public static String accepted(String id) {
    return of("accepted").put("id", id).encode();
  }

  /** To one who looks on there. */
  public static String accepted(String id, String room) {
    return of("accepted").put("id", id).put("room", room).encode();
  }

  public static String accepted(String id, String room, Seat seat) {
    return of("accepted").put("id", id).put("room", room).put("seat", seat.number()).encode();
  }

  /** @param id the command's, or empty where none could be read */
  public static String error(Optional<String> id, ErrorCode code, String message) {
    var json = of("error");
    id.ifPresent(text -> json.put("id", text));
    return json.put("code", code.code()).put("message", message).encode();
  }

  public static String error(Optional<String> id, ErrorCode code) {
    return error(id, code, code.sentence());
  }

  public static String ping() {
    return of("ping").encode();
  }

  public static String pong() {
    return of("pong").encode();
  }

  /** The player waits for a quick match. */
  public static String queued(String id) {
    return of("queued").put("id", id).encode();
  }

  /** A quick match has seated the player; its view follows. */
  public static String matched(String room, Seat seat) {
    return of("matched").put("room", room).put("seat", seat.number()).encode();
  }

  /** One moment, nothing is lost. @param why OWNER_LOST as long as its server doesn't answer */
  public static String roomPaused(String room, StopCause why) {
    return of("room_paused").put("room", room).put("why", EventJson.lower(why)).encode();
  }

  public static String roomResumed(String room) {
    return of("room_resumed").put("room", room).encode();
  }

  /** A passing word of one seat to all who are there. */
  public static String emote(String room, Seat seat, Emote emote) {
    return of("emote").put("room", room).put("seat", seat.number())
        .put("emote", EventJson.lower(emote)).encode();
  }

  /** The room is no more: all have left, or its match ended a while ago. */
  public static String roomClosed(String room) {
    return of("room_closed").put("room", room).encode();
  }

  /** @param reason of the operator who has closed it */
  public static String roomClosed(String room, String reason) {
    return of("room_closed").put("room", room).put("reason", reason).encode();
  }

  /**
   * For one who comes back and has missed nothing, and for all when a clock that stood goes on.
   *
   * @param turn the act that is awaited
   */
  public static String turn(String room, Turn turn, TimeLeft left, Seat viewer) {
    return with(of("turn").put("room", room), turn(turn, left, viewer == turn.seat()));
  }

  public static String view(RoomView view) {
    var json = of("view").put("room", view.room()).put("n", view.last())
        .put("seat", view.seat() == null ? null : view.seat().number())
        .put("rules", EventJson.rules(view.rules()))
        .put("seats", seats(view));
    view.match().ifPresent(match ->
        json.put("match", view.matchId()).put("state", state(match)));
    if (view.match().flatMap(SeatView::winner).isPresent()) {
      json.put("rematch", new JsonArray(view.rematch().stream().map(Seat::number).toList()));
    }
    if (view.seat() == null) return json.encode();
    return with(json, view.match().flatMap(SeatView::awaited)
        .map(turn -> turn(turn, view.left(), turn.seat() == view.seat())).orElse(""));
  }

  private static JsonArray seats(RoomView view) {
    var seats = new JsonArray();
    for (Seat seat : Seat.values()) {
      var occupant = view.occupants().at(seat);
      if (occupant == null) {
        seats.addNull();
      } else {
        seats.add(EventJson.level(new JsonObject().put("name", occupant.name())
            .put("bot", occupant.bot()).put("connected", occupant.connected()),
            occupant.level()));
      }
    }
    return seats;
  }

  private static JsonObject state(SeatView view) {
    var json = new JsonObject().put("phase", EventJson.lower(view.phase()))
        .put("deal", view.dealNo()).put("score", EventJson.perTeam(view.score()))
        .put("tricksWon", EventJson.perTeam(view.tricksWon()))
        .put("hand", EventJson.cards(view.hand()))
        .put("handSizes", new JsonArray(view.handSizes().toList()))
        .put("salted", new JsonArray(view.salted().toList()));
    view.hakem().ifPresent(seat -> json.put("hakem", seat.number()));
    view.trump().ifPresent(suit -> json.put("trump", EventJson.lower(suit)));
    view.trick().ifPresent(trick -> json.put("trick", trick(trick)));
    view.winner().ifPresent(team -> json.put("winner", team.number()));
    if (!view.tricks().isEmpty()) {
      json.put("lastTrick", trick(view.tricks().get(view.tricks().size() - 1)));
    }
    if (!view.secretCommit().isEmpty()) json.put("secretCommit", view.secretCommit());
    if (!view.dealCommit().isEmpty()) json.put("commit", view.dealCommit());
    return json;
  }

  private static JsonObject trick(Trick trick) {
    return new JsonObject().put("leader", trick.leader().number())
        .put("cards", EventJson.cards(trick.cards()));
  }

  /**
   * Whose act is awaited.
   *
   * @param itself whether it is for that seat, which is told what it may do as well
   */
  static String turn(Turn turn, TimeLeft left, boolean itself) {
    var text = new StringBuilder(160).append("{\"seat\":")
        .append(turn.seat().number()).append(",\"act\":\"")
        .append(turn.naming() ? "name_trump" : "play_card").append('"');
    left.own().ifPresent(time -> text.append(",\"millisLeft\":").append(time.toMillis()));
    left.bank().ifPresent(time -> text.append(",\"bankMillisLeft\":").append(time.toMillis()));
    if (itself && turn.naming()) text.append(",\"mayThrowIn\":").append(turn.mayThrowIn());
    if (itself && !turn.naming()) {
      var cards = turn.legal();
      text.append(",\"legal\":[");
      for (int i = 0; i < cards.size(); i++) {
        text.append(i == 0 ? "\"" : ",\"").append(cards.get(i)).append('"');
      }
      text.append(']');
    }
    return text.append('}').toString();
  }

  /** @param json all but the turn; @param turn as {@link #turn} words it, or empty for none */
  private static String with(JsonObject json, String turn) {
    var text = json.encode();
    return turn.isEmpty() ? text
        : text.substring(0, text.length() - 1) + ",\"turn\":" + turn + "}";
  }

  private static JsonObject of(String type) {
    return new JsonObject().put("type", type);
  }
}
