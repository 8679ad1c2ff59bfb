package hokm.bench;

import java.util.Locale;

/** How fast moves are made. @param perSecond of all rooms together; 0 for as fast as they go */
public record Pace(int perSecond) {

  /** A number, or max: then each room makes its next move as soon as all have heard the last. */
  public static Pace of(String text) {
    if (text.equalsIgnoreCase("max")) return new Pace(0);
    if (!text.matches("[1-9]\\d{0,6}")) {
      throw new IllegalStateException("--rate: max, or moves a second from 1 on; not " + text);
    }
    return new Pace(Integer.parseInt(text));
  }

  boolean max() {
    return perSecond == 0;
  }

  /** When the move of this number is to be sent, after the start. */
  long nanos(long move) {
    return move * 1_000_000_000L / perSecond;
  }

  /** How many are due within this time. */
  long moves(long nanos) {
    return nanos / 1000 * perSecond / 1_000_000;
  }

  @Override
  public String toString() {
    return max() ? "max" : String.format(Locale.ROOT, "%,d/s", perSecond);
  }
}
