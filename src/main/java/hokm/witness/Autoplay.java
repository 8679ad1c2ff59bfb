package hokm.witness;

import hokm.room.BotPlayer;
import hokm.rules.Phase;
import io.vertx.core.Vertx;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiConsumer;

/** Plays a client's seat, at its pace: one decision for each thing that it is asked. */
final class Autoplay {

  /** A server that refuses so many moves of a strategy that follows its own words is broken. */
  private static final int REFUSALS = 10;

  private final Vertx vertx;
  private final Seen seen;
  private final BotPlayer player;
  private final Client.Pace pace;
  private final Random chance;
  private final BiConsumer<String, String> act;
  private String decided = "";
  private int retries;

  /** @param act takes the command's type and its value as the protocol spells it */
  Autoplay(Vertx vertx, Seen seen, BotPlayer player, Client.Pace pace, Random chance,
      BiConsumer<String, String> act) {
    this.vertx = vertx;
    this.seen = seen;
    this.player = player;
    this.pace = pace;
    this.chance = chance;
    this.act = act;
  }

  static String field(String type) {
    return switch (type) {
      case "name_trump" -> "suit";
      case "play_card" -> "card";
      default -> "salt";
    };
  }

  /** Something has changed: perhaps it is this seat's turn. */
  void look() {
    var asked = asked();
    if (asked.isEmpty() || asked.equals(decided)) return;
    decided = asked;
    vertx.setTimer(pace.millis(chance), thought -> {
      if (asked.equals(asked())) decide();
      else look();
    });
  }

  /** After a refusal the question still stands, a bounded number of times. */
  void retry() {
    if (retries++ >= REFUSALS) return;
    decided = "";
    look();
  }

  /** What is asked of this seat now, told apart from whatever was asked before. */
  private String asked() {
    if (seen.saltWanted()) return seen.deal() + " salt";
    return seen.act().map(what -> seen.deal() + " " + what + " " + seen.tricksDone()).orElse("");
  }

  private void decide() {
    if (seen.phase() == Phase.PREPARING) {
      act.accept("salt", String.format("%016x", chance.nextLong()));
    } else if (seen.phase() == Phase.NAMING_TRUMP) {
      act.accept("name_trump", player.trump(seen.asView()).name().toLowerCase(Locale.ROOT));
    } else {
      act.accept("play_card", player.play(seen.asView()).toString());
    }
  }
}
