package hokm.room;

import static hokm.protocol.StopCause.MOVED;
import static hokm.protocol.StopCause.STORE_AWAY;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.TurnClock.Limits;
import hokm.room.TurnClock.Stop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A turn of 30 s with a bank of 60 s behind it, unless a test says otherwise. */
class TurnClockTest {

  private static final Limits TURN = new Limits(seconds(30), seconds(60));

  private final TurnClock clock = new TurnClock(0);

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  private static long at(long second) {
    return second * 1000;
  }

  @Test
  void theBankIsUsedOnlyWhenTheOwnTimeIsOver() {
    clock.await("turn", TURN, at(0));
    assertThat(clock.left(at(29))).contains(seconds(1));
    assertThat(clock.fromBank(clock.ran(at(30)))).isZero();
    assertThat(clock.left(at(40))).contains(Duration.ZERO);
    assertThat(clock.fromBank(clock.ran(at(40)))).isEqualTo(seconds(10));
    assertThat(clock.bankLeft(at(40))).contains(seconds(50));
    assertThat(clock.dueIn(at(40))).contains(seconds(50));
  }

  @Test
  void theTimeIsUpWhenBothAreGoneAndNoMoreIsTakenThanTheBankHolds() {
    clock.await("turn", TURN, at(0));
    assertThat(clock.dueIn(at(90))).contains(Duration.ZERO);
    assertThat(clock.fromBank(clock.ran(at(500)))).isEqualTo(seconds(60));
  }

  @Test
  void nothingIsChargedWhileItStands() {
    clock.await("turn", TURN, at(0));
    clock.stop(MOVED, at(10));
    assertThat(clock.dueIn(at(500))).isEmpty();
    assertThat(clock.left(at(500))).isEmpty();
    assertThat(clock.go(MOVED, at(1000))).contains(new Stop(MOVED, seconds(990)));
    assertThat(clock.left(at(1000))).contains(seconds(20));
    assertThat(clock.fromBank(clock.ran(at(1010)))).isZero();
  }

  @Test
  void itStandsUntilTheLastCauseIsOver() {
    clock.await("turn", TURN, at(0));
    clock.stop(STORE_AWAY, at(1));
    clock.stop(MOVED, at(2));
    clock.stop(MOVED, at(3));
    assertThat(clock.go(STORE_AWAY, at(4))).isEmpty();
    assertThat(clock.dueIn(at(4))).isEmpty();
    assertThat(clock.go(MOVED, at(6))).contains(new Stop(STORE_AWAY, seconds(5)));
    assertThat(clock.left(at(6))).contains(seconds(29));
  }

  @Test
  void whatDidNotStopItDoesNotSetItGoing() {
    clock.await("turn", TURN, at(0));
    clock.stop(MOVED, at(1));
    assertThat(clock.go(STORE_AWAY, at(9))).isEmpty();
    assertThat(clock.dueIn(at(9))).isEmpty();
  }

  @Test
  void aTurnThatBeginsWhileItStandsHasItsWholeTimeAfterwards() {
    clock.stop(STORE_AWAY, at(0));
    clock.await("turn", TURN, at(5));
    clock.go(STORE_AWAY, at(7));
    assertThat(clock.left(at(7))).contains(seconds(30));
  }

  @Test
  void comingsAndGoingsDoNotSetATurnBackAndTheNextTurnBeginsAnew() {
    clock.await("turn", TURN, at(0));
    clock.await("turn", new Limits(seconds(10)), at(2));
    assertThat(clock.left(at(2))).contains(seconds(8));
    clock.await("turn", TURN, at(3));
    assertThat(clock.left(at(3))).contains(seconds(27));
    clock.await("next", TURN, at(5));
    assertThat(clock.left(at(5))).contains(seconds(30));
  }

  @Test
  void aTurnWhoseLimitsAreCutIsLeftASecondAndNoMoreForBeingToldAgain() {
    clock.await("turn", TURN, at(0));
    clock.await("turn", new Limits(seconds(10)), at(20));
    assertThat(clock.dueIn(at(20))).contains(seconds(1));
    clock.await("turn", new Limits(seconds(10)), at(21));
    assertThat(clock.dueIn(at(21))).contains(Duration.ZERO);
    assertThat(clock.fromBank(clock.ran(at(21)))).isZero();
  }

  @Test
  void whatItRanInVainIsTakenBackButNoMoreThanTheTurnHasUsed() {
    clock.await("turn", TURN, at(0));
    assertThat(clock.forgive(seconds(8), at(20))).isEqualTo(seconds(8));
    assertThat(clock.left(at(20))).contains(seconds(18));
    assertThat(clock.forgive(seconds(50), at(25))).isEqualTo(seconds(17));
    assertThat(clock.left(at(25))).contains(seconds(30));
    clock.stop(MOVED, at(30));
    assertThat(clock.forgive(seconds(2), at(40))).isZero();
  }

  @Test
  void whereNothingIsAwaitedNothingIsDue() {
    clock.await("turn", TURN, at(0));
    clock.awaitNothing();
    assertThat(clock.dueIn(at(1))).isEmpty();
    assertThat(clock.left(at(1))).isEmpty();
  }
}
