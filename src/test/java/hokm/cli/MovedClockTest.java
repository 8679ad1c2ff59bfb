package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MovedClockTest {

  private static final long WALL = 1_700_000_000_000L;

  private final List<Duration> asked = new ArrayList<>();
  private long truth = 1000;
  private final MovedClock clock = new MovedClock(() -> truth);
  private final Timers timers = clock.over(new Right());

  @Test
  void aClockThatNobodyMovedIsRight() {
    truth += 500;
    assertThat(timers.now()).isEqualTo(WALL + truth);
    assertThat(timers.millis()).isEqualTo(1500);
  }

  @Test
  void aClockThatIsOffTellsAnotherTimeOfDayAndMeasuresAsBefore() {
    clock.move(3_600_000, 1);
    truth += 500;
    assertThat(timers.now()).isEqualTo(WALL + truth + 3_600_000);
    assertThat(timers.millis()).isEqualTo(1500);
    clock.move(0, 1);
    assertThat(timers.now()).isEqualTo(WALL + truth);
  }

  @Test
  void aClockAtDoubleSpeedMeasuresTwiceTheTimeAndIsNotSetBack() {
    clock.move(0, 2);
    truth += 500;
    assertThat(timers.millis()).isEqualTo(2000);
    timers.after(Duration.ofSeconds(3), () -> { });
    assertThat(asked).containsExactly(Duration.ofMillis(1500));
    clock.move(0, 1);
    truth += 100;
    assertThat(timers.millis()).isEqualTo(2100);
    assertThat(timers.now()).isEqualTo(WALL + truth + 500);
  }

  private final class Right implements Timers {
    @Override
    public long now() {
      return WALL + truth;
    }

    @Override
    public long millis() {
      return truth;
    }

    @Override
    public long after(Duration time, Runnable then) {
      asked.add(time);
      return 0;
    }

    @Override
    public void cancel(long handle) {
      asked.clear();
    }

    @Override
    public void soon(Runnable then) {
      then.run();
    }
  }
}
