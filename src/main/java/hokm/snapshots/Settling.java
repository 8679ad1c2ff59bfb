package hokm.snapshots;

/**
 * The seconds in which owners put back what a store may have forgotten. It must have been there for
 * all of them in one piece: while it hangs or refuses nobody can put anything back. Times are in
 * milliseconds by a clock for measuring.
 */
public final class Settling {

  /** Longer than any living node needs to notice another history and put its rooms back. */
  private static final long MILLIS = 3000;

  private boolean lacking;
  private long until;

  /** The store may lack what it had, as after a restart. */
  public void mayLack() {
    lacking = true;
  }

  /** From now on the store is there. */
  public void begin(long now) {
    until = lacking ? now + MILLIS : now;
  }

  /** It was there until now. */
  public void end(long now) {
    lacking &= now < until;
  }

  /** How much longer the store must be there; 0 when all that anyone has is there again. */
  public long left(long now) {
    return Math.max(0, until - now);
  }
}
