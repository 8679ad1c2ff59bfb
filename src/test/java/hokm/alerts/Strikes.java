package hokm.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;

/** Faults one after the other, and what fired for each. */
final class Strikes {

  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration LOOK = Duration.ofMillis(200);

  interface Fault {
    void happens() throws Exception;
  }

  private final PrometheusServer prometheus;
  private final Map<String, Double> fired = new TreeMap<>();
  private final List<String> lines = new ArrayList<>();

  Strikes(PrometheusServer prometheus) {
    this.prometheus = prometheus;
  }

  /** Causes a fault, waits for its alerts, heals it, and waits until nothing fires any more. */
  void play(Fault fault, Fault heal, String... alerts) throws Exception {
    awaitSilence();
    var beside = new TreeSet<String>();
    long struck = System.nanoTime();
    double healed;
    try {
      fault.happens();
      Awaitility.await("To fire: " + List.of(alerts)).atMost(PATIENCE).pollInterval(LOOK)
          .until(() -> {
            var now = prometheus.firing();
            now.forEach(name -> fired.putIfAbsent(name, seconds(struck)));
            beside.addAll(now);
            return now.containsAll(Set.of(alerts));
          });
    } finally {
      long begun = System.nanoTime();
      heal.happens();
      awaitSilence();
      healed = seconds(begun);
    }
    for (String alert : alerts) {
      beside.remove(alert);
      lines.add(String.format("%-22s fired after %5.1f s", alert, fired.get(alert)));
    }
    lines.add(String.format("  over %.1f s after it was healed; beside it: %s", healed, beside));
  }

  private void awaitSilence() {
    Awaitility.await().atMost(PATIENCE).pollInterval(LOOK)
        .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** When each alert fired first, in seconds from its fault. */
  Map<String, Double> fired() {
    return fired;
  }

  List<String> lines() {
    return lines;
  }
}
