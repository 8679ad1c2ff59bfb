package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.Deal;
import hokm.rules.Hand;
import hokm.rules.Match;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What lies in the other hands changes nothing that a bot does. */
class HiddenCardsTest {

  private static final long BOTS = 7;
  private final Random random = new Random(Seed.of("HiddenCardsTest"));

  private static List<BotPlayer> bots() {
    return List.of(new RandomBot(BOTS), new EasyBot(BOTS), new NormalBot(), new HardBot(BOTS));
  }

  @Test
  void theOtherHandsPermutedGiveTheSameCard() {
    int looked = 0;
    for (Match match : Moments.ofPlay(new RandomBot(BOTS), random.nextLong())) {
      var view = match.seenBy(match.turn().orElseThrow());
      if (view.legal().size() == 1 || random.nextInt(8) > 0) continue;
      var other = permuted(match, view.seat());
      assertThat(other).isNotEqualTo(match);
      var same = other.seenBy(view.seat());
      for (int i = 0; i < bots().size(); i++) {
        assertThat(bots().get(i).play(same)).isEqualTo(bots().get(i).play(view));
      }
      looked++;
    }
    assertThat(looked).isPositive();
  }

  @Test
  void theRestOfTheDeckPermutedGivesTheSameTrump() {
    for (Match match : Moments.ofTrump(new RandomBot(BOTS), random.nextLong())) {
      var view = match.seenBy(match.turn().orElseThrow());
      var same = permuted(match, view.seat()).seenBy(view.seat());
      for (int i = 0; i < bots().size(); i++) {
        assertThat(bots().get(i).trump(same)).isEqualTo(bots().get(i).trump(view));
      }
    }
  }

  /** The test itself: a bot that peeks is told from one that doesn't. */
  @Test
  void theHandsAreReallyPermuted() {
    var match = Moments.ofPlay(new RandomBot(BOTS), random.nextLong()).get(0);
    var seat = match.turn().orElseThrow();
    var next = seat.next();
    assertThat(permuted(match, seat).deal().orElseThrow().hands().at(next))
        .isNotEqualTo(match.deal().orElseThrow().hands().at(next));
  }

  private Match permuted(Match match, Seat own) {
    var deal = match.deal().orElseThrow();
    var hidden = new ArrayList<Card>();
    for (Seat seat : Seat.values()) {
      if (seat != own) hidden.addAll(deal.hands().at(seat).cards());
    }
    Collections.shuffle(hidden, random);
    PerSeat<Hand> hands = PerSeat.of(seat -> {
      if (seat == own) return deal.hands().at(own);
      var its = hidden.subList(0, deal.hands().at(seat).size());
      var hand = Hand.of(its);
      its.clear();
      return hand;
    });
    var deck = new ArrayList<>(deal.deck());
    Collections.shuffle(deck.subList(5, 52), random);
    return new Match(match.rules(), match.phase(), match.hakem(), match.dealNo(), match.score(),
        match.secret(), match.salts(), Optional.of(new Deal(deal.no(), deal.hakem(), deck,
            deal.commit(), deal.throwIns(), hands, deal.trump(), deal.tricks(), deal.trick(),
            deal.tricksWon())), match.winner());
  }
}
