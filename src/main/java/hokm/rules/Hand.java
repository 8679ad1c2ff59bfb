package hokm.rules;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The cards that a seat holds: an immutable set, kept as one bit a card. */
public record Hand(long bits) {

  public static final Hand EMPTY = new Hand(0);

  public static Hand of(Collection<Card> cards) {
    long bits = 0;
    for (Card card : cards) bits |= 1L << card.index();
    return new Hand(bits);
  }

  public boolean holds(Card card) {
    return (bits & 1L << card.index()) != 0;
  }

  public boolean holds(Suit suit) {
    return (bits & 0x1FFFL << suit.ordinal() * 13) != 0;
  }

  public Hand plus(Collection<Card> cards) {
    return new Hand(bits | of(cards).bits);
  }

  public Hand minus(Card card) {
    return new Hand(bits & ~(1L << card.index()));
  }

  public Hand only(Suit suit) {
    return new Hand(bits & 0x1FFFL << suit.ordinal() * 13);
  }

  public int size() {
    return Long.bitCount(bits);
  }

  /** Clubs to spades, low to high. */
  public List<Card> cards() {
    var cards = new ArrayList<Card>(size());
    for (long left = bits; left != 0; left &= left - 1) {
      cards.add(Card.at(Long.numberOfTrailingZeros(left)));
    }
    return cards;
  }
}
