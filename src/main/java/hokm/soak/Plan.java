package hokm.soak;

import static hokm.room.BadSetting.require;

import java.time.Duration;

/**
 * @param every how often it is looked at what the nodes take
 * @param rooms in play at any time
 * @param rate moves a second that are aimed at, of all persons together
 */
public record Plan(Duration time, Duration every, int nodes, int rooms, double rate, long seed) {

  private static final Duration WARM = Duration.ofMinutes(5);
  private static final double MEAN_OF_MOST = 0.75;

  public Plan {
    require(!time.isNegative() && !time.isZero(), "--minutes: more than 0", time);
    require(every.toMillis() >= 1000, "--every: 1 or more", every.toSeconds());
    require(nodes >= 1 && nodes <= 9, "--nodes: 1 to 9", nodes);
    require(rooms >= 1 && rooms <= 2000, "--rooms: 1 to 2000", rooms);
    require(rate > 0 && rate <= rooms * 100.0, "--rate: more than 0, at most 100 a room", rate);
  }

  /** What comes before is not judged: code is compiled, pools fill, the first people come. */
  Duration warm() {
    var quarter = time.dividedBy(4);
    return quarter.compareTo(WARM) < 0 ? quarter : WARM;
  }

  /** The longest that a person thinks: in each room one move after the other. */
  public Duration think() {
    return Duration.ofMillis(Math.max(2, Math.round(rooms / rate * 1000 / MEAN_OF_MOST)));
  }
}
