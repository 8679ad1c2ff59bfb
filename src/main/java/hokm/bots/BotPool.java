package hokm.bots;

import hokm.protocol.BotLevel;
import hokm.room.BotPlayer;
import hokm.room.Bots;
import hokm.room.Timers;
import hokm.rules.Command;
import hokm.rules.Phase;
import hokm.rules.SeatView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's bots. Those that need a few microseconds answer at once; hard ones think on threads of
 * their own. When these have too much to do, or take too long, a normal bot's act is taken.
 */
public final class BotPool implements Bots, AutoCloseable {

  /** How a hard bot's thinking ended. */
  public enum Outcome { THOUGHT, FULL, LATE, FAILED }

  private static final Logger LOG = LoggerFactory.getLogger(BotPool.class);
  static final Duration DEADLINE = Duration.ofMillis(300);
  /** At some 3 ms each that many are done well before their deadline. */
  private static final int WAITING_PER_THREAD = 50;

  private final BotPlayer easy;
  private final BotPlayer normal = new NormalBot();
  private final BotPlayer hard;
  private final ThreadPoolExecutor threads;
  private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

  /** @param seed of those that leave something to chance */
  public BotPool(BotSettings settings, long seed) {
    this(settings, new EasyBot(seed), new HardBot(seed));
  }

  BotPool(BotSettings settings, BotPlayer easy, BotPlayer hard) {
    this.easy = easy;
    this.hard = hard;
    for (Outcome each : Outcome.values()) outcomes.put(each, new LongAdder());
    threads = new ThreadPoolExecutor(settings.threads(), settings.threads(), 10,
        TimeUnit.SECONDS, new ArrayBlockingQueue<>(settings.threads() * WAITING_PER_THREAD),
        work -> {
          var thread = new Thread(work, "hokm-bots");
          thread.setDaemon(true);
          return thread;
        });
    threads.allowCoreThreadTimeOut(true);
  }

  /** @return within {@link #DEADLINE} */
  @Override
  public Future<Command> act(BotLevel level, SeatView view, Timers timers) {
    boolean choice = view.phase() == Phase.NAMING_TRUMP || view.legal().size() > 1;
    if (level == BotLevel.HARD && choice) return think(view, timers);
    return Future.succeededFuture((level == BotLevel.EASY ? easy : normal).act(view));
  }

  private Future<Command> think(SeatView view, Timers timers) {
    Promise<Command> act = Promise.promise();
    try {
      threads.execute(() -> think(view, timers, act));
    } catch (RejectedExecutionException full) {
      end(act, Outcome.FULL, normal.act(view));
      return act.future();
    }
    long deadline = timers.after(DEADLINE, () -> end(act, Outcome.LATE, normal.act(view)));
    return act.future().onComplete(done -> timers.cancel(deadline));
  }

  /** On a thread of the pool; the event loop hears of it in its own time. */
  private void think(SeatView view, Timers timers, Promise<Command> act) {
    if (act.future().isComplete()) return;
    try {
      var thought = hard.act(view);
      timers.soon(() -> end(act, Outcome.THOUGHT, thought));
    } catch (RuntimeException e) {
      LOG.error("A hard bot could not think of an act in deal {}; a normal one acts instead.",
          view.dealNo(), e);
      timers.soon(() -> end(act, Outcome.FAILED, normal.act(view)));
    }
  }

  private void end(Promise<Command> act, Outcome outcome, Command command) {
    if (act.tryComplete(command)) outcomes.get(outcome).increment();
  }

  /** How often it ended so. Safe from any thread. */
  public long count(Outcome outcome) {
    return outcomes.get(outcome).sum();
  }

  /** Thoughts that wait for a thread. Safe from any thread. */
  public int waiting() {
    return threads.getQueue().size();
  }

  /** What waits in it is not thought about any more. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
