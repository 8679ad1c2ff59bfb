package hokm.admin;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads what an operator has written; what is wrong with it is told in a sentence. */
final class Wish {

  static final int MOST = 500;
  private static final int PAGE = 100;
  private static final int REASON = 200;

  private Wish() {}

  /** It can't be done as it stands. */
  static final class Bad extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Bad(String code, String message) {
      super(message, null, false, false);
      reply = Reply.refused(400, code, message);
    }

    Reply reply() {
      return reply;
    }
  }

  private static void require(boolean so, String code, String message) {
    if (!so) throw new Bad(code, message);
  }

  static String room(RoutingContext asked) {
    var code = asked.pathParam("code");
    require(code.matches("[0-9A-Z]{6}"), "bad_room", "A room's code has six capitals or digits.");
    return code;
  }

  static String node(String text) {
    require(text.matches("[A-Za-z0-9-]{1,60}"), "bad_node",
        "A node is named by letters, digits and hyphens, as GET /admin/nodes tells it.");
    return text;
  }

  static String player(RoutingContext asked) {
    var player = asked.pathParam("player");
    require(player.matches("[A-Za-z0-9_-]{1,64}"), "bad_player",
        "A player's id is what `welcome` and GET /admin/rooms tell, unchanged.");
    return player;
  }

  static String after(RoutingContext asked) {
    var after = asked.queryParam("after").stream().findFirst().orElse("");
    require(after.matches("[A-Za-z0-9_-]{0,64}"), "bad_after",
        "after is the `next` of the page before, unchanged.");
    return after;
  }

  static int limit(RoutingContext asked) {
    var text = asked.queryParam("limit").stream().findFirst().orElse(Integer.toString(PAGE));
    require(text.matches("[1-9]\\d{0,2}") && Integer.parseInt(text) <= MOST, "bad_limit",
        "limit is a number from 1 to " + MOST + ".");
    return Integer.parseInt(text);
  }

  /** Empty where there is none. */
  static JsonObject body(RoutingContext asked, String... known) {
    var buffer = asked.body().buffer();
    if (buffer == null || buffer.length() == 0) return new JsonObject();
    try {
      var body = new JsonObject(buffer);
      require(Set.of(known).containsAll(body.fieldNames()), "unknown_field",
          "The body may have these fields: " + String.join(", ", known) + ".");
      return body;
    } catch (DecodeException | ClassCastException noJson) {
      throw new Bad("bad_body", "The body is one JSON object, or nothing.");
    }
  }

  /** Null where it is not there. */
  static String text(JsonObject body, String name, int most) {
    var value = body.getValue(name);
    if (value == null) return null;
    require(value instanceof String text && !text.isBlank() && text.length() <= most
            && text.chars().noneMatch(Character::isISOControl), "bad_" + name,
        name + " is a text of 1 to " + most + " characters in one line.");
    return (String) value;
  }

  static String reason(JsonObject body) {
    var reason = text(body, "reason", REASON);
    require(reason != null, "bad_reason", "Say why, as `reason`: the players are told.");
    return reason;
  }

  static Optional<Instant> until(JsonObject body, long now) {
    var text = text(body, "until", 40);
    if (text == null) return Optional.empty();
    try {
      var until = Instant.parse(text);
      require(until.toEpochMilli() > now, "bad_until", "until is a moment to come.");
      return Optional.of(until);
    } catch (DateTimeException noTime) {
      throw new Bad("bad_until", "until is a time such as 2030-01-31T18:00:00Z; without it a ban"
          + " is for good.");
    }
  }
}
