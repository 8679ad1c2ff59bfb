package hokm.bots;

import static hokm.bots.Position.TRICKS_TO_WIN;
import static hokm.bots.Position.highest;
import static hokm.bots.Position.lowest;
import static hokm.bots.Position.ofSuit;
import static hokm.bots.Position.suit;

/** What to lead: sure tricks first, then what helps the partner, then what harms least. */
final class Leads {

  private Leads() {}

  static int card(Position at) {
    int card = drawTrumps(at);
    if (card < 0) card = sureTrick(at);
    if (card < 0) card = ruffForPartner(at);
    if (card < 0) card = fromLength(at);
    return card < 0 ? lastTrump(at) : card;
  }

  /**
   * With the best trump and some length, the opponents' trumps are taken before they ruff; and if
   * it is the seventh trick, it is taken.
   */
  private static int drawTrumps(Position at) {
    long trumps = of(at, at.trump);
    if (trumps == 0 || at.above(highest(trumps)) != 0) return -1;
    if (at.won[at.turn & 1] == TRICKS_TO_WIN - 1) return highest(trumps);
    boolean named = (at.hakem & 1) == (at.turn & 1);
    if (!at.opponentsMayHoldTrump() || Long.bitCount(trumps) < (named ? 2 : 3)) return -1;
    return highest(trumps);
  }

  /** The highest card out in its suit, from the suit in which the most cards are still out. */
  private static int sureTrick(Position at) {
    int chosen = -1;
    int most = -1;
    for (int suit = 0; suit < 4; suit++) {
      long of = of(at, suit);
      if (of == 0 || at.above(highest(of)) != 0) continue;
      if (suit == at.trump ? at.opponentsMayHoldTrump() : at.opponentsMayRuff(suit)) continue;
      int out = Long.bitCount(at.unseen() & ofSuit(suit));
      if (out <= most) continue;
      most = out;
      chosen = highest(of);
    }
    return chosen;
  }

  private static int ruffForPartner(Position at) {
    int partner = at.turn + 2 & 3;
    for (int suit = 0; suit < 4; suit++) {
      long of = of(at, suit);
      if (of != 0 && at.mayRuff(partner, suit) && !at.opponentsMayRuff(suit)) return lowest(of);
    }
    return -1;
  }

  /** From a suit that no opponent is known to ruff, if any: the top of a sequence, or low. */
  private static int fromLength(Position at) {
    int chosen = -1;
    int best = -1;
    for (int suit = 0; suit < 4; suit++) {
      long of = of(at, suit);
      if (of == 0 || suit == at.trump) continue;
      int worth = Long.bitCount(of) + (at.opponentsMayRuff(suit) ? 0 : 16);
      if (worth <= best) continue;
      best = worth;
      chosen = topOfSequenceOrLowest(of);
    }
    return chosen;
  }

  private static int topOfSequenceOrLowest(long of) {
    int top = highest(of);
    return (of & 1L << top - 1) != 0 && suit(top - 1) == suit(top) ? top : lowest(of);
  }

  private static int lastTrump(Position at) {
    long trumps = of(at, at.trump);
    return at.above(highest(trumps)) == 0 ? highest(trumps) : lowest(trumps);
  }

  private static long of(Position at, int suit) {
    return at.hands[at.turn] & ofSuit(suit);
  }
}
