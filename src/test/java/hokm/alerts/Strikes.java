package hokm.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;

/** Faults one after the other, and what fired for each. */
final class Strikes {

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(200);

  interface Fault {
    void happens() throws Exception;
  }

  private final PrometheusServer prometheus;
  private final List<String> lines = new ArrayList<>();

  Strikes(PrometheusServer prometheus) {
    this.prometheus = prometheus;
  }

  /**
   * Causes a fault, waits for its alerts, heals it, and waits until nothing fires any more.
   *
   * @return what else fired until then
   */
  Set<String> play(Fault fault, Fault heal, String... alerts) throws Exception {
    awaitSilence();
    var beside = new TreeSet<String>();
    var fired = new HashMap<String, Double>();
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
      say(String.format("%-22s fired after %5.1f s", alert, fired.get(alert)));
    }
    say(String.format("  over %.1f s after it was healed; beside it: %s", healed, beside));
    return beside;
  }

  private void say(String line) {
    lines.add(line);
    System.out.println(line);
  }

  private void awaitSilence() {
    Awaitility.await().atMost(PATIENCE).pollInterval(LOOK)
        .untilAsserted(() -> assertThat(prometheus.firing()).isEmpty());
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  List<String> lines() {
    return lines;
  }
}
