package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.bots.BotPool.Outcome;
import hokm.protocol.BotLevel;
import hokm.room.BotPlayer;
import hokm.room.ManualTimers;
import hokm.rules.Card;
import hokm.rules.Command;
import hokm.rules.Scenario;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotPoolTest {

  private static final Command NORMAL = new Command.PlayCard(Seat.SOUTH, Card.of("2S"));
  private static final Command HARD = new Command.PlayCard(Seat.SOUTH, Card.of("4S"));
  private static final SeatView CHOICE = Scenario.hands(Seat.SOUTH, "2S 4S", "9D", "KS", "AS")
      .trump(Seat.SOUTH, Suit.HEARTS).match().seenBy(Seat.SOUTH);

  private final CountDownLatch thought = new CountDownLatch(1);
  private final ManualTimers timers = new ManualTimers();
  private final BotPool pool = new BotPool(new BotSettings(1), new RandomBot(1), new Slow());

  /** Plays its highest card when the test says so. */
  private final class Slow implements BotPlayer {
    @Override
    public Suit trump(SeatView view) {
      throw new IllegalStateException("It can't name a trump.");
    }

    @Override
    public boolean throwIn(SeatView view) {
      return false;
    }

    @Override
    public Card play(SeatView view) {
      try {
        thought.await();
      } catch (InterruptedException closed) {
        throw new IllegalStateException(closed);
      }
      return view.legal().get(view.legal().size() - 1);
    }
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private Future<Command> hard() {
    return pool.act(BotLevel.HARD, CHOICE, timers);
  }

  @Test
  void aHardBotThinksElsewhereAndItsActComesLater() {
    var act = hard();
    assertThat(act.isComplete()).isFalse();
    thought.countDown();
    await().until(act::isComplete);
    assertThat(act.result()).isEqualTo(HARD);
    assertThat(pool.count(Outcome.THOUGHT)).isEqualTo(1);
    timers.pass(BotPool.DEADLINE.multipliedBy(2));
    assertThat(pool.count(Outcome.LATE)).isZero();
  }

  @Test
  void whoseThinkingTakesTooLongPlaysAsANormalOne() {
    var act = hard();
    timers.pass(BotPool.DEADLINE.minusMillis(1));
    assertThat(act.isComplete()).isFalse();
    timers.pass(BotPool.DEADLINE);
    assertThat(act.result()).isEqualTo(NORMAL);
    assertThat(pool.count(Outcome.LATE)).isEqualTo(1);
    assertThat(pool.count(Outcome.THOUGHT)).isZero();
  }

  @Test
  void whenTooManyThinkTheNextPlaysAsANormalOneAtOnce() {
    List<Future<Command>> acts = new ArrayList<>();
    for (int i = 0; i < 51; i++) acts.add(hard());
    assertThat(acts).noneMatch(Future::isComplete);
    assertThat(hard().result()).isEqualTo(NORMAL);
    assertThat(pool.count(Outcome.FULL)).isEqualTo(1);
    thought.countDown();
    await().until(() -> acts.stream().allMatch(Future::isComplete));
    assertThat(acts).allMatch(act -> act.result().equals(HARD));
  }

  @Test
  void whoCantThinkOfAnythingActsAsANormalOne() {
    var five = Scenario.hands(Seat.SOUTH, "2S 3S 4S 5S QD").match().seenBy(Seat.SOUTH);
    var act = pool.act(BotLevel.HARD, five, timers);
    await().until(act::isComplete);
    assertThat(act.result()).isEqualTo(new Command.NameTrump(Seat.SOUTH, Suit.SPADES));
    assertThat(pool.count(Outcome.FAILED)).isEqualTo(1);
  }

  @Test
  void theOthersAndWhoHasNoChoiceAnswerAtOnce() {
    assertThat(pool.act(BotLevel.NORMAL, CHOICE, timers).result()).isEqualTo(NORMAL);
    assertThat(pool.act(BotLevel.EASY, CHOICE, timers).isComplete()).isTrue();
    var single = Scenario.hands(Seat.SOUTH, "2S", "9D", "KS", "AS")
        .trump(Seat.SOUTH, Suit.HEARTS).match().seenBy(Seat.SOUTH);
    assertThat(pool.act(BotLevel.HARD, single, timers).result()).isEqualTo(NORMAL);
  }
}
