package hokm.rules;

/** A place at the table, in the order of play (counter-clockwise: the next sits to the right). */
public enum Seat {
  SOUTH, EAST, NORTH, WEST;

  private static final Seat[] ALL = values();

  /** 0 to 3, as in the match log. */
  public int number() {
    return ordinal();
  }

  public static Seat at(int number) {
    return ALL[number];
  }

  /** The seat that plays after this one. */
  public Seat next() {
    return ALL[(ordinal() + 1) % 4];
  }

  public Seat partner() {
    return ALL[(ordinal() + 2) % 4];
  }

  /** The seat that plays before this one, to its left. */
  public Seat previous() {
    return ALL[(ordinal() + 3) % 4];
  }

  public Team team() {
    return ordinal() % 2 == 0 ? Team.NORTH_SOUTH : Team.EAST_WEST;
  }
}
