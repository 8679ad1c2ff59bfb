package hokm.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting, which in a drill is part of what is played. */
final class Pause {

  private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

  private Pause() {}

  static void of(Duration time) {
    until(Instant.now().plus(time));
  }

  static void until(Instant moment) {
    while (Instant.now().isBefore(moment)) LockSupport.parkNanos(LOOK_NANOS);
  }

  /** @return whether it came to be so within the time */
  static boolean until(BooleanSupplier condition, Duration atMost) {
    var end = Instant.now().plus(atMost);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) return false;
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return true;
  }
}
