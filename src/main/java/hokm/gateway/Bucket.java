package hokm.gateway;

/** So many at once, and then so many a second. Takes the time as an argument. */
final class Bucket {

  private final double perSecond;
  private final double most;
  private double left;
  private long filled;

  /** @param perSecond 0 for no limit */
  Bucket(double perSecond, double most, long now) {
    this.perSecond = perSecond;
    this.most = most;
    this.left = most;
    this.filled = now;
  }

  boolean take(long now) {
    if (perSecond == 0) return true;
    fill(now);
    if (left < 1) return false;
    left--;
    return true;
  }

  /** Whether it is as if nothing had ever been taken. */
  boolean full(long now) {
    fill(now);
    return left >= most;
  }

  /** Event loops don't agree to the millisecond. */
  private void fill(long now) {
    if (now <= filled) return;
    left = Math.min(most, left + (now - filled) * perSecond / 1000.0);
    filled = now;
  }
}
