package hokm.simulation;

import java.util.HashMap;
import java.util.Map;

/** Which machine reaches which, one way at a time. */
final class Network {

  static final String REDIS = "redis";

  private final Scheduler scheduler;
  private final Map<String, Long> cuts = new HashMap<>();

  Network(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Nothing goes from here to there for so long. */
  void cut(String from, String to, long micros) {
    cuts.merge(from + ">" + to, scheduler.micros() + micros, Math::max);
  }

  void mend() {
    cuts.clear();
  }

  boolean passes(String from, String to) {
    return wait(from, to) == 0;
  }

  /** Microseconds until something gets through again; 0 when it does now. */
  long wait(String from, String to) {
    if (cuts.isEmpty()) return 0;
    return Math.max(0, cuts.getOrDefault(from + ">" + to, 0L) - scheduler.micros());
  }
}
