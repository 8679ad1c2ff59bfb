package hokm.soak;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.HdrHistogram.ConcurrentHistogram;

/** What was counted of the play. From any thread. */
final class Tally {

  private static final int KEPT = 50;
  private static final long SLOWEST_MICROS = 60_000_000;

  private final Map<String, Long> counts = new TreeMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final ConcurrentHistogram waits = new ConcurrentHistogram(SLOWEST_MICROS, 3);

  synchronized void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  synchronized long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  void accepted(long nanos) {
    count("moves");
    waits.recordValue(Math.min(SLOWEST_MICROS, nanos / 1000));
  }

  /** From the sending of a person's move until it was accepted. */
  double waitMillis(double percentile) {
    return waits.getValueAtPercentile(percentile) / 1000.0;
  }

  void complain(String sentence) {
    count("complaints");
    if (complaints.size() < KEPT) complaints.add(sentence);
  }

  List<String> complaints() {
    return List.copyOf(complaints);
  }
}
