package hokm.rules;

/** Partners sit opposite: seats 0 and 2 are team 0, seats 1 and 3 are team 1. */
public enum Team {
  NORTH_SOUTH, EAST_WEST;

  public int number() {
    return ordinal();
  }

  public Team other() {
    return this == NORTH_SOUTH ? EAST_WEST : NORTH_SOUTH;
  }
}
