package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hokm.rules.Scenario;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimedTest {

  @Test
  void theMeanAndTheSlowestAreTold() {
    var view = Scenario.hands(Seat.SOUTH, "2S").trump(Seat.SOUTH, Suit.SPADES).match()
        .seenBy(Seat.SOUTH);
    var clock = new ArrayDeque<>(List.of(0L, 1000L, 0L, 1000L, 0L, 1000L, 0L, 9000L));
    var timed = new Timed(new NormalBot(), clock::remove);
    for (int i = 0; i < 4; i++) timed.play(view);
    assertThat(timed.meanMicros()).isEqualTo(3);
    assertThat(timed.micros(0.75)).isCloseTo(1, within(0.02));
    assertThat(timed.micros(0.99)).isCloseTo(9, within(0.2));
  }
}
