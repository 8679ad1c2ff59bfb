package hokm.fuzz;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Messages as the protocol has them, such as fit a situation, and others that fit another. */
final class Sentences {

  private static final List<String> SUITS = List.of("clubs", "diamonds", "hearts", "spades");
  private static final List<String> LEVELS = List.of("easy", "normal");
  private static final List<String> EMOTES = List.of("hello", "thanks", "well_played", "good_luck",
      "sorry", "wow", "laugh", "hurry");
  private static final List<String> ALL = List.of("sign_in", "resume", "create_room", "join_room",
      "watch", "change_seat", "add_bots", "quick_match", "cancel_quick_match", "salt",
      "name_trump", "throw_in", "play_card", "emote", "rematch", "sync", "ping", "pong");
  private static final String RANKS = "23456789TJQKA";
  private static final String CARD_SUITS = "CDHS";
  private static final String CODE = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  /** One in so many gives its seat up. */
  private static final int LEAVES = 400;
  private static final String LEAVING = "L";

  private final Random chance;
  private long ids;

  Sentences(Random chance) {
    this.chance = chance;
  }

  /** Whether this was the id of a message that gives a seat up. */
  static boolean left(String id) {
    return id.startsWith(LEAVING);
  }

  /** How a socket begins. */
  JsonObject hello(Situation at) {
    return of(at.token().isEmpty() ? "sign_in" : "resume", at);
  }

  JsonObject join(String room) {
    return command("join_room", "J").put("room", room);
  }

  JsonObject leave() {
    return command("leave", LEAVING);
  }

  /** Mostly what is asked for there; otherwise anything. */
  JsonObject any(Situation at) {
    if (at.over() && chance.nextInt(4) > 0 || chance.nextInt(LEAVES) == 0) return leave();
    if (chance.nextBoolean()) {
      if (at.saltWanted()) return of("salt", at);
      var asked = at.asked();
      if (asked.isPresent()) {
        var act = of(asked.get(), at);
        at.legal().ifPresent(card -> act.put("card", card));
        if (!asked.get().equals("play_card")) act.remove("card");
        return act;
      }
    }
    return of(one(ALL), at);
  }

  private JsonObject of(String type, Situation at) {
    return switch (type) {
      case "sign_in" -> plain(type).put("version", 1).put("name", "Attacker " + ids++);
      case "resume" -> seen(plain(type).put("version", 1)
          .put("token", at.token().isEmpty() ? "nobody" : at.token()), at);
      case "sync" -> seen(plain(type), at);
      case "ping", "pong" -> plain(type);
      case "create_room" -> command(type, "c").put("target", 1).put("hakem",
          chance.nextBoolean() ? "random" : "first_ace").put("redeal", "low_five");
      case "join_room", "watch" -> command(type, "c").put("room",
          at.room().isEmpty() || chance.nextBoolean() ? code() : at.room());
      case "change_seat" -> command(type, "c").put("seat", chance.nextInt(4));
      case "add_bots" -> command(type, "c").put("level", one(LEVELS));
      case "salt" -> command(type, "c").put("salt", Long.toHexString(chance.nextLong()));
      case "name_trump" -> move(type, at).put("suit", one(SUITS));
      case "throw_in" -> move(type, at);
      case "play_card" -> move(type, at).put("card", card());
      case "emote" -> command(type, "c").put("emote", one(EMOTES));
      default -> command(type, "c");
    };
  }

  private JsonObject move(String type, Situation at) {
    var move = command(type, "c").put("deal", at.deal());
    return at.match().isEmpty() ? move : move.put("match", at.match());
  }

  private static JsonObject seen(JsonObject message, Situation at) {
    return at.seen() < 0 ? message : message.put("lastSeen", at.seen());
  }

  private static JsonObject plain(String type) {
    return new JsonObject().put("type", type);
  }

  private JsonObject command(String type, String kind) {
    return plain(type).put("id", kind + Long.toHexString(chance.nextLong()));
  }

  String card() {
    return "" + RANKS.charAt(chance.nextInt(RANKS.length()))
        + CARD_SUITS.charAt(chance.nextInt(CARD_SUITS.length()));
  }

  private String code() {
    var code = new StringBuilder();
    for (int i = 0; i < 6; i++) code.append(CODE.charAt(chance.nextInt(CODE.length())));
    return code.toString();
  }

  <T> T one(List<T> all) {
    return all.get(chance.nextInt(all.size()));
  }
}
