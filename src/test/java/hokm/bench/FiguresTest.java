package hokm.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FiguresTest {

  private static final Reading SECOND = new Reading(1_000_000_000L, 500_000_000L, 0, 0,
      new RedisInfo.Counts(0, 0, 0, 0));

  private static Side side(String name) {
    return new Side(name, new InetSocketAddress("127.0.0.1", 1), OptionalLong.empty(),
        name.equals("node"));
  }

  private static Tally tally(int sent, int heard, int accepted, long millis) {
    var tally = new Tally();
    for (int i = 0; i < sent; i++) tally.sent(0);
    for (int i = 0; i < heard; i++) tally.heard(millis * 1_000_000);
    tally.accepted = accepted;
    return tally;
  }

  private static Figures figures(String side, Tally tally) {
    return new Figures(side(side), new Pace(1000), tally, SECOND, 0);
  }

  @Test
  void aMoveThatNotAllHeardOrThatWasNotAcceptedIsMissed() {
    assertThat(figures("node", tally(2, 2, 2, 1)).whole()).isTrue();
    assertThat(figures("node", tally(0, 0, 0, 1)).whole()).isFalse();
    assertThat(figures("node", tally(2, 1, 2, 1)).whole()).isFalse();
    assertThat(figures("node", tally(2, 2, 1, 1)).whole()).isFalse();
    assertThat(figures("baseline", tally(2, 2, 0, 1)).whole()).isTrue();
  }

  @Test
  void aGapInTheNumbersIsMissed() {
    var tally = tally(2, 2, 2, 1);
    tally.gaps++;
    assertThat(figures("node", tally).whole()).isFalse();
  }

  @Test
  void aLateGeneratorIsTold() {
    var tally = tally(1, 2, 2, 1);
    assertThat(figures("node", tally).text()).doesNotContain("late:");
    tally.sent(5_000_000);
    assertThat(figures("node", tally).text()).contains("The generator was late: by 5.0 ms");
  }

  @Test
  void sidesAreComparedByTheMedianOfWhatWasMeasuredInTurn() {
    var compared = Comparison.of(List.of(
        figures("node", tally(4, 4, 4, 30)), figures("baseline", tally(4, 4, 0, 10)),
        figures("node", tally(4, 4, 4, 20)), figures("baseline", tally(4, 4, 0, 10)),
        figures("node", tally(4, 4, 4, 90)), figures("baseline", tally(4, 4, 0, 10))));
    assertThat(compared.orElseThrow().p50()).isCloseTo(3, within(0.01));
    assertThat(compared.orElseThrow().cpu()).isCloseTo(1, within(0.01));
    assertThat(Comparison.of(List.of(figures("node", tally(1, 1, 1, 1))))).isEmpty();
  }

  @Test
  void aRateIsKeptToTheMoveHoweverLongItIsKept() {
    var pace = Pace.of("5000");
    assertThat(pace.nanos(5000L * 3600)).isEqualTo(3_600_000_000_000L);
    assertThat(pace.moves(3_600_000_000_000L)).isEqualTo(5000L * 3600);
    assertThat(pace.nanos(1)).isEqualTo(200_000);
    assertThat(Pace.of("max").max()).isTrue();
  }
}
