package hokm.room;

import hokm.protocol.StopCause;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How long whatever a room waits for may still take. Plain: it knows no time but what each call
 * brings, in milliseconds of a clock that nobody sets. It counts only the time in which it runs,
 * so what happens while it stands is charged to nobody.
 *
 * <p>A turn uses its own time first and then the bank behind it.
 */
final class TurnClock {

  /**
   * How long something may take.
   *
   * @param own used first
   * @param bank what is left of it, used when the own time is over
   */
  record Limits(Duration own, Duration bank) {
    Limits(Duration own) {
      this(own, Duration.ZERO);
    }
  }

  /** How long it stood. @param cause the first of all that overlapped */
  record Stop(StopCause cause, Duration time) {}

  /** Of a turn whose limits are changed under it. */
  private static final long LEAST_LEFT = 1000;

  private final Set<StopCause> stopped = EnumSet.noneOf(StopCause.class);
  private StopCause firstCause;
  private long ran;
  private long since;
  private Object awaited;
  private Limits limits;
  private long from;
  private long own;
  private long bank;

  TurnClock(long now) {
    since = now;
  }

  /**
   * What is awaited from now on. The same again keeps the time that it has used: comings and
   * goings do not set it back, they only change its limits and leave it a second at least.
   *
   * @param what known again by identity
   */
  void await(Object what, Limits limits, long now) {
    boolean same = what == awaited;
    if (same && limits.equals(this.limits)) return;
    if (!same) from = ran(now);
    awaited = what;
    this.limits = limits;
    own = limits.own().toMillis();
    bank = limits.bank().toMillis();
    if (!same || own + bank - used(now) >= LEAST_LEFT) return;
    own = used(now) + LEAST_LEFT;
    bank = 0;
  }

  void awaitNothing() {
    awaited = null;
  }

  /** Several causes may overlap; it stands until the last of them is over. */
  void stop(StopCause cause, long now) {
    if (stopped.isEmpty()) {
      ran = ran(now);
      since = now;
      firstCause = cause;
    }
    stopped.add(cause);
  }

  /** @return present when it had stood and runs again */
  Optional<Stop> go(StopCause cause, long now) {
    if (!stopped.remove(cause) || !stopped.isEmpty()) return Optional.empty();
    var stood = Duration.ofMillis(now - since);
    since = now;
    return Optional.of(new Stop(firstCause, stood));
  }

  /**
   * Takes time back that it ran though nobody could act.
   *
   * @return how much; no turn gets more than it has used
   */
  Duration forgive(Duration time, long now) {
    if (awaited == null || !stopped.isEmpty()) return Duration.ZERO;
    long back = Math.min(time.toMillis(), used(now));
    since += back;
    return Duration.ofMillis(back);
  }

  /** Until the time is up; absent while it stands or nothing is awaited. */
  Optional<Duration> dueIn(long now) {
    return awaited == null || !stopped.isEmpty() ? Optional.empty()
        : Optional.of(atLeastZero(own + bank - used(now)));
  }

  /** Of the turn's own time; absent while it stands or nothing is awaited. */
  Optional<Duration> left(long now) {
    return dueIn(now).map(due -> atLeastZero(own - used(now)));
  }

  /** It shrinks once the own time is over; absent where nothing stands behind that. */
  Optional<Duration> bankLeft(long now) {
    return awaited == null || bank == 0 ? Optional.empty()
        : Optional.of(Duration.ofMillis(bank).minus(fromBank(ran(now))));
  }

  /** What this turn had taken from the bank when the clock had {@link #ran} so far. */
  Duration fromBank(long then) {
    return awaited == null ? Duration.ZERO
        : Duration.ofMillis(Math.min(bank, Math.max(0, then - from - own)));
  }

  /** How long this has been awaited; zero when it is not. */
  Duration used(Object what, long now) {
    return Duration.ofMillis(what == awaited ? used(now) : 0);
  }

  private static Duration atLeastZero(long millis) {
    return Duration.ofMillis(Math.max(0, millis));
  }

  private long used(long now) {
    return ran(now) - from;
  }

  /** Milliseconds in all, those not counted in which it stood. */
  long ran(long now) {
    return stopped.isEmpty() ? ran + now - since : ran;
  }
}
