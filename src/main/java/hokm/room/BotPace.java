package hokm.room;

import hokm.rules.Hand;
import hokm.rules.Phase;
import hokm.rules.SeatView;
import java.time.Duration;
import java.util.SplittableRandom;

/** How long a bot seems to think: as a person would, longer where there is something to choose. */
final class BotPace {

  private static final double LEAST = 0.6;
  private static final double CHOOSING = 0.8;
  private static final double MOST = 1.6;

  private BotPace() {}

  /** @return 0.6 to 1.6 times what is usual; the same view gives the same */
  static Duration of(SeatView view, Duration usual) {
    boolean choice = view.phase() == Phase.NAMING_TRUMP || view.legal().size() > 1;
    // The commitment differs in every deal and the hand at every move.
    long moment = view.dealCommit().hashCode() * 31L + Hand.of(view.hand()).bits();
    double drawn = new SplittableRandom(moment).nextDouble();
    double times = choice ? CHOOSING + drawn * (MOST - CHOOSING)
        : LEAST + drawn * (CHOOSING - LEAST);
    return Duration.ofMillis(Math.round(usual.toMillis() * times));
  }
}
