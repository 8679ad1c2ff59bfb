package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RehearsalTest {

  private static final class Counting implements BotPlayer {
    private final BotPlayer lowest = new LowestCard();
    private int cards;

    @Override
    public Suit trump(SeatView view) {
      return lowest.trump(view);
    }

    @Override
    public boolean throwIn(SeatView view) {
      return lowest.throwIn(view);
    }

    @Override
    public Card play(SeatView view) {
      cards++;
      return lowest.play(view);
    }
  }

  @Test
  void aMatchIsPlayedToItsEndUnlessTheTimeIsUp() {
    var counting = new Counting();
    Rehearsal.play(counting, Duration.ofMinutes(1));
    assertThat(counting.cards).as("seven deals of seven tricks at least").isGreaterThan(7 * 28);
    var cut = new Counting();
    Rehearsal.play(cut, Duration.ZERO);
    assertThat(cut.cards).isZero();
  }
}
