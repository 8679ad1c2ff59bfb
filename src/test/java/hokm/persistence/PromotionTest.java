package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.persistence.PostgresSettings.Ack;
import hokm.persistence.PostgresSettings.Endpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionTest {

  private static final Endpoint A = new Endpoint("a", 1);
  private static final Endpoint B = new Endpoint("b", 2);
  private static final Endpoint C = new Endpoint("c", 3);
  private static final long NOW = TimeUnit.HOURS.toNanos(1);

  @ParameterizedTest(name = "{0} {1}, of {3} vote {2}: {4}")
  @CsvSource(nullValues = "none", value = {
      "-, S1, x y, x y z, b:2",
      "-, S1, x, x, b:2",
      "-, S1, x, x y, none",
      "-, S1, x y, x y z w, none",
      "-, S1, x v, x y z, none",
      "-, S1, x, none, none",
      "P1, S1, x y, x y, none",
      "-, P2, x y, x y, none",
      "-, -, x y, x y, none",
      "slow, S1, x y, x y, none",
      "R1, S1, x y, x y, none"})
  void onlyAMajorityThatFindsThePrimaryGonePromotes(String a, String b, String voters,
      String nodes, String promoted) {
    var votes = new HashMap<String, Promotion.Vote>();
    for (String voter : voters.split(" ")) votes.put(voter, new Promotion.Vote(A, NOW));
    var first = a.equals("slow") ? ProbeResult.unknown(A).failed(false, "is slow")
        : VerdictTest.result(A, a);
    var verdict = Verdict.of(List.of(first, VerdictTest.result(B, b)), Optional.of(A), 1);
    Set<String> members = nodes == null ? Set.of() : Set.of(nodes.split(" "));
    assertThat(Promotion.decide(verdict, Ack.REPLICATED, votes, members, NOW)
        .map(Endpoint::toString)).isEqualTo(Optional.ofNullable(promoted));
  }

  @Test
  void aVoteForAnotherServerOrOfLongAgoDoesNotCount() {
    var verdict = Verdict.of(
        List.of(VerdictTest.result(A, "-"), VerdictTest.result(B, "S1")), Optional.of(A), 1);
    assertThat(Promotion.decide(verdict, Ack.REPLICATED, Map.of("x", new Promotion.Vote(B, NOW)),
        Set.of("x"), NOW)).isEmpty();
    assertThat(Promotion.decide(verdict, Ack.REPLICATED, Map.of("x", new Promotion.Vote(A, NOW)),
        Set.of("x"), NOW + TimeUnit.MILLISECONDS.toNanos(1001))).isEmpty();
  }

  @Test
  void aStandbyOfATimelineThatWasLeftIsNotPromoted() {
    var results = List.of(VerdictTest.result(A, "-"), VerdictTest.result(B, "S1"));
    var votes = Map.of("x", new Promotion.Vote(A, NOW));
    assertThat(Promotion.decide(Verdict.of(results, Optional.of(A), 2), Ack.REPLICATED, votes,
        Set.of("x"), NOW))
        .isEmpty();
    assertThat(Promotion.decide(Verdict.of(results, Optional.of(A), 1), Ack.REPLICATED, votes,
        Set.of("x"), NOW))
        .contains(B);
  }

  @Test
  void aNodeThatNeverSawThePrimaryDoesNotAct() {
    var verdict = Verdict.of(
        List.of(VerdictTest.result(A, "-"), VerdictTest.result(B, "S1")), Optional.empty(), 0);
    assertThat(Promotion.gone(verdict)).isEmpty();
    assertThat(Promotion.decide(verdict, Ack.REPLICATED,
        Map.of("x", new Promotion.Vote(A, NOW)), Set.of("x"),
        NOW)).isEmpty();
  }

  @Test
  void theStandbyThatHasReceivedMostIsPromoted() {
    var more = ProbeResult.unknown(C)
        .answered(new ProbeResult.State(true, true, 1, 201, 50, 900, false, -1));
    var verdict = Verdict.of(List.of(VerdictTest.result(A, "-"), VerdictTest.result(B, "S1"),
        more), Optional.of(A), 1);
    assertThat(Promotion.decide(verdict, Ack.REPLICATED, Map.of("x", new Promotion.Vote(A, NOW)),
        Set.of("x"), NOW)).contains(C);
  }

  @Test
  void aStandbyThatIsNotSeenMayHaveWhatWasAcknowledged() {
    var verdict = Verdict.of(List.of(VerdictTest.result(A, "-"), VerdictTest.result(B, "S1"),
        VerdictTest.result(C, "-")), Optional.of(A), 1);
    var votes = Map.of("x", new Promotion.Vote(A, NOW));
    assertThat(Promotion.decide(verdict, Ack.REPLICATED, votes, Set.of("x"), NOW)).isEmpty();
    assertThat(Promotion.decide(verdict, Ack.PRIMARY, votes, Set.of("x"), NOW)).contains(B);
    assertThat(Promotion.unseen(verdict)).containsExactly(C);
    assertThat(Promotion.refused(verdict, Ack.REPLICATED)).isTrue();
    assertThat(Promotion.refused(verdict, Ack.PRIMARY)).isFalse();
  }

  @Test
  void aMissingStandbyRefusesNoPromotionWhileThePrimaryIsThere() {
    var verdict = Verdict.of(List.of(VerdictTest.result(A, "P1"), VerdictTest.result(B, "S1"),
        VerdictTest.result(C, "-")), Optional.of(A), 1);
    assertThat(Promotion.refused(verdict, Ack.REPLICATED)).isFalse();
  }
}
