package hokm.rules;

/** How a deal was won. Points for a deal, by who was shut out. */
public enum DealKind {
  WIN(1), KOT(2), HAKEM_KOT(3);

  private final int points;

  DealKind(int points) {
    this.points = points;
  }

  public int points() {
    return points;
  }
}
