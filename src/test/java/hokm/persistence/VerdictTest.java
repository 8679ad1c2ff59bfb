package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.persistence.PostgresSettings.Endpoint;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  private static final Endpoint A = new Endpoint("a", 1);
  private static final Endpoint B = new Endpoint("b", 2);

  @ParameterizedTest(name = "{0} and {1}, before {2} of {3}: {4}")
  @CsvSource(nullValues = "none", value = {
      "P1, S1, none, 0, a:1, the standby at b:2 lags 7 ms",
      "S1, P1, none, 0, b:2, the standby at a:1 lags 7 ms",
      "P1, -, a:1, 1, a:1, b:2 refuses connections",
      "-, S1, a:1, 1, none, No primary answers",
      "-, P2, a:1, 1, b:2, a:1 refuses connections",
      "P1, P2, a:1, 1, b:2, the primary at a:1 is stale (timeline 1) and is not written to",
      "P1, S2, a:1, 1, none, the primary at a:1 is stale (timeline 1) and is not written to",
      "P1, -, b:2, 2, none, the primary at a:1 is stale (timeline 1) and is not written to",
      "P1, P1, b:2, 1, none, a:1 and b:2 both claim to be the primary of timeline 1",
      "P1, P1, none, 0, none, 'a:1 and b:2 both claim to be the primary of timeline 1'",
      "R1, S1, a:1, 1, none, the primary at a:1 is read-only",
      "-, -, a:1, 1, none, a:1 refuses connections; b:2 refuses connections"})
  void onlyAPrimaryOfTheNewestTimelineIsWrittenTo(String a, String b, String previous, long known,
      String writer, String said) {
    var verdict = Verdict.of(List.of(result(A, a), result(B, b)),
        Optional.ofNullable(previous).map(Endpoint::of), known);
    assertThat(verdict.writer().map(Endpoint::toString)).isEqualTo(Optional.ofNullable(writer));
    assertThat(verdict.sentence()).contains(said).endsWith(".");
  }

  @ParameterizedTest(name = "{0} and {1}: {2}")
  @CsvSource({"P1, S1, true", "P2, S2, false", "P2, S1, false", "-, S1, false", "P1, -, false"})
  void aWriteOfTimelineOneIsSafeOnlyWhileItStandsAndAStandbyHasIt(String a, String b,
      boolean safe) {
    var verdict = Verdict.of(List.of(result(A, a), result(B, b)), Optional.of(A), 1);
    assertThat(verdict.replicated(1, 100)).isEqualTo(safe);
    assertThat(verdict.replicated(1, 101)).isFalse();
  }

  @Test
  void aStandbyThatTheWriterKnowsNothingOfIsNoWitness() {
    var writer = ProbeResult.unknown(A).answered(
        new ProbeResult.State(false, false, 2, 200, 200, 0, false, 99));
    var verdict = Verdict.of(List.of(writer, result(B, "S2")), Optional.of(A), 2);
    assertThat(verdict.replicated(2, 99)).isTrue();
    assertThat(verdict.replicated(2, 100)).isFalse();
  }

  @Test
  void moreThanOnePrimaryIsAnAlarmWhateverTheirTimelines() {
    assertThat(Verdict.of(List.of(result(A, "P1"), result(B, "P1")), Optional.of(A), 1).alarming())
        .isTrue();
    assertThat(Verdict.of(List.of(result(A, "P1"), result(B, "P2")), Optional.of(A), 1).alarming())
        .isTrue();
    assertThat(Verdict.of(List.of(result(A, "P1"), result(B, "S1")), Optional.of(A), 1).alarming())
        .isFalse();
  }

  /** Primary, read-only primary, or standby with its timeline; - for one that refuses. */
  static ProbeResult result(Endpoint endpoint, String what) {
    var unknown = ProbeResult.unknown(endpoint);
    if (what.equals("-")) {
      return unknown.failed(true, "refuses connections").failed(true, "refuses connections");
    }
    return unknown.answered(new ProbeResult.State(what.startsWith("S"), !what.startsWith("P"),
        what.charAt(1) - '0', 200, 100, 7, what.startsWith("S"),
        what.startsWith("S") ? ProbeResult.State.UNSEEN : 200));
  }
}
