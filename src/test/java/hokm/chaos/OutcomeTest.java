package hokm.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.chaos.Outcome.Strike;
import hokm.witness.ToldMatch;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class OutcomeTest {

  private static final long SECOND = 1_000_000_000L;
  private final Totals totals = new Totals(complaint -> { });

  @Test
  void aCampaignHoldsWhenItsMatchesDoAndNobodyComplained() {
    assertThat(outcome().held()).as("without a match nothing was shown").isFalse();
    totals.add("K7M2QX", ToldMatch.of(1).verdict(), List.of());
    assertThat(outcome().held()).isTrue();
    assertThat(outcome().json().getBoolean("passed")).isTrue();
    assertThat(outcome().text()).contains("Everything held.");
  }

  @Test
  void oneComplaintOfAnyoneIsEnoughToFail() {
    totals.add("K7M2QX", ToldMatch.of(1).verdict(), List.of("The referee shakes its head."));
    assertThat(outcome().held()).isFalse();
    assertThat(outcome().text())
        .contains("! Room K7M2QX: The referee shakes its head.", "Not everything held.");
  }

  @Test
  void aMatchThatDidNotHoldFailsTheCampaign() {
    var match = ToldMatch.of(2);
    match.deals.remove(0);
    totals.add("K7M2QX", match.verdict(), List.of());
    assertThat(outcome().held()).isFalse();
    assertThat(outcome().json().getJsonObject("found").getLong("lostResults")).isEqualTo(1);
  }

  @Test
  void whatMovesWaitedIsToldForTheFaultThatWasUnderWay() {
    var strike = outcome().strikes().get(0);
    assertThat(outcome().during(strike)).isEqualTo(new Outcome.Waits(2, 100, 3000, 3000, 3000));
  }

  @Test
  void thePageIsWholeAndNamesWhatDidNotHold() throws Exception {
    totals.complain("A <move> was lost & gone.");
    var page = new Page(outcome()).html();
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(
        new InputSource(new StringReader(page.replace("<!DOCTYPE html>", ""))));
    assertThat(page).contains("A &lt;move&gt; was lost &amp; gone.", "node1-abcdef", "<svg");
  }

  /** One fault from second 10 to 20; two of four moves wait meanwhile. */
  private Outcome outcome() {
    var moves = new ArrayList<Pulse.Move>();
    moves.add(move(5, 0.1));
    moves.add(move(9, 3));
    moves.add(move(15, 0.1));
    moves.add(move(25, 0.1));
    var plan = new Plan(1, Duration.ofMinutes(1), 4, Duration.ofMillis(10),
        Plan.PATIENCE, EnumSet.allOf(Fault.class), true);
    return new Outcome(plan, 0, 300 * SECOND, List.of(new Strike(Fault.KILL, "node1-abcdef",
        "K7M2QX", "in deal 1", 10 * SECOND, 20 * SECOND)), moves, totals, List.of());
  }

  private static Pulse.Move move(int second, double seconds) {
    return new Pulse.Move(second * SECOND, (long) ((second + seconds) * SECOND));
  }
}
