package hokm.room;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Time as a room knows it; a simulation brings its own. */
interface Timers {

  /** Epoch milliseconds. */
  long now();

  /** Runs once on the room's own event loop. @return a handle for cancel */
  long after(Duration time, Runnable then);

  void cancel(long handle);

  static Timers of(Vertx vertx) {
    return new Timers() {
      @Override
      public long now() {
        return System.currentTimeMillis();
      }

      @Override
      public long after(Duration time, Runnable then) {
        return vertx.setTimer(Math.max(1, time.toMillis()), id -> then.run());
      }

      @Override
      public void cancel(long handle) {
        vertx.cancelTimer(handle);
      }
    };
  }
}
