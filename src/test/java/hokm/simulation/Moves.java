package hokm.simulation;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** Any move that a turn allows. */
final class Moves {

  private static final List<String> SUITS = List.of("clubs", "diamonds", "hearts", "spades");

  private Moves() {}

  /** A command without its id. */
  static JsonObject any(JsonObject turn, Random random) {
    if (turn.getString("act").equals("play_card")) {
      var legal = turn.getJsonArray("legal");
      return new JsonObject().put("type", "play_card")
          .put("card", legal.getString(random.nextInt(legal.size())));
    }
    if (turn.getBoolean("mayThrowIn") && random.nextInt(3) == 0) {
      return new JsonObject().put("type", "throw_in");
    }
    return new JsonObject().put("type", "name_trump").put("suit", SUITS.get(random.nextInt(4)));
  }
}
