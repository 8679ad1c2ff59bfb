package hokm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation is seen to fail: whatever is built wrong is found before long. */
class FlawTest {

  private static final int SCHEDULES = 1000;

  private static QuietLogs logs;

  @BeforeAll
  static void quiet() {
    logs = new QuietLogs();
  }

  @AfterAll
  static void loud() {
    logs.close();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void aClusterThatIsBuiltWrongBreaksAPromise(Flaw flaw) {
    long seed = Seed.of("FlawTest " + flaw);
    List<String> broken = List.of();
    int schedules = 0;
    while (broken.isEmpty() && schedules < SCHEDULES) {
      broken = new Schedule(seed + schedules++, false, flaw).run().broken();
    }
    assertThat(broken).as("what %d schedules found of %s", schedules, flaw).isNotEmpty();
    System.out.println(flaw + " was found by schedule " + schedules + ": " + broken.get(0));
  }
}
