package hokm.bots;

import static hokm.bots.Position.TRICKS_TO_WIN;
import static hokm.bots.Position.highest;
import static hokm.bots.Position.lowest;
import static hokm.bots.Position.ofSuit;
import static hokm.bots.Position.suit;

/**
 * A sensible partner without searching: wins cheaply, lets its partner's winner stand, ruffs low,
 * leads what nobody can beat. Looks at the hand of the seat in turn, at what has been played, and
 * at nothing else.
 */
final class RulesOfThumb {

  private RulesOfThumb() {}

  /** What the seat in turn plays. */
  static int card(Position at) {
    long legal = at.legal();
    if ((legal & legal - 1) == 0) return lowest(legal);
    return at.lying == 0 ? Leads.card(at) : follow(at, legal);
  }

  private static int follow(Position at, long legal) {
    boolean partners = (at.winner + 2 & 3) == at.turn;
    if (partners && stands(at)) return discard(at, legal);
    long winners = winners(at, legal);
    if (winners == 0) return discard(at, legal);
    if (at.lying == 3) return lowest(winners);
    int chosen = at.led != at.trump && suit(lowest(winners)) == at.trump
        ? ruff(at, winners, partners) : inSuit(at, winners, partners);
    return chosen >= 0 ? chosen : discard(at, legal);
  }

  private static long winners(Position at, long legal) {
    long of = legal & ofSuit(suit(at.best));
    if (of != 0) return of & -(2L << at.best);
    return suit(at.best) == at.trump ? 0 : legal & ofSuit(at.trump);
  }

  /** Whether the partner's card will win as far as one can tell. */
  private static boolean stands(Position at) {
    if (at.lying == 3) return true;
    int last = at.turn + 1 & 3;
    if (suit(at.best) == at.led) {
      if (at.mayRuff(last, at.led)) return false;
      return at.above(at.best) == 0 || !at.mayHold(last, at.led);
    }
    return at.mayHold(last, at.led) || at.above(at.best) == 0 || !at.mayHold(last, at.trump);
  }

  /** Before the last seat: a card that can't be beaten in its suit, or third hand's highest. */
  private static int inSuit(Position at, long winners, boolean partners) {
    if (at.mayRuff(at.turn + 1 & 3, at.led)) return -1;
    long sure = at.unbeaten(winners, at.led);
    if (sure != 0) return lowest(sure);
    int best = highest(winners);
    if (partners && at.touch(at.best, best)) return -1;
    if (at.lying == 1 && !lastChance(at)) return -1;
    for (long left = winners; ; left &= left - 1) {
      if (at.touch(lowest(left), best)) return lowest(left);
    }
  }

  /** Second hand keeps its trump while its partner may win without one. */
  private static int ruff(Position at, long winners, boolean partners) {
    boolean overruffed = at.mayRuff(at.turn + 1 & 3, at.led);
    long sure = at.unbeaten(winners, at.trump);
    if (lastChance(at)) return sure != 0 ? lowest(sure) : highest(winners);
    if (overruffed) return sure != 0 ? lowest(sure) : -1;
    if (partners) return Long.bitCount(at.above(at.best)) > 1 ? lowest(winners) : -1;
    if (at.lying == 1 && at.above(at.best) != 0 && at.mayHold(at.turn + 2 & 3, at.led)) return -1;
    return lowest(winners);
  }

  /** Whether the deal is lost with this trick. */
  private static boolean lastChance(Position at) {
    return at.won[at.turn + 1 & 1] == TRICKS_TO_WIN - 1;
  }

  /** The card that will be missed least: low, no trump, no sure winner, of a short suit. */
  private static int discard(Position at, long legal) {
    int chosen = -1;
    int least = Integer.MAX_VALUE;
    for (int suit = 0; suit < 4; suit++) {
      long of = legal & ofSuit(suit);
      if (of == 0) continue;
      int card = lowest(of);
      int missed = card - suit * 13 << 4 | Long.bitCount(at.hands[at.turn] & ofSuit(suit));
      if (suit == at.trump) missed |= 1 << 12;
      if (at.above(card) == 0) missed |= 1 << 11;
      if (missed < least) {
        least = missed;
        chosen = card;
      }
    }
    return chosen;
  }
}
