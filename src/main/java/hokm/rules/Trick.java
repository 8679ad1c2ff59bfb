package hokm.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Up to four cards, in the order of play from the seat that led. */
public record Trick(Seat leader, List<Card> cards) {

  public static Trick ledBy(Seat leader) {
    return new Trick(leader, List.of());
  }

  public Trick plus(Card card) {
    var more = new ArrayList<>(cards);
    more.add(card);
    return new Trick(leader, List.copyOf(more));
  }

  public boolean complete() {
    return cards.size() == 4;
  }

  public Optional<Suit> suitLed() {
    return cards.isEmpty() ? Optional.empty() : Optional.of(cards.get(0).suit());
  }

  /** Whose card comes next; the leader again when four lie. */
  public Seat turn() {
    return Seat.at((leader.number() + cards.size()) % 4);
  }

  /** The seat whose card wins as the trick lies now; empty before the first card. */
  public Optional<Seat> winner(Suit trump) {
    if (cards.isEmpty()) return Optional.empty();
    int best = 0;
    for (int at = 1; at < cards.size(); at++) {
      if (beats(cards.get(at), cards.get(best), trump)) best = at;
    }
    return Optional.of(Seat.at((leader.number() + best) % 4));
  }

  /** Whether a later card takes the trick from the one that was winning it. */
  public static boolean beats(Card later, Card winning, Suit trump) {
    if (later.suit() == winning.suit()) return later.rank().compareTo(winning.rank()) > 0;
    return later.suit() == trump;
  }
}
