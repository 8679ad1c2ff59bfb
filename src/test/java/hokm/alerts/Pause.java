package hokm.alerts;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The time that a fault lasts. */
final class Pause {
  private Pause() {}

  static void of(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    while (System.nanoTime() - until < 0) LockSupport.parkNanos(until - System.nanoTime());
  }
}
