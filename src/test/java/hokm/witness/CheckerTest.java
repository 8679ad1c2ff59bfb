package hokm.witness;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.witness.Testimony.Heard;
import hokm.witness.Testimony.Outcome;
import hokm.witness.Testimony.Sent;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckerTest {
  private final long seed = Seed.of("CheckerTest");
  private final Random chance = new Random(seed);
  private ToldMatch match;

  @BeforeEach
  void play() {
    match = ToldMatch.of(seed);
  }

  @Test
  void aMatchThatWasToldTruthfullyHolds() {
    var verdict = match.verdict();
    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.clientsRecovered()).isEqualTo(4);
    assertThat(verdict.match()).isEqualTo(ToldMatch.ID);
    assertThat(verdict.deals()).isEqualTo(match.deals.size()).isPositive();
    assertThat(verdict.ackedMoves()).isEqualTo(verdict.okMoves())
        .isEqualTo(match.sent.stream().mapToInt(sent -> sent.size()).sum());
  }

  @Test
  void anAcknowledgedMoveThatNobodyWasToldIsLost() {
    match.sent.get(chance.nextInt(4)).add(command("play_card", 99, "AS", Outcome.ACCEPTED, false));
    assertThat(match.verdict().lostMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void anAcknowledgedMoveThatTheLogLacksIsLost() {
    match.log.remove(line("play"));
    assertThat(match.verdict().lostMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void anEmptyLogHasLostEveryMove() {
    match.log.clear();
    var verdict = match.verdict();
    assertThat(verdict.lostMoves()).isEqualTo(verdict.ackedMoves()).isPositive();
  }

  @Test
  void aCardPlayedTwiceInADealIsDuplicated() {
    int play = line("play");
    match.log.add(play, match.log.get(play));
    assertThat(match.verdict().duplicatedMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aCommandThatIsBothAcceptedAndRefusedWasJudgedTwice() {
    change(0, sent -> true, s -> command(s.type(), s.deal(), s.value(), Outcome.ACCEPTED, true));
    assertThat(match.verdict().duplicatedMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aMoveThatItsPlayerNeverSentIsUnexpected() {
    match.sent.get(2).remove(chance.nextInt(match.sent.get(2).size()));
    assertThat(match.verdict().unexpectedMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aMoveThatWasRefusedAndYetHappenedIsUnexpected() {
    change(1, sent -> true, s -> command(s.type(), s.deal(), s.value(), Outcome.REFUSED, false));
    assertThat(match.verdict().unexpectedMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aMoveWhoseAnswerNeverCameButHappenedIsRecovered() {
    change(1, sent -> true, s -> command(s.type(), s.deal(), s.value(), Outcome.UNKNOWN, false));
    assertThat(match.verdict().recoveredMoves()).isEqualTo(1);
    assertThat(match.verdict().complaints()).isEmpty();
  }

  @Test
  void aMoveThatStandsBeforeOneAcknowledgedBeforeItWasSentIsReordered() {
    var last = match.sent.get(3).get(match.sent.get(3).size() - 1);
    change(2, sent -> true, s -> new Sent(s.id(), s.type(), s.deal(), s.value(),
        last.answeredNanos() + 1, 1, Outcome.ACCEPTED, Optional.empty(),
        last.answeredNanos() + 2, false));
    assertThat(match.verdict().reorderedMoves()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aMatchThatEndsTwiceIsNoticed() {
    for (var heard : match.heard) {
      var end = heard.get(heard.size() - 1);
      var again = end.json();
      var event = ToldMatch.event(again);
      event.put("n", event.getLong("n") + 1);
      heard.add(new Heard(end.nanos() + 1, 1, again.encode()));
    }
    assertThat(match.verdict().complaints()).contains("The match ended 2 times.");
  }

  @Test
  void whatIsToldAfterTheEndToThoseWhoStayedIsNoGap() {
    var end = match.heard.get(0).get(match.heard.get(0).size() - 1);
    long n = ToldMatch.event(end.json()).getLong("n") + 1;
    match.heard.get(0).add(new Heard(end.nanos() + 1, 1, "{\"type\":\"events\",\"events\":[{\"n\":"
        + n + ",\"event\":\"seat_away\",\"seat\":2}]}"));
    assertThat(match.verdict().complaints()).isEmpty();
  }

  @Test
  void anEventThatASeatWasNeverToldIsAGap() {
    match.heard.get(3).remove(match.frame(3, "trick_won", chance));
    assertThat(match.verdict().sequenceGaps()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aViewFillsTheGapThatItCovers() {
    int at = match.frame(3, "trick_won", chance);
    long n = ToldMatch.event(match.heard.get(3).get(at).json()).getLong("n");
    match.heard.get(3).set(at, new Heard(1, 2, "{\"type\":\"view\",\"n\":" + n + "}"));
    assertThat(match.verdict().sequenceGaps()).isZero();
    assertThat(match.verdict().complaints()).isEmpty();
  }

  @Test
  void anEventToldToTwoSeatsInTwoWaysIsNoticed() {
    match.doctor(1, match.frame(1, "trick_won", chance), frame -> {
      var event = ToldMatch.event(frame);
      event.put("seat", (event.getInteger("seat") + 1) % 4);
      return frame;
    });
    assertThat(match.verdict().complaints()).anyMatch(s -> s.contains("to another"));
  }

  @Test
  void aLogThatTellsAnotherResultIsNoticed() {
    match.log.get(line("hand_end")).put("points", 9);
    assertThat(match.verdict().complaints()).hasSize(1)
        .allMatch(sentence -> sentence.startsWith("Line "));
  }

  @Test
  void aClientInAnotherMatchIsNoticed() {
    match.doctor(2, 0, frame -> {
      ToldMatch.event(frame).put("match", "another");
      return frame;
    });
    assertThat(match.verdict().complaints()).anyMatch(s -> s.contains("in 2 matches"));
  }

  @Test
  void aClientThatNeverHeardTheEndHasNotRecovered() {
    match.heard.get(2).remove(match.heard.get(2).size() - 1);
    assertThat(match.verdict().clientsRecovered()).isEqualTo(3);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aDealWithoutItsRowIsALostResult() {
    match.deals.remove(chance.nextInt(match.deals.size()));
    assertThat(match.verdict().lostResults()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aMatchWithoutItsEndIsALostResult() {
    match.ends.clear();
    assertThat(match.verdict().lostResults()).isEqualTo(1);
  }

  @Test
  void aDealInTwoRowsIsADuplicatedResult() {
    match.deals.add(match.deals.get(chance.nextInt(match.deals.size())));
    assertThat(match.verdict().duplicatedResults()).isEqualTo(1);
    assertThat(match.verdict().held()).isFalse();
  }

  @Test
  void aMoveInTwoRowsIsADuplicatedResultAndOneInNoneALostOne() {
    match.moves.set(0, match.moves.get(1));
    assertThat(match.verdict().duplicatedResults()).isEqualTo(1);
    assertThat(match.verdict().lostResults()).isEqualTo(1);
  }

  /** As at a table of one who was away: all that happened meanwhile is in the view alone. */
  @Test
  void whatNobodyWasToldSinceAllCameBackToAViewIsTakenFromWhoeverKnowsIt() {
    var all = Story.of(match.testimonies()).events().values();
    int quarter = match.heard.get(0).size() / 4;
    int from = quarter + chance.nextInt(quarter);
    int to = from + quarter;
    for (int seat = 0; seat < 4; seat++) {
      var heard = match.heard.get(seat);
      heard.subList(from, to).clear();
      heard.add(from, new Heard(to, 2, "{\"type\":\"view\",\"n\":" + to + "}"));
    }
    assertThat(match.verdict().complaints()).isNotEmpty();
    var verdict = match.verdict(all);
    assertThat(verdict.complaints()).isEmpty();
    assertThat(verdict.okMoves()).isEqualTo(verdict.ackedMoves());
  }

  @Test
  void whatNobodyWasToldAndNoViewCoversIsAGapWhoeverKnowsIt() {
    var all = Story.of(match.testimonies()).events().values();
    int at = match.frame(0, "card_played", chance);
    match.heard.forEach(heard -> heard.remove(at));
    assertThat(match.verdict(all).sequenceGaps()).isEqualTo(4);
  }

  private int line(String kind) {
    int at = chance.nextInt(match.log.size());
    while (!match.log.get(at).getString("t").equals(kind)) at = (at + 1) % match.log.size();
    return at;
  }

  private void change(int seat, Predicate<Sent> which, UnaryOperator<Sent> to) {
    var sent = match.sent.get(seat);
    int at = chance.nextInt(sent.size());
    while (!which.test(sent.get(at))) at = (at + 1) % sent.size();
    sent.set(at, to.apply(sent.get(at)));
  }

  private static Sent command(String type, int deal, String value, Outcome outcome,
      boolean contradicted) {
    return new Sent("doctored", type, deal, value, 1, 2, outcome, Optional.empty(), 2,
        contradicted);
  }
}
