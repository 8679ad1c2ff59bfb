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

  private static final int DRAWING_LENGTH = 4;

  Card card() {
    return drawTrumps().or(this::sureTrick).or(this::ruffForPartner).or(this::lowFromLength)
        .orElseGet(this::lastTrump);
  }

  /** With length and the best trump, the opponents' trumps are taken before they can ruff. */
  private Optional<Card> drawTrumps() {
    var trumps = of(memory.trump());
    if (trumps.size() < DRAWING_LENGTH || !memory.opponentsMayHoldTrump()) return Optional.empty();
    return Optional.of(trumps.get(trumps.size() - 1)).filter(memory::highest);
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

  /** From a suit that no opponent is known to ruff, where there is one. */
  private Optional<Card> lowFromLength() {
    return sides().max(Comparator.comparing((Suit suit) -> !memory.opponentsMayRuff(suit))
            .thenComparingInt(suit -> of(suit).size()))
        .map(suit -> of(suit).get(0));
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
