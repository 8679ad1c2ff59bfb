package hokm.bots;

import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.Suit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Whether shuffled decks look as if each order were equally likely: how often each card lay at each
 * place, tested by chi-square.
 */
public final class Decks {

  private static final int CARDS = 52;
  private static final int FIRST_FIVE = 5;
  /** A row and a column of counts follow from the others. */
  private static final int FREEDOM = (CARDS - 1) * (CARDS - 1);
  /** 99 % of the normal distribution lie below it. */
  private static final double ONE_PERCENT = 2.326348;

  private final int[][] lay = new int[CARDS][CARDS];
  private int decks;
  private int longFives;

  public void add(List<Card> deck) {
    for (int place = 0; place < CARDS; place++) lay[deck.get(place).index()][place]++;
    var five = Hand.of(deck.subList(0, FIRST_FIVE));
    if (Stream.of(Suit.values()).anyMatch(suit -> five.only(suit).size() >= 4)) longFives++;
    decks++;
  }

  /**
   * Distributed as chi-square with 51² degrees of freedom. The counts of a deck hang together, for
   * each card lies at one place and each place has one card: the covariance of its table is a
   * projection onto 51² dimensions over 51, where a plain sum of squares takes it to be over 52.
   */
  public double chiSquare() {
    double expected = (double) decks / CARDS;
    double sum = 0;
    for (int[] places : lay) {
      for (int count : places) sum += (count - expected) * (count - expected) / expected;
    }
    return sum * (CARDS - 1) / CARDS;
  }

  /** In standard deviations above what fair decks show, after Wilson and Hilferty. */
  public double deviation() {
    double spread = 2.0 / (9 * FREEDOM);
    return (Math.cbrt(chiSquare() / FREEDOM) - (1 - spread)) / Math.sqrt(spread);
  }

  /** At 1 %. */
  public boolean rejected() {
    return deviation() > ONE_PERCENT;
  }

  public double fourOfASuit() {
    return (double) longFives / decks;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d decks, card by place: chi-square %.1f with %d degrees of"
        + " freedom, %+.2f standard deviations: %s at 1 %%%n"
        + "four of a suit in first five %6.3f %% ± %.3f %%%n", decks, chiSquare(), FREEDOM,
        deviation(), rejected() ? "rejected" : "not rejected", 100 * fourOfASuit(),
        100 * Math.sqrt(fourOfASuit() * (1 - fourOfASuit()) / decks));
  }
}
