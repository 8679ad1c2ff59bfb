package hokm.rules;

import static hokm.rules.Refusal.THROW_IN_NOT_ALLOWED;
import static hokm.rules.Scenario.cards;
import static hokm.rules.Seat.EAST;
import static hokm.rules.Seat.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.MatchRules.FirstHakem;
import hokm.rules.MatchRules.Redeal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The option that lets the hakem throw in five low cards. */
class ThrowInTest {

  private static final MatchRules LOW_FIVE =
      new MatchRules(7, FirstHakem.FIRST_ACE, Redeal.LOW_FIVE);

  private static Match five(String cards, int throwIns) {
    var deal = new Deal(1, SOUTH, Card.deck(), "commit", throwIns,
        PerSeat.all(Hand.EMPTY).with(SOUTH, Hand.of(cards(cards))), Optional.empty(),
        List.of(), Trick.ledBy(SOUTH), PerTeam.ZERO);
    return new Match(LOW_FIVE, Phase.NAMING_TRUMP, Optional.of(SOUTH), 1, PerTeam.ZERO, "secret",
        PerSeat.all("ab"), Optional.of(deal), Optional.empty());
  }

  private static void refused(Match match, Seat seat) {
    assertThat(match.judge(new Command.ThrowIn(seat)))
        .isEqualTo(new Ruling.Refused(THROW_IN_NOT_ALLOWED));
  }

  private static Match thrownIn(Match match) {
    var ruling = match.judge(new Command.ThrowIn(SOUTH));
    assertThat(ruling).isInstanceOf(Ruling.Accepted.class);
    return match.after(((Ruling.Accepted) ruling).events());
  }

  @Test
  void nothingAboveATenMayBeThrownIn() {
    var match = five("TS 9S 4H 5H 6C", 0);
    assertThat(match.seenBy(SOUTH).mayThrowIn()).isTrue();
    var next = thrownIn(match).deal().orElseThrow();
    assertThat(next.hands().at(SOUTH).cards())
        .containsExactlyInAnyOrderElementsOf(next.deck().subList(0, 5));
    assertThat(next.deck()).isNotEqualTo(Card.deck());
  }

  @Test
  void aJackIsTooGoodToThrowIn() {
    refused(five("JS 9S 4H 5H 6C", 0), SOUTH);
    assertThat(five("JS 9S 4H 5H 6C", 0).seenBy(SOUTH).mayThrowIn()).isFalse();
  }

  @Test
  void onlyTheHakemThrowsIn() {
    refused(five("TS 9S 4H 5H 6C", 0), EAST);
  }

  @Test
  void theSecondTimeIsTheLast() {
    thrownIn(five("TS 9S 4H 5H 6C", 1));
    refused(five("TS 9S 4H 5H 6C", 2), SOUTH);
  }

  @Test
  void onceTheTrumpIsNamedNothingIsThrownIn() {
    refused(new Event.TrumpNamed(SOUTH, Suit.CLUBS).on(five("TS 9S 4H 5H 6C", 0)), SOUTH);
  }

  @Test
  void theNewDeckIsCommittedToLikeTheFirst() {
    var deal = thrownIn(five("TS 9S 4H 5H 6C", 0)).deal().orElseThrow();
    assertThat(deal.commit())
        .isEqualTo(Fairness.deckCommit(deal.deck(), Fairness.nonce("secret", 1, 1)));
  }
}
