package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import java.util.Locale;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Measures how long a bot thinks. For one thread. */
public final class Timed implements BotPlayer {

  /** Each bucket's times are up to 2 % longer than those of the one before. */
  private static final double STEP = Math.log(1.02);
  private static final int BUCKETS = 1500;

  private final BotPlayer bot;
  private final LongSupplier clock;
  private final long[] buckets = new long[BUCKETS];
  private long moves;
  private long nanos;

  public Timed(BotPlayer bot) {
    this(bot, System::nanoTime);
  }

  Timed(BotPlayer bot, LongSupplier clock) {
    this.bot = bot;
    this.clock = clock;
  }

  @Override
  public Suit trump(SeatView view) {
    return timed(() -> bot.trump(view));
  }

  @Override
  public boolean throwIn(SeatView view) {
    return bot.throwIn(view);
  }

  @Override
  public Card play(SeatView view) {
    return timed(() -> bot.play(view));
  }

  private <T> T timed(Supplier<T> thought) {
    long began = clock.getAsLong();
    T act = thought.get();
    long took = Math.max(1, clock.getAsLong() - began);
    moves++;
    nanos += took;
    buckets[Math.min(BUCKETS - 1, (int) (Math.log(took) / STEP))]++;
    return act;
  }

  public double meanMicros() {
    return nanos / 1e3 / moves;
  }

  /** @param share such as 0.99: that share of the moves took no longer, to 2 % */
  public double micros(double share) {
    long left = (long) Math.ceil(moves * share);
    int bucket = 0;
    while (bucket < BUCKETS - 1 && (left -= buckets[bucket]) > 0) bucket++;
    return Math.exp((bucket + 1) * STEP) / 1e3;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "mean %.1f µs, p99 %.1f µs a move", meanMicros(),
        micros(0.99));
  }
}
