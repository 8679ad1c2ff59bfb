package hokm.cli;

import hokm.room.Edge;
import hokm.room.Timers;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * A node's clock that a file moves while it runs, for the fault campaign: by how many milliseconds
 * it is off, and how fast it runs, as in "3600000 1". Without the file it is right.
 */
final class MovedClock {

  private static final long LOOK_MILLIS = 100;

  /** Where it stood, by the true clock, when it was last moved. */
  private record Setting(long offset, double speed, long trueMillis, long millis) {}

  private final LongSupplier truth;
  private volatile Setting setting;

  /** @param truth milliseconds of a clock that nobody sets */
  MovedClock(LongSupplier truth) {
    this.truth = truth;
    long now = truth.getAsLong();
    this.setting = new Setting(0, 1, now, now);
  }

  /** Looks at the file as long as the process lives. */
  static Function<Vertx, Edge> edges(Path file) {
    var clock = new MovedClock(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    var watch = new Thread(() -> {
      while (true) {
        clock.read(file);
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      }
    }, "clock");
    watch.setDaemon(true);
    watch.start();
    return vertx -> {
      var edge = Edge.of(vertx);
      return new Edge(edge.bus(), clock.over(edge.timers()), edge.chance());
    };
  }

  private void read(Path file) {
    try {
      if (!Files.exists(file)) return;
      var words = Files.readString(file).strip().split(" ");
      if (words.length == 2) move(Long.parseLong(words[0]), Double.parseDouble(words[1]));
    } catch (IOException | NumberFormatException beingWritten) {
      return;
    }
  }

  void move(long offset, double speed) {
    var old = setting;
    if (old.offset() == offset && old.speed() == speed) return;
    long now = truth.getAsLong();
    setting = new Setting(offset, speed, now, millis(now));
  }

  private long millis(long now) {
    var at = setting;
    return at.millis() + Math.round((now - at.trueMillis()) * at.speed());
  }

  Timers over(Timers right) {
    return new Timers() {
      @Override
      public long now() {
        long now = truth.getAsLong();
        return right.now() + setting.offset() + MovedClock.this.millis(now) - now;
      }

      @Override
      public long millis() {
        return MovedClock.this.millis(truth.getAsLong());
      }

      @Override
      public long after(Duration time, Runnable then) {
        return right.after(Duration.ofMillis(Math.round(time.toMillis() / setting.speed())), then);
      }

      @Override
      public void cancel(long handle) {
        right.cancel(handle);
      }

      @Override
      public void soon(Runnable then) {
        right.soon(then);
      }
    };
  }
}
