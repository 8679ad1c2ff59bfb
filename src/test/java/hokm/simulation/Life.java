package hokm.simulation;

/** A process: while it is held nothing in it runs, and once it is dead nothing ever does. */
final class Life {

  private final String name;
  private boolean dead;
  private long heldUntil;

  Life(String name) {
    this.name = name;
  }

  boolean dead() {
    return dead;
  }

  void end() {
    dead = true;
  }

  /** Until then, in microseconds; what comes for it meanwhile comes then, all at once. */
  void hold(long until) {
    heldUntil = Math.max(heldUntil, until);
  }

  long heldUntil() {
    return heldUntil;
  }

  @Override
  public String toString() {
    return name;
  }
}
