package hokm.bench;

import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What is counted while moves are made; of one side. */
final class Tally {

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
