package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SilenceTest {

  private final Silence silence = new Silence(Duration.ofMillis(4500), 0);

  private boolean missedAt(double seconds) {
    return silence.missed((long) (seconds * 1e9));
  }

  @Test
  void whoAnswersNothingIsTakenForHungAfterFourAndAHalfSeconds() {
    assertThat(missedAt(1.5)).isFalse();
    assertThat(missedAt(3)).isFalse();
    assertThat(missedAt(4.4)).isFalse();
    assertThat(missedAt(4.6)).isTrue();
  }

  @Test
  void whoWasNotAskedForLongIsNotTakenForHungBecauseOfOneQuestion() {
    assertThat(missedAt(60)).isFalse();
    assertThat(missedAt(61.5)).isFalse();
    assertThat(missedAt(63)).isTrue();
  }

  @Test
  void anAnswerEndsASilence() {
    assertThat(missedAt(2)).isFalse();
    assertThat(missedAt(4)).isFalse();
    silence.heard((long) 5e9);
    assertThat(missedAt(7)).isFalse();
    assertThat(missedAt(9)).isFalse();
    assertThat(missedAt(9.6)).isTrue();
  }
}
