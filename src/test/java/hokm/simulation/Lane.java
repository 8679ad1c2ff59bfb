package hokm.simulation;

/** A way on which nothing overtakes: a connection in one direction, or an event loop's queue. */
final class Lane {

  private final int number;
  private long last;

  Lane(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  /** @return the earliest moment, from this one on, at which what is sent now can arrive */
  long after(long at) {
    last = Math.max(last, at);
    return last;
  }
}
