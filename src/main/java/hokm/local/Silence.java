package hokm.local;

import java.time.Duration;

/**
 * Whether somebody who is asked again and again is to be taken for hung. Who asks may have stood
 * still himself, and then one question that was not answered proves nothing.
 */
final class Silence {

  /** Questions in a row that were not answered, at least. */
  private static final int MISSED = 3;

  private final Duration most;
  private long heardNanos;
  private int missed;

  /** @param most of a silence that nobody is taken for hung for */
  Silence(Duration most, long nowNanos) {
    this.most = most;
    this.heardNanos = nowNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
    missed = 0;
  }

  /** A question was not answered. @return whether that is enough */
  boolean missed(long nowNanos) {
    return ++missed >= MISSED && nowNanos - heardNanos >= most.toNanos();
  }
}
