package hokm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.bots.NormalBot;
import hokm.bots.RandomBot;
import hokm.bots.Simulation;
import hokm.room.BotPlayer;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.MatchRules.FirstHakem;
import hokm.rules.MatchRules.Redeal;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import hokm.rules.TestPlay;
import hokm.witness.Referee;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RefereeTest {

  private static final MatchRules EVERY_OPTION =
      new MatchRules(13, FirstHakem.RANDOM, Redeal.LOW_FIVE);

  static Stream<MatchRules> rules() {
    return Stream.of(MatchRules.DEFAULT, EVERY_OPTION,
        new MatchRules(1, FirstHakem.FIRST_ACE, Redeal.LOW_FIVE),
        new MatchRules(3, FirstHakem.RANDOM, Redeal.NONE));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void findsNothingToBlameInMatchesThatTheRulesMade(MatchRules rules) {
    long seed = Seed.of("RefereeTest");
    for (BotPlayer bot : List.of(new NormalBot(), new RandomBot(seed))) {
      var simulation = new Simulation(rules, PerSeat.all(bot));
      for (int no = 1; no <= 40; no++) {
        var log = log(rules, simulation.match(seed, no));
        assertThat(Referee.judge(text(log))).as("match %s", no).isEmpty();
      }
    }
  }

  @Test
  void aForfeitAtAnyMomentEndsALogThatStands() {
    var random = new Random(Seed.of("RefereeTest"));
    for (int n = 0; n < 60; n++) {
      var play = new TestPlay(EVERY_OPTION, random);
      int steps = 1 + random.nextInt(600);
      while (steps-- > 0 && !play.over()) play.step();
      if (!play.over()) play.give(new Command.Forfeit(Seat.at(n % 4), "left"));
      assertThat(Referee.judge(text(log(EVERY_OPTION, play.events())))).isEmpty();
    }
  }

  @Test
  void seesAnotherWinnerOfATrick() {
    tampered("winner of the trick", lines -> first(lines, "trick")
        .put("winner", (first(lines, "trick").getInteger("winner") + 1) % 4));
  }

  @Test
  void seesACardPlayedTwice() {
    tampered("does not hold", lines -> {
      var card = first(lines, "play").getString("card");
      nth(lines, "play", 4).put("card", card);
    });
  }

  @Test
  void seesASeatThatDidNotFollow() {
    var caught = new ArrayList<String>();
    for (int play = 1; play < 28 && caught.isEmpty(); play++) {
      int which = play;
      var lines = log(MatchRules.DEFAULT, match());
      swapWithLater(lines, which);
      Referee.judge(text(lines)).stream().filter(c -> c.contains("must follow"))
          .forEach(caught::add);
    }
    assertThat(caught).isNotEmpty();
  }

  /** The seat of that play swaps it with a later one of its own in another suit. */
  private static void swapWithLater(List<JsonObject> lines, int which) {
    var play = nth(lines, "play", which);
    lines.stream().filter(is("play")).skip(which + 1L)
        .filter(l -> l.getInteger("seat").equals(play.getInteger("seat")))
        .filter(l -> l.getString("card").charAt(1) != play.getString("card").charAt(1))
        .findFirst().ifPresent(later -> {
          var card = play.getString("card");
          play.put("card", later.getString("card"));
          later.put("card", card);
        });
  }

  @Test
  void seesACommitmentThatDoesNotBindTheDeck() {
    tampered("committed", lines -> first(lines, "hand").put("commit", "0".repeat(64)));
  }

  @Test
  void seesASecretThatWasNotCommittedTo() {
    tampered("secret", lines -> first(lines, "reveal").put("secret", "f".repeat(64)));
  }

  @Test
  void seesADeckThatDoesNotFollowFromTheSalts() {
    tampered("follow from the secret", lines -> first(lines, "reveal")
        .put("salts", new JsonArray(List.of("a", "b", "c", "d"))));
  }

  @Test
  void seesPointsThatWereNotWon() {
    tampered("points", lines -> first(lines, "hand_end")
        .put("points", first(lines, "hand_end").getInteger("points") % 3 + 1));
  }

  @Test
  void seesAMatchThatGoesOnAfterItsLastPoint() {
    tampered("must come", lines -> {
      var rules = first(lines, "game").getJsonObject("rules");
      rules.put("target", 1);
    });
  }

  @Test
  void seesAFifthCardInATrick() {
    tampered("must come", lines -> lines.add(lines.indexOf(first(lines, "trick")),
        nth(lines, "play", 4).copy()));
  }

  @Test
  void seesATrumpNamedByAnother() {
    tampered("names the trump", lines -> first(lines, "trump")
        .put("seat", (first(lines, "trump").getInteger("seat") + 1) % 4));
  }

  @Test
  void seesAHandDealtBeforeTheTrump() {
    tampered("must come", lines -> Collections.swap(lines, lines.indexOf(first(lines, "trump")),
        lines.indexOf(first(lines, "trump")) + 1));
  }

  @Test
  void seesAWrongHakem() {
    tampered("hakem", lines -> first(lines, "hakem")
        .put("seat", (first(lines, "hakem").getInteger("seat") + 1) % 4));
  }

  @Test
  void seesALogThatBreaksOff() {
    tampered("breaks off", lines -> lines.remove(lines.size() - 1));
  }

  @Test
  void seesARedealThatTheRulesDoNotAllow() {
    tampered("must come", lines -> {
      var hand = first(lines, "hand");
      lines.add(lines.indexOf(first(lines, "trump")), new JsonObject().put("t", "redeal")
          .put("seat", hand.getInteger("hakem")).put("deck", hand.getJsonArray("deck"))
          .put("commit", hand.getString("commit")));
    });
  }

  private static void tampered(String complaint, Consumer<List<JsonObject>> tamper) {
    var lines = log(MatchRules.DEFAULT, match());
    assertThat(Referee.judge(text(lines))).isEmpty();
    tamper.accept(lines);
    assertThat(Referee.judge(text(lines))).anyMatch(told -> told.contains(complaint));
  }

  private static List<Event> match() {
    return new Simulation(MatchRules.DEFAULT, PerSeat.all(new NormalBot())).match(7, 7);
  }

  private static List<JsonObject> log(MatchRules rules, List<Event> events) {
    var lines = new ArrayList<JsonObject>();
    lines.add(MatchLog.game(rules));
    lines.addAll(MatchLog.lines(events));
    return lines;
  }

  private static List<String> text(List<JsonObject> lines) {
    return lines.stream().map(JsonObject::encode).toList();
  }

  private static JsonObject first(List<JsonObject> lines, String kind) {
    return nth(lines, kind, 0);
  }

  private static JsonObject nth(List<JsonObject> lines, String kind, int skipped) {
    return lines.stream().filter(is(kind)).skip(skipped).findFirst().orElseThrow();
  }

  private static Predicate<JsonObject> is(String kind) {
    return line -> line.getString("t").equals(kind);
  }
}
