package hokm.rules;

/** A count for each team: tricks in a deal, or points in a match. */
public record PerTeam(int northSouth, int eastWest) {

  public static final PerTeam ZERO = new PerTeam(0, 0);

  public int at(Team team) {
    return team == Team.NORTH_SOUTH ? northSouth : eastWest;
  }

  public PerTeam plus(Team team, int more) {
    return team == Team.NORTH_SOUTH
        ? new PerTeam(northSouth + more, eastWest)
        : new PerTeam(northSouth, eastWest + more);
  }
}
