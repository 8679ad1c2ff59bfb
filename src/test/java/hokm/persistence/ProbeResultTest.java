package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.persistence.ProbeResult.State;
import org.junit.jupiter.api.Test;

class ProbeResultTest {

  private static final ProbeResult UNKNOWN = ProbeResult.unknown(new Endpoint("a", 1));

  private static State standby(long timeline, long received) {
    return new State(true, true, timeline, received, received, 0, true, -1);
  }

  private static long timeline(ProbeResult result) {
    return result.state().orElseThrow().timeline();
  }

  @Test
  void oneSlowLookIsNotTheEndButThreeAreOrTwoRefusals() {
    var slow = UNKNOWN.failed(false, "is slow");
    assertThat(slow.gone()).isFalse();
    assertThat(slow.failed(false, "is slow").gone()).isFalse();
    assertThat(slow.failed(false, "is slow").failed(false, "is slow").gone()).isTrue();
    assertThat(UNKNOWN.failed(true, "refuses").gone()).isFalse();
    assertThat(UNKNOWN.failed(true, "refuses").failed(true, "refuses").gone()).isTrue();
  }

  @Test
  void aServerThatTurnsUsAwayIsNeverGone() {
    var result = UNKNOWN;
    for (int look = 0; look < 10; look++) result = result.turnedAway("is full");
    assertThat(result.gone()).isFalse();
    assertThat(result.state()).isEmpty();
    assertThat(result.failures()).isEqualTo(10);
  }

  @Test
  void aFullServerThatIsSlowOnceIsNotGoneAndOneThatFallsSilentIs() {
    var slow = UNKNOWN.turnedAway("is full").turnedAway("is full").failed(false, "is slow");
    assertThat(slow.gone()).isFalse();
    assertThat(slow.failed(false, "is slow").failed(false, "is slow").gone()).isTrue();
    assertThat(slow.failed(false, "is slow").turnedAway("is full").failed(false, "is slow").gone())
        .isFalse();
  }

  @Test
  void aStandbyWhoseReceiverEndedKeepsItsTimelineAndAnotherCopyDoesNot() {
    var following = UNKNOWN.answered(standby(3, 100));
    assertThat(timeline(following.answered(standby(2, 100)))).isEqualTo(3);
    assertThat(timeline(following.answered(standby(2, 100)).answered(standby(2, 110))))
        .isEqualTo(3);
    assertThat(timeline(following.answered(standby(2, 90)))).isEqualTo(2);
    assertThat(timeline(following.answered(new State(false, false, 2, 100, 100, 0, false, 0))))
        .isEqualTo(2);
    assertThat(timeline(following.answered(standby(4, 100)))).isEqualTo(4);
  }
}
