package hokm.bots;

import static hokm.rules.Seat.EAST;
import static hokm.rules.Seat.SOUTH;
import static hokm.rules.Suit.HEARTS;
import static hokm.rules.Suit.SPADES;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Scenario;
import hokm.rules.Team;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NormalBotTest {

  private final NormalBot bot = new NormalBot();

  private void plays(String card, Scenario scenario) {
    var seat = scenario.match().turn().orElseThrow();
    assertThat(bot.play(scenario.match().seenBy(seat))).isEqualTo(Card.of(card));
  }

  @Test
  void namesItsLongestSuit() {
    var five = Scenario.hands(SOUTH, "2S 3S 4S 5S QD").match().seenBy(SOUTH);
    assertThat(bot.trump(five)).isEqualTo(SPADES);
  }

  @Test
  void ofTwoEquallyLongSuitsItNamesTheStronger() {
    var five = Scenario.hands(SOUTH, "2S 3S KH AH QD").match().seenBy(SOUTH);
    assertThat(bot.trump(five)).isEqualTo(HEARTS);
  }

  @Test
  void lastToPlayItWinsAsCheaplyAsItCan() {
    plays("QS", Scenario.hands(SOUTH, "JS 2D", "3S 2C", "4S 3C", "QS AS KS").trump(SOUTH, HEARTS)
        .play("JS 3S 4S"));
  }

  @Test
  void letsItsPartnersWinnerStand() {
    plays("2S", Scenario.hands(SOUTH, "4S 2D", "KS 2C", "9S 3C", "2S AS").trump(SOUTH, HEARTS)
        .play("4S KS 9S"));
  }

  @Test
  void doesNotRuffItsPartnersWinner() {
    plays("2C", Scenario.hands(SOUTH, "4S 2D", "KS 4C", "9S 3C", "2H 2C").trump(SOUTH, HEARTS)
        .play("4S KS 9S"));
  }

  @Test
  void ruffsWithTheLowestTrump() {
    plays("2H", Scenario.hands(SOUTH, "AS 2D", "KS 4C", "9S 3C", "2H JH 2C").trump(SOUTH, HEARTS)
        .play("AS KS 9S"));
  }

  @Test
  void overruffsWithTheLowestTrumpThatSuffices() {
    plays("9H", Scenario.hands(SOUTH, "AS 2D", "KS 4C", "8H 3C", "2H 9H JH").trump(SOUTH, HEARTS)
        .play("AS KS 8H"));
  }

  @Test
  void throwsAwayItsLowestCardWhenItCannotWin() {
    plays("3S", Scenario.hands(SOUTH, "AS 2D", "KS 4C", "9S 3C", "3S QS").trump(SOUTH, HEARTS)
        .play("AS KS 9S"));
  }

  @Test
  void thirdHandPlaysHighAgainstASeatYetToPlay() {
    plays("QS", Scenario.hands(SOUTH, "2S 2D", "5S 4C", "QS 8S 3S", "KS 7C").trump(SOUTH, HEARTS)
        .play("2S 5S"));
  }

  @Test
  void secondHandPlaysLowUnlessItsCardIsSure() {
    plays("3S", Scenario.hands(SOUTH, "2S 2D", "3S QS", "KS 8S", "AS 7C").trump(SOUTH, HEARTS)
        .play("2S"));
    plays("AS", Scenario.hands(SOUTH, "2S 2D", "3S AS", "KS 8S", "QS 7C").trump(SOUTH, HEARTS)
        .play("2S"));
  }

  @Test
  void leadsACardThatNobodyCanBeat() {
    plays("AD", Scenario.hands(SOUTH, "4C 5C AD 3H", "2S 2D", "KS 8S", "QS 7C")
        .trump(SOUTH, HEARTS));
  }

  @Test
  void doesNotLeadASureCardIntoAKnownRuff() {
    // West threw a club on the king of diamonds, and may hold a trump for the ace.
    plays("5C", Scenario.hands(SOUTH, "KD AD 4C 5C", "3D 9C 2S", "5D 8S 7S", "3C 8C 7C")
        .trump(SOUTH, HEARTS).play("KD 3D 5D 3C"));
  }

  @Test
  void ruffsAnAceThatItsPartnerCannotBeat() {
    plays("2H", Scenario.hands(SOUTH, "AS 2D", "2H 3D", "9S 3C", "8S 4C").trump(SOUTH, HEARTS)
        .play("AS"));
  }

  @Test
  void secondHandKeepsItsTrumpWhileItsPartnerMayWin() {
    plays("3D", Scenario.hands(SOUTH, "9S 2D", "2H 3D", "AS 3C", "8S 4C").trump(SOUTH, HEARTS)
        .play("9S"));
  }

  @Test
  void doesNotRuffItsPartnersAceWithASeatYetToPlay() {
    plays("2C", Scenario.hands(SOUTH, "AS 2D", "KS 4C", "2H 2C", "9S 3C").trump(SOUTH, HEARTS)
        .play("AS KS"));
  }

  @Test
  void doesNotOvertakeItsPartnersKingWithTheAceThatOnlyItHas() {
    plays("2S", Scenario.hands(SOUTH, "KS 2D", "5S 4C", "AS 2S", "9S 3C").trump(SOUTH, HEARTS)
        .play("KS 5S"));
  }

  @Test
  void doesNotThrowAnAceUnderAKnownRuff() {
    // West threw a club on the first spade and has a trump yet, as far as North can tell.
    plays("3S", Scenario.hands(SOUTH, "KS 2S 2D", "4S 5S 4C", "QS 3S AS", "3C 9H 7C")
        .trump(SOUTH, HEARTS).play("KS 4S QS 3C 2S 5S"));
  }

  @Test
  void takesTheSureSeventhTrickWhenItLeads() {
    plays("AH", Scenario.hands(SOUTH, "AH 3C 4C 5C", "2S 2D 2H 6C", "KS 8S 7S 6S", "QS 7C 8C 9C")
        .trump(EAST, HEARTS).tricks(6, 5).leads(SOUTH));
  }

  @Test
  void takesTheSureSeventhTrickWithItsHighestTrumpBeforeTheLastSeatCanOverruff() {
    plays("AH", Scenario.hands(SOUTH, "9S 3D", "JS 4D", "2H AH", "KH 6D")
        .trump(SOUTH, HEARTS).tricks(6, 6).play("9S JS"));
  }

  @Test
  void triesWhatItCanWhenTheDealIsLostWithThisTrick() {
    plays("KS", Scenario.hands(SOUTH, "9S 3D", "2S KS", "4S 2H", "AS 6D")
        .trump(SOUTH, HEARTS).tricks(6, 5).play("9S"));
  }

  @Test
  void theSameViewGivesTheSameCard() {
    var view = Scenario.hands(SOUTH, "4C 5C TD 3H", "2S 2D", "KS 8S", "QS 7C")
        .trump(SOUTH, HEARTS).match().seenBy(SOUTH);
    assertThat(new NormalBot().play(view)).isEqualTo(bot.play(view));
  }

  @Test
  void winsAlmostEveryMatchAgainstRandomPlay() {
    long seed = Seed.of("NormalBotTest");
    BotPlayer random = new RandomBot(seed);
    var simulation = new Simulation(MatchRules.DEFAULT, new PerSeat<>(bot, random, bot, random));
    int won = 0;
    for (int no = 1; no <= 400; no++) {
      var events = simulation.match(seed, no);
      if (((Event.MatchEnded) events.get(events.size() - 1)).winner() == Team.NORTH_SOUTH) won++;
    }
    // 99 in a hundred, less three standard errors; chance alone does not fail it.
    assertThat(won).isGreaterThan(388);
  }

  @Test
  void thinksLessThanAMillisecondAMove() {
    var simulation = new Simulation(MatchRules.DEFAULT, PerSeat.all(bot));
    long began = System.nanoTime();
    int moves = 0;
    for (int no = 1; no <= 20; no++) {
      moves += (int) simulation.match(1, no).stream().filter(Event.CardPlayed.class::isInstance)
          .count();
    }
    assertThat(Duration.ofNanos((System.nanoTime() - began) / moves))
        .isLessThan(Duration.ofMillis(1));
  }
}
