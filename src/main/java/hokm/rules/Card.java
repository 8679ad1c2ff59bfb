package hokm.rules;

import java.util.ArrayList;
import java.util.List;

/** One of the 52 cards; written rank then suit, so the ten of hearts is TH. */
public record Card(Rank rank, Suit suit) implements Comparable<Card> {

  private static final List<Card> ALL = all();
  private static final List<String> TEXTS =
      ALL.stream().map(card -> "" + card.rank.letter() + card.suit.letter()).toList();

  private static List<Card> all() {
    var cards = new ArrayList<Card>();
    for (Suit suit : Suit.values()) {
      for (Rank rank : Rank.values()) cards.add(new Card(rank, suit));
    }
    return List.copyOf(cards);
  }

  /** All 52, clubs to spades, two to ace. */
  public static List<Card> deck() {
    return ALL;
  }

  /** @param text two characters such as TH; anything else throws IllegalArgumentException */
  public static Card of(String text) {
    if (text.length() != 2) {
      throw new IllegalArgumentException("A card is a rank and a suit such as TH, not " + text);
    }
    return at(Suit.of(text.charAt(1)).ordinal() * 13 + Rank.of(text.charAt(0)).ordinal());
  }

  /** Its place in {@link #deck()}, 0 to 51. */
  public int index() {
    return suit.ordinal() * 13 + rank.ordinal();
  }

  public static Card at(int index) {
    return ALL.get(index);
  }

  @Override
  public int compareTo(Card other) {
    return Integer.compare(index(), other.index());
  }

  @Override
  public String toString() {
    return TEXTS.get(index());
  }
}
