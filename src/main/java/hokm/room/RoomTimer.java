package hokm.room;

import hokm.protocol.StopCause;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.TimeGivenBack;
import hokm.protocol.TimeLeft;
import hokm.room.TurnClock.Limits;
import hokm.rules.Match;
import hokm.rules.Phase;
import hokm.rules.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/**
 * A room's {@link TurnClock}, the one timer that is armed from it, and what it owes to those whom
 * an outage kept waiting.
 */
final class RoomTimer {

  /** Outages in a turn that are told one by one; more than these are given back all the same. */
  private static final int MOST_OWED = 8;

  private final RoomSettings settings;
  private final Timers timers;
  private final Runnable awake;
  private final Predicate<Seat> cutOff;
  private final LongConsumer timeUp;
  private final TurnClock clock;
  private final Map<Seat, Long> awaySince = new EnumMap<>(Seat.class);
  private final List<TableEvent> owed = new ArrayList<>();
  private RoomState state;
  private long timer = -1;
  private long fires;
  private boolean ended;
  private boolean waits;

  /**
   * @param cutOff whether a seat may have lost its socket by our fault and not be back yet
   * @param timeUp told the number of the newest event when what followed it took too long
   */
  RoomTimer(Surroundings around, RoomState state, Predicate<Seat> cutOff,
      LongConsumer timeUp) {
    this.cutOff = cutOff;
    this.settings = around.settings();
    this.timers = around.timers();
    this.awake = around.awake();
    this.timeUp = timeUp;
    this.state = state;
    this.clock = new TurnClock(timers.millis());
  }

  /** After each change of the room; before the first nothing is awaited. @param told with it */
  void follow(RoomState next, List<TableEvent> told) {
    state = next;
    if (!owed.isEmpty()) owed.removeIf(each -> told.stream().anyMatch(event -> event == each));
    noticeAway();
    state.now().match().ifPresentOrElse(this::await, clock::awaitNothing);
    arm();
    look();
  }

  /**
   * Whether the seat in turn can be reached: until it is back or counts as away, the clock stands.
   *
   * @return whether it had stood and runs again
   */
  boolean look() {
    boolean lost = state.now().match().flatMap(Match::turn).filter(cutOff)
        .filter(seat -> state.now().occupants().at(seat).connected()).isPresent();
    if (lost == waits) return false;
    waits = lost;
    if (lost) stop(StopCause.GATEWAY_LOST);
    return !lost && go(StopCause.GATEWAY_LOST);
  }

  private void noticeAway() {
    for (Seat seat : Seat.values()) {
      boolean away = state.now().human(seat) && !state.now().occupants().at(seat).connected();
      if (away) awaySince.putIfAbsent(seat, clock.ran(timers.millis()));
      else awaySince.remove(seat);
    }
  }

  private void await(Match match) {
    // A salt makes another match of it, but does not set the deal's pause back.
    Object what = match.phase() == Phase.PREPARING ? match.secret() : match;
    limits(match, what).ifPresentOrElse(limits -> clock.await(what, limits, timers.millis()),
        clock::awaitNothing);
  }

  private Optional<Limits> limits(Match match, Object what) {
    if (match.winner().isPresent()) return Optional.of(new Limits(settings.linger()));
    if (match.phase() == Phase.PREPARING) return Optional.of(new Limits(settings.dealPause()));
    return match.turn().map(seat -> {
      if (!state.now().human(seat)) {
        return new Limits(BotPace.of(match.seenBy(seat), settings.botDelay()));
      }
      return awaySince.containsKey(seat) ? awayLimits(seat, what)
          : new Limits(settings.turn(), bank(seat));
    });
  }

  private Duration bank(Seat seat) {
    var left = settings.bank().minusMillis(state.times().fromBank().at(seat));
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Nobody waits longer for one who is away than for one who thinks, and at last not at all. */
  private Limits awayLimits(Seat seat, Object what) {
    long now = timers.millis();
    var own = clock.used(what, now).plus(settings.away())
        .minusMillis(clock.ran(now) - awaySince.get(seat));
    if (own.compareTo(settings.turn()) > 0) own = settings.turn();
    return new Limits(own.compareTo(settings.botDelay()) > 0 ? own : settings.botDelay());
  }

  /** From now on the time is charged to nobody, until {@link #go} ends the same cause. */
  void stop(StopCause cause) {
    clock.stop(cause, timers.millis());
    arm();
  }

  /** @return whether it had stood and runs again */
  boolean go(StopCause cause) {
    var stood = clock.go(cause, timers.millis());
    stood.ifPresent(stop -> giveBack(stop.cause(), stop.time()));
    arm();
    return stood.isPresent();
  }

  /** The loop could do nothing for that long, and time ran on. */
  void stoodStill(Duration time) {
    giveBack(StopCause.OWNER_PAUSED, clock.forgive(time, timers.millis()));
    arm();
  }

  /** Only a player who was in turn has been given anything; it is told with the next save. */
  void giveBack(StopCause cause, Duration time) {
    if (time.toMillis() <= 0 || owed.size() >= MOST_OWED) return;
    state.now().match().flatMap(Match::turn).filter(state.now()::human)
        .ifPresent(seat -> owed.add(new TimeGivenBack(seat, cause, time.toMillis())));
  }

  /** What the clock has run so far. */
  long ran() {
    return clock.ran(timers.millis());
  }

  /** For judging a command that came when the clock had run so far. */
  Moment moment(long ran) {
    return new Moment(timers.now(), clock.fromBank(ran), List.copyOf(owed));
  }

  TimeLeft left() {
    long now = timers.millis();
    return new TimeLeft(clock.left(now), clock.bankLeft(now));
  }

  /** For good. */
  void end() {
    ended = true;
    arm();
  }

  /** A timer that comes too early arms the next, so one that is there already may do. */
  private void arm() {
    long now = timers.millis();
    var due = ended ? Optional.<Duration>empty() : clock.dueIn(now);
    if (timer >= 0 && due.isPresent() && fires <= now + due.get().toMillis()) return;
    if (timer >= 0) timers.cancel(timer);
    timer = -1;
    due.ifPresent(in -> {
      fires = now + in.toMillis();
      timer = timers.after(in, this::due);
    });
  }

  /** A timer that comes late may be the first to run after the loop stood still. */
  private void due() {
    timer = -1;
    awake.run();
    if (clock.dueIn(timers.millis()).filter(Duration::isZero).isPresent()) {
      timeUp.accept(state.last());
    } else if (timer < 0) {
      arm();
    }
  }
}
