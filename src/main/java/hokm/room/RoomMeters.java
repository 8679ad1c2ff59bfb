package hokm.room;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What is counted of a node's rooms; docs/metrics.md says what each figure means. All meters are
 * made once, so that counting looks nothing up. Safe from any thread.
 */
public final class RoomMeters {

  private static final Duration[] SAVES = buckets(1, 2, 3, 5, 10, 25, 50, 100, 250, 500, 1000);
  private static final Duration[] ADOPTIONS =
      buckets(25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000);
  private static final Duration[] HOLDS = buckets(5, 10, 25, 50, 100, 250, 500, 1000, 2500);
  private static final Set<MoveCause> GIVEN =
      EnumSet.of(MoveCause.DRAIN, MoveCause.BALANCE, MoveCause.OPERATOR);

  private final Timer saves;
  private final Counter unanswered;
  private final Counter deposed;
  private final Counter full;
  private final Counter failures;
  private final Timer holds;
  private final Map<MoveCause, Counter> adoptions = new EnumMap<>(MoveCause.class);
  private final Map<MoveCause, Timer> adopting = new EnumMap<>(MoveCause.class);
  private final Map<MoveCause, Counter> handOvers = new EnumMap<>(MoveCause.class);

  public RoomMeters(MeterRegistry to) {
    saves = Timer.builder("hokm.save.duration").serviceLevelObjectives(SAVES)
        .description("a save, until Redis said that it has it").register(to);
    unanswered = Counter.builder("hokm.saves.unanswered")
        .description("saves that Redis did not answer in time or refused to take").register(to);
    deposed = Counter.builder("hokm.epoch.refusals")
        .description("writes of a deposed owner that Redis refused").register(to);
    full = Counter.builder("hokm.mailbox.full")
        .description("commands refused as too many waited for their room").register(to);
    failures = Counter.builder("hokm.room.failures")
        .description("rooms that went back to their last save after an error").register(to);
    holds = Timer.builder("hokm.hand.over.duration").serviceLevelObjectives(HOLDS)
        .description("how long a room was held still to be handed over").register(to);
    for (var cause : MoveCause.values()) {
      if (GIVEN.contains(cause)) handOvers.put(cause, given(to, cause));
      if (cause == MoveCause.CREATED || cause == MoveCause.PUT_BACK) continue;
      adoptions.put(cause, Counter.builder("hokm.adoptions").tag("cause", cause.word())
          .description("rooms that came to this node from another").register(to));
      adopting.put(cause, Timer.builder("hokm.adoption.duration").tag("cause", cause.word())
          .description("from when this node noticed until the room was served here")
          .serviceLevelObjectives(ADOPTIONS).register(to));
    }
  }

  private static Counter given(MeterRegistry to, MoveCause cause) {
    return Counter.builder("hokm.hand.overs").tag("cause", cause.word())
        .description("rooms that this node gave to another").register(to);
  }

  private static Duration[] buckets(long... millis) {
    var buckets = new Duration[millis.length];
    for (int i = 0; i < millis.length; i++) buckets[i] = Duration.ofMillis(millis[i]);
    return buckets;
  }

  /** Counts into nothing. */
  public static RoomMeters none() {
    return new RoomMeters(new CompositeMeterRegistry());
  }

  void saved(long nanos) {
    saves.record(nanos, TimeUnit.NANOSECONDS);
  }

  void unanswered() {
    unanswered.increment();
  }

  void deposed() {
    deposed.increment();
  }

  void mailboxFull() {
    full.increment();
  }

  void failed() {
    failures.increment();
  }

  void adopted(MoveCause cause, int rooms, long millis) {
    adoptions.get(cause).increment(rooms);
    var each = adopting.get(cause);
    for (int i = 0; i < rooms; i++) each.record(millis, TimeUnit.MILLISECONDS);
  }

  void handedOver(MoveCause cause, int rooms, long millis) {
    handOvers.get(cause).increment(rooms);
    for (int i = 0; i < rooms; i++) holds.record(millis, TimeUnit.MILLISECONDS);
  }
}
