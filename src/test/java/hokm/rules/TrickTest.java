package hokm.rules;

import static hokm.rules.Refusal.CARD_NOT_HELD;
import static hokm.rules.Refusal.MUST_FOLLOW_SUIT;
import static hokm.rules.Refusal.NOT_YOUR_TURN;
import static hokm.rules.Seat.EAST;
import static hokm.rules.Seat.NORTH;
import static hokm.rules.Seat.SOUTH;
import static hokm.rules.Seat.WEST;
import static hokm.rules.Suit.CLUBS;
import static hokm.rules.Suit.HEARTS;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.Event.TrickWon;
import org.junit.jupiter.api.Test;

class TrickTest {

  @Test
  void theSmallestTrumpBeatsTheAceLed() {
    Scenario.hands(SOUTH, "AS 3S", "KS 4S", "QS 5S", "2H 3H")
        .trump(SOUTH, HEARTS)
        .play("AS KS QS 2H")
        .ended(new TrickWon(1, WEST));
  }

  @Test
  void theHighestOfSeveralTrumpsWins() {
    Scenario.hands(SOUTH, "AS 3S", "5H 4D", "TH 5D", "9H 3H")
        .trump(SOUTH, HEARTS)
        .play("AS 5H TH 9H")
        .ended(new TrickWon(1, NORTH));
  }

  @Test
  void withoutTrumpsTheHighestOfTheSuitLedWins() {
    Scenario.hands(SOUTH, "9S 3S", "TS 4S", "JS 5S", "AD KD")
        .trump(SOUTH, HEARTS)
        .play("9S TS JS AD")
        .ended(new TrickWon(1, NORTH));
  }

  @Test
  void theAceIsTheHighestAndTheTwoTheLowest() {
    Scenario.hands(SOUTH, "KS 3D", "2S 4D", "AS 5D", "QS 2D")
        .trump(SOUTH, HEARTS)
        .play("KS 2S AS QS")
        .ended(new TrickWon(1, NORTH));
  }

  @Test
  void aSeatThatHoldsTheSuitLedMustPlayIt() {
    Scenario.hands(SOUTH, "AS 3S", "4S 2H", "QS 5S", "2D 3H")
        .trump(SOUTH, HEARTS)
        .play("AS")
        .refuses(EAST, "2H", MUST_FOLLOW_SUIT)
        .play("4S");
  }

  @Test
  void aSeatWithoutTheSuitLedNeedNotTrump() {
    Scenario.hands(SOUTH, "AS 3S", "KS 4S", "QS 5S", "2H 3C")
        .trump(SOUTH, HEARTS)
        .play("AS KS QS 3C")
        .ended(new TrickWon(1, SOUTH));
  }

  @Test
  void aSeatThatTrumpsNeedNotOvertrump() {
    Scenario.hands(SOUTH, "AS 3S", "9H 4D", "2H KH", "KS 3C")
        .trump(SOUTH, HEARTS)
        .play("AS 9H 2H KS")
        .ended(new TrickWon(1, EAST));
  }

  @Test
  void trumpMayBeLedFromTheFirstTrickOn() {
    Scenario.hands(SOUTH, "2H AS", "3H 4S", "4H 5S", "5H 3C")
        .trump(SOUTH, HEARTS)
        .play("2H 3H 4H 5H")
        .ended(new TrickWon(1, WEST));
  }

  @Test
  void whoSaysThatHeHasNoneOfTheSuitIsNotBelieved() {
    Scenario.hands(SOUTH, "2C AS", "3H 4C", "4H 5S", "5H 3C")
        .trump(SOUTH, HEARTS)
        .play("2C")
        .refuses(EAST, "3H", MUST_FOLLOW_SUIT);
  }

  @Test
  void theHakemLeadsFirstAndTheWinnerOfATrickLeadsTheNext() {
    var scenario = Scenario.hands(EAST, "2S 9D", "3S 4D", "KS 5D", "4S 3C").trump(EAST, CLUBS);
    assertThat(scenario.match().turn()).contains(EAST);
    scenario.play("2S 3S KS 4S");
    assertThat(scenario.match().turn()).contains(WEST);
  }

  @Test
  void playRunsToTheRightOneSeatAfterTheOther() {
    Scenario.hands(SOUTH, "2S 9D", "3S 4D", "KS 5D", "4S 3C").trump(SOUTH, CLUBS)
        .play("2S")
        .refuses(WEST, "4S", NOT_YOUR_TURN)
        .refuses(NORTH, "KS", NOT_YOUR_TURN)
        .accepts(new Command.PlayCard(EAST, Card.of("3S")));
  }

  @Test
  void aFifthCardIsRefusedWhileFourLieAndTheTrickStillResolves() {
    var scenario = Scenario.hands(SOUTH, "2S 9D", "3S 4D", "KS 5D", "4S 3C")
        .trump(SOUTH, CLUBS)
        .play("2S 3S KS 4S")
        .refuses(SOUTH, "9D", NOT_YOUR_TURN)
        .refuses(WEST, "3C", NOT_YOUR_TURN)
        .ended(new TrickWon(1, NORTH));
    assertThat(scenario.match().deal().orElseThrow().trick().cards()).isEmpty();
    scenario.play("5D 3C 9D 4D").ended(new TrickWon(2, WEST));
  }

  @Test
  void aCardLeavesTheHandThatPlaysIt() {
    Scenario.hands(SOUTH, "2S 9D", "3S 4D", "KS 5D", "4S 3C").trump(SOUTH, CLUBS)
        .play("2S 3S KS 4S")
        .refuses(NORTH, "KS", CARD_NOT_HELD);
  }

  @Test
  void aCardOfAnotherHandIsRefused() {
    Scenario.hands(SOUTH, "2S 9D", "3S 4D", "KS 5D", "4S 3C").trump(SOUTH, CLUBS)
        .refuses(SOUTH, "KS", CARD_NOT_HELD);
  }
}
