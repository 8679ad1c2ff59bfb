package hokm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import org.junit.jupiter.api.Test;

/**
 * Whole clusters under faults, one schedule after another: -Dhokm.schedules says how many, and
 * -Dhokm.schedule=SEED replays one of them and tells all that happened in it.
 */
class ClusterSimulationTest {

  @Test
  void noPromiseIsBrokenUnderAnyFault() {
    var one = Long.getLong("hokm.schedule");
    if (one != null) {
      var outcome = new Schedule(one, true).run();
      outcome.trace().forEach(System.out::println);
      assertThat(outcome.broken()).isEmpty();
      return;
    }
    long seed = Seed.of("ClusterSimulationTest");
    int schedules = Integer.getInteger("hokm.schedules", 1000);
    long began = System.nanoTime();
    long steps = 0; long saves = 0; long micros = 0; long faults = 0;
    for (int i = 0; i < schedules; i++) {
      var outcome = new Schedule(seed + i, false).run();
      steps += outcome.steps(); saves += outcome.saves(); micros += outcome.micros(); faults += outcome.faults();
      assertThat(outcome.broken()).as("-Dhokm.schedule=%d", seed + i).isEmpty();
    }
    System.out.printf("%d schedules, %d steps, %d saves, %d faults, %d simulated s in %.1f s%n", schedules, steps, saves, faults, micros / 1000000, (System.nanoTime() - began) / 1e9);
  }
}
