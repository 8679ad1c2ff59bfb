package hokm.bots;

import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What to lead: sure tricks first, then what helps the partner, then what harms least. */
record Lead(SeatView view, Memory memory) {

  Card card() {
    return drawTrumps().or(this::sureTrick).or(this::ruffForPartner).or(this::fromLength)
        .orElseGet(this::lastTrump);
  }

  /** With the best trump and some length, the opponents' trumps are taken before they ruff. */
  private Optional<Card> drawTrumps() {
    boolean named = view.hakem().orElseThrow().team() == view.seat().team();
    var trumps = of(memory.trump());
    if (!memory.opponentsMayHoldTrump() || trumps.size() < (named ? 2 : 3)) {
      return Optional.empty();
    }
    return trumps.stream().filter(memory::highest).findFirst();
  }

  /** The highest card out in its suit, from the suit in which the most cards are still out. */
  private Optional<Card> sureTrick() {
    return view.hand().stream()
        .filter(card -> card.suit() != memory.trump() || !memory.opponentsMayHoldTrump())
        .filter(memory::highest)
        .filter(card -> !memory.opponentsMayRuff(card.suit()))
        .max(Comparator.comparingInt(card -> memory.left(card.suit())));
  }

  private Optional<Card> ruffForPartner() {
    return sides().filter(suit -> memory.mayRuff(memory.own().partner(), suit))
        .filter(suit -> !memory.opponentsMayRuff(suit))
        .map(suit -> of(suit).get(0)).findFirst();
  }

  /** From a suit that no opponent is known to ruff, if any: the top of a sequence, or low. */
  private Optional<Card> fromLength() {
    return sides().max(Comparator.comparing((Suit suit) -> !memory.opponentsMayRuff(suit))
            .thenComparingInt(suit -> of(suit).size()))
        .map(suit -> topOfSequenceOrLowest(of(suit)));
  }

  private static Card topOfSequenceOrLowest(List<Card> cards) {
    if (cards.size() == 1) return cards.get(0);
    var top = cards.get(cards.size() - 1);
    boolean sequence = top.index() == cards.get(cards.size() - 2).index() + 1;
    return sequence ? top : cards.get(0);
  }

  private Card lastTrump() {
    var trumps = of(memory.trump());
    var best = trumps.get(trumps.size() - 1);
    return memory.highest(best) ? best : trumps.get(0);
  }

  private Stream<Suit> sides() {
    return Stream.of(Suit.values())
        .filter(suit -> suit != memory.trump() && !of(suit).isEmpty());
  }

  /** Low to high. */
  private List<Card> of(Suit suit) {
    return Hand.of(view.hand()).only(suit).cards();
  }
}
