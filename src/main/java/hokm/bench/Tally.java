package hokm.bench;

import java.util.List;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What is counted while moves are made; of one side. */
public final class Tally {

  private static final long LONGEST_MICROS = 120_000_000;
  private static final int DIGITS = 3;

  /** From a move's scheduled moment until the fourth seat had its event; microseconds. */
  final Histogram waits = new Histogram(LONGEST_MICROS, DIGITS);
  /** By how much a move that could have been sent was sent too late; microseconds. */
  final Histogram lateness = new Histogram(LONGEST_MICROS, DIGITS);
  final TreeMap<String, Integer> errors = new TreeMap<>();
  long sent;
  long heardByAll;
  long accepted;
  long gaps;
  long matchesEnded;

  /** Several as one. */
  public static Tally of(List<Tally> parts) {
    var all = new Tally();
    for (Tally part : parts) {
      all.waits.add(part.waits);
      all.lateness.add(part.lateness);
      part.errors.forEach((what, times) -> all.errors.merge(what, times, Integer::sum));
      all.sent += part.sent;
      all.heardByAll += part.heardByAll;
      all.accepted += part.accepted;
      all.gaps += part.gaps;
      all.matchesEnded += part.matchesEnded;
    }
    return all;
  }

  /** Whether every move was heard by all four and accepted. */
  public boolean whole() {
    return sent > 0 && errors.isEmpty() && gaps == 0 && heardByAll == sent && accepted == sent;
  }

  /** From a move's scheduled moment until the fourth seat had its event. */
  public double waitMillis(double percentile) {
    return waits.getValueAtPercentile(percentile) / 1e3;
  }

  /** Moves that all four heard. */
  public long moves() {
    return heardByAll;
  }

  void heard(long nanos) {
    heardByAll++;
    waits.recordValue(Math.min(LONGEST_MICROS, Math.max(0, nanos / 1000)));
  }

  void sent(long lateNanos) {
    sent++;
    lateness.recordValue(Math.min(LONGEST_MICROS, Math.max(0, lateNanos / 1000)));
  }

  void error(String what) {
    errors.merge(what, 1, Integer::sum);
  }
}
