package hokm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Whole clusters under faults, one schedule after another. -Dhokm.schedules says how many,
 * -Dhokm.seed where they begin; a schedule that fails is named by its own seed, and
 * -Dhokm.schedule=SEED replays it and tells all that happens in it.
 */
class ClusterSimulationTest {

  private static final int SCHEDULES = 1500;
  private static final String ONE = "hokm.schedule";

  private static QuietLogs logs;

  @BeforeAll
  static void quiet() {
    logs = new QuietLogs();
  }

  @AfterAll
  static void loud() {
    logs.close();
  }

  @Test
  @DisabledIfSystemProperty(named = ONE, matches = ".+")
  void noPromiseIsBrokenUnderAnyFault() {
    int schedules = Integer.getInteger("hokm.schedules", SCHEDULES);
    var tally = new Tally();
    tally.run(Seed.of("ClusterSimulationTest"), schedules, Integer.getInteger("hokm.threads", 1));
    System.out.println(tally);
    assertThat(tally.broken()).isEmpty();
    assertThat(tally.schedules()).isEqualTo(schedules);
  }

  @Test
  @EnabledIfSystemProperty(named = ONE, matches = ".+")
  void aScheduleThatIsRunAgainTellsAllOfIt() {
    var outcome = new Schedule(Long.getLong(ONE), true).run();
    outcome.trace().forEach(System.out::println);
    assertThat(outcome.broken()).isEmpty();
  }

  /** Across two runs of the JVM this is checked by hand: the line that is printed is the same. */
  @Test
  void theSameSeedIsTheSameScheduleToTheLastWord() {
    int hash = 0;
    for (long seed = 1; seed <= 10; seed++) {
      var trace = new Schedule(seed, true).run().trace();
      assertThat(trace).hasSizeGreaterThan(100)
          .isEqualTo(new Schedule(seed, true).run().trace());
      hash = 31 * hash + trace.hashCode();
    }
    System.out.println("The traces of schedules 1 to 10 have the hash " + hash);
  }
}
