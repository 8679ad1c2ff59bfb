package hokm.bench;

import java.util.concurrent.locks.LockSupport;

/**
 * Ends the loop's wait a little before each move is due; a selector itself waits in whole
 * milliseconds, which is longer than a move takes.
 */
final class Alarm {

  /** The kernel wakes a thread up to this much too late. */
  static final long EARLY_NANOS = 50_000;

  private final Thread thread;
  private volatile boolean over;

  Alarm(SocketLoop loop, Pace pace, long start, long moves) {
    thread = new Thread(() -> {
      for (long move = 0; move < moves && !over; move++) {
        long at = start + pace.nanos(move) - EARLY_NANOS;
        for (long now = System.nanoTime(); now < at && !over; now = System.nanoTime()) {
          LockSupport.parkNanos(at - now);
        }
        loop.wake();
      }
    }, "alarm");
    thread.setDaemon(true);
    thread.start();
  }

  void stop() {
    over = true;
    LockSupport.unpark(thread);
  }
}
