package hokm.rules;

/** The four suits; their order has no rank in Hokm. */
public enum Suit {
  CLUBS, DIAMONDS, HEARTS, SPADES;

  /** C, D, H or S, as in the match log. */
  public char letter() {
    return name().charAt(0);
  }

  public static Suit of(char letter) {
    for (Suit suit : values()) {
      if (suit.letter() == letter) return suit;
    }
    throw new IllegalArgumentException("A suit is one of C D H S, not " + letter);
  }
}
