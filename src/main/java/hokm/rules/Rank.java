package hokm.rules;

/** Low to high; the ordinal is the strength inside a suit. */
public enum Rank {
  TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE, TEN, JACK, QUEEN, KING, ACE;

  private static final String LETTERS = "23456789TJQKA";

  public char letter() {
    return LETTERS.charAt(ordinal());
  }

  public static Rank of(char letter) {
    int at = LETTERS.indexOf(letter);
    if (at < 0) {
      throw new IllegalArgumentException("A rank is one of " + LETTERS + ", not " + letter);
    }
    return values()[at];
  }
}
