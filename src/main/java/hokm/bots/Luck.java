package hokm.bots;

import hokm.rules.Hand;
import hokm.rules.SeatView;
import java.util.SplittableRandom;

/** A bot's chance: follows from its seed and from what its seat sees, so no state is needed. */
final class Luck {

  private Luck() {}

  /** The commitment differs in every deal and the hand at every move. */
  static SplittableRandom of(long seed, SeatView view) {
    long moment = view.dealCommit().hashCode() * 0x9E3779B97F4A7C15L + Hand.of(view.hand()).bits();
    return new SplittableRandom(seed + moment * 0xBF58476D1CE4E5B9L);
  }
}
