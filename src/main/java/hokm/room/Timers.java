package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** One event loop and its time; a simulation brings its own. */
public interface Timers {

  /** Epoch milliseconds, for records. Someone may set this clock. */
  long now();

  /** Milliseconds since some moment, for measuring how long. */
  long millis();

  /** Epoch microseconds, for measuring between nodes whose clocks agree. */
  default long micros() {
    return now() * 1000;
  }

  /** Runs once on this event loop. @return a handle for cancel */
  long after(Duration time, Runnable then);

  void cancel(long handle);

  /** Runs on this event loop, in the order of the calls. Callable from any thread. */
  void soon(Runnable then);

  /** @return completes as the other does, but on this event loop */
  default <T> Future<T> here(Future<T> elsewhere) {
    Promise<T> here = Promise.promise();
    elsewhere.onComplete(done -> soon(() -> here.handle(done)));
    return here.future();
  }

  /** Again and again, with the time between two runs. */
  default void every(Duration time, Runnable then) {
    after(time, () -> {
      then.run();
      every(time, then);
    });
  }

  /** Of the event loop that it is made on. */
  static Timers of(Vertx vertx) {
    var context = vertx.getOrCreateContext();
    return new Timers() {
      @Override
      public long now() {
        return System.currentTimeMillis();
      }

      @Override
      public long micros() {
        var now = Instant.now();
        return TimeUnit.SECONDS.toMicros(now.getEpochSecond()) + now.getNano() / 1000;
      }

      @Override
      public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      }

      @Override
      public long after(Duration time, Runnable then) {
        return vertx.setTimer(Math.max(1, time.toMillis()), id -> then.run());
      }

      @Override
      public void cancel(long handle) {
        vertx.cancelTimer(handle);
      }

      @Override
      public void soon(Runnable then) {
        context.runOnContext(go -> then.run());
      }
    };
  }
}
