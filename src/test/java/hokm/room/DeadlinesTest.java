package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

  private final ManualTimers timers = new ManualTimers();
  private final Deadlines deadlines = new Deadlines(timers, Duration.ofMillis(500));
  private final List<String> over = new ArrayList<>();

  @Test
  void eachRunsOutAfterItsOwnTime() {
    deadlines.begin(() -> over.add("first"));
    timers.pass(Duration.ofMillis(300));
    deadlines.begin(() -> over.add("second"));
    timers.pass(Duration.ofMillis(199));
    assertThat(over).isEmpty();
    timers.pass(Duration.ofMillis(1));
    assertThat(over).containsExactly("first");
    timers.pass(Duration.ofMillis(299));
    assertThat(over).containsExactly("first");
    timers.pass(Duration.ofMillis(1));
    assertThat(over).containsExactly("first", "second");
  }

  @Test
  void whatHasEndedDoesNotRunOutAndHoldsNoOtherUp() {
    long ended = deadlines.begin(() -> over.add("ended"));
    timers.pass(Duration.ofMillis(100));
    deadlines.begin(() -> over.add("open"));
    deadlines.end(ended);
    timers.pass(Duration.ofMillis(500));
    assertThat(over).containsExactly("open");
    deadlines.begin(() -> over.add("later"));
    timers.pass(Duration.ofMillis(500));
    assertThat(over).containsExactly("open", "later");
  }

  @Test
  void oneThatBeginsAnotherAsItRunsOutIsNotAnsweredAtOnce() {
    deadlines.begin(() -> deadlines.begin(() -> over.add("again")));
    timers.pass(Duration.ofMillis(500));
    assertThat(over).isEmpty();
    timers.pass(Duration.ofMillis(500));
    assertThat(over).containsExactly("again");
  }

  @Test
  void aLoopThatStoodStillReadsFirstWhatCameMeanwhile() {
    long answered = deadlines.begin(() -> over.add("answered"));
    deadlines.begin(() -> over.add("silent"));
    timers.standStill(Duration.ofSeconds(3));
    timers.pass(Duration.ZERO);
    assertThat(over).isEmpty();
    deadlines.end(answered);
    timers.pass(Duration.ofMillis(20));
    assertThat(over).containsExactly("silent");
  }
}
