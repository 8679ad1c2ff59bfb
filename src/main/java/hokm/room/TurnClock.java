package hokm.room;

import hokm.protocol.StopCause;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

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

  /** Of a turn whose limits are changed under it. */
  private static final long LEAST_LEFT = 1000;

  private final Map<StopCause, Long> stopped = new EnumMap<>(StopCause.class);
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
    ran = ran(now);
    since = now;
    stopped.putIfAbsent(cause, now);
  }

  /** @return how long this cause lasted; zero when it did not stop the clock */
  Duration go(StopCause cause, long now) {
    ran = ran(now);
    since = now;
    var began = stopped.remove(cause);
    return Duration.ofMillis(began == null ? 0 : now - began);
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

  /** What this turn has taken from the bank. */
  Duration fromBank(long now) {
    return awaited == null ? Duration.ZERO
        : Duration.ofMillis(Math.min(bank, Math.max(0, used(now) - own)));
  }

  private static Duration atLeastZero(long millis) {
    return Duration.ofMillis(Math.max(0, millis));
  }

  private long used(long now) {
    return ran(now) - from;
  }

  private long ran(long now) {
    return stopped.isEmpty() ? ran + now - since : ran;
  }
}
