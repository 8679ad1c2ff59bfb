package hokm.room;

import hokm.protocol.StopCause;
import hokm.room.TurnClock.Limits;
import hokm.rules.Match;
import hokm.rules.Phase;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongConsumer;

/** A room's {@link TurnClock} and the one timer that is armed from it. */
final class RoomTimer {

  private final RoomSettings settings;
  private final Timers timers;
  private final LongConsumer timeUp;
  private final TurnClock clock;
  private RoomState state;
  private long timer = -1;
  private boolean ended;

  /** @param timeUp told the number of the newest event when what followed it took too long */
  RoomTimer(RoomSettings settings, Timers timers, RoomState state, LongConsumer timeUp) {
    this.settings = settings;
    this.timers = timers;
    this.timeUp = timeUp;
    this.state = state;
    this.clock = new TurnClock(timers.millis());
  }

  /** After each change of the room; before the first nothing is awaited. */
  void follow(RoomState next) {
    state = next;
    state.now().match().ifPresentOrElse(match ->
        limits(match).ifPresentOrElse(limits -> clock.await(match, limits, timers.millis()),
            clock::awaitNothing), clock::awaitNothing);
    arm();
  }

  private Optional<Limits> limits(Match match) {
    if (match.winner().isPresent()) return Optional.of(new Limits(settings.linger()));
    if (match.phase() == Phase.PREPARING) return Optional.of(new Limits(settings.dealPause()));
    return match.turn().map(seat -> {
      var occupant = state.now().occupants().at(seat);
      if (occupant.bot()) return new Limits(settings.botDelay());
      return new Limits(occupant.connected() ? settings.turn() : settings.away());
    });
  }

  /** From now on the time is charged to nobody, until {@link #go} ends the same cause. */
  void stop(StopCause cause) {
    clock.stop(cause, timers.millis());
    arm();
  }

  void go(StopCause cause) {
    clock.go(cause, timers.millis());
    arm();
  }

  /** What the seat in turn has left; absent when no clock runs. */
  Optional<Duration> left() {
    return clock.left(timers.millis());
  }

  /** For good. */
  void end() {
    ended = true;
    arm();
  }

  private void arm() {
    if (timer >= 0) timers.cancel(timer);
    timer = -1;
    if (ended) return;
    long of = state.last();
    clock.dueIn(timers.millis()).ifPresent(due -> timer = timers.after(due, () -> {
      timer = -1;
      timeUp.accept(of);
    }));
  }
}
