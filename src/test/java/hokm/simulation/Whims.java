package hokm.simulation;

import hokm.protocol.Emote;
import hokm.protocol.EventJson;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.Random;

/** What a player does that no match needs: another seat, passing words, one more match. */
final class Whims {

  private static final int WORDS = 3;

  private final Random random;
  private boolean sitsElsewhere;
  private int words;
  /** How many more matches it wants when one is over. */
  private int more;
  /** The match after which it has asked for another. */
  private String asked = "";

  Whims(Random random, Party party) {
    this.random = random;
    more = random.nextInt(4) == 0 ? 0 : party.rematches;
    sitsElsewhere = random.nextInt(4) == 0;
    words = random.nextInt(4) == 0 ? WORDS : 0;
  }

  /** Once, before the match; the seat may be taken. */
  Optional<JsonObject> change(Picture picture, boolean seated) {
    if (!sitsElsewhere || !seated || picture.deal() > 0) return Optional.empty();
    sitsElsewhere = false;
    return Optional.of(new JsonObject().put("seat", random.nextInt(4)));
  }

  boolean asked(String match) {
    return asked.equals(match);
  }

  /** Whether it wants to play once more after this match. */
  boolean another(String match) {
    if (more-- <= 0) return false;
    asked = match;
    return true;
  }

  /** Not a command that is sent again: it may have been heard. */
  Optional<JsonObject> word() {
    if (words == 0 || random.nextInt(20) > 0) return Optional.empty();
    words--;
    var emote = Emote.values()[random.nextInt(Emote.values().length)];
    return Optional.of(new JsonObject().put("type", "emote").put("id", "word " + words)
        .put("emote", EventJson.lower(emote)));
  }
}
