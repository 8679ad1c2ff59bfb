package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Whether what an event loop hosts is surely still here. A loop that stood still for longer than
 * its node's lease may have left on the others can't know; a process that was stopped, or a machine
 * that slept, notices nothing but that its time has jumped. One event loop's.
 */
final class Certainty {

  private static final Duration TICK = Duration.ofMillis(500);
  /** Half of it more than a tick: less is the jitter of a busy loop. */
  private static final long STANDSTILL_MILLIS = 750;
  /** Less than the 1.5 s that a lease has left at the worst. */
  private static final long PAUSE_MILLIS = 1200;

  private final Timers timers;
  private final Supplier<Future<Void>> verify;
  private final Consumer<Duration> stoodStill;
  private Future<Void> certain = Future.succeededFuture();
  private long ticked;
  private boolean again;

  /**
   * @param verify asks the store about all rooms of the loop; fails when it does not answer
   * @param stoodStill told how long the loop could do nothing, as far as known
   */
  Certainty(Timers timers, Supplier<Future<Void>> verify, Consumer<Duration> stoodStill) {
    this.stoodStill = stoodStill;
    this.timers = timers;
    this.verify = verify;
    this.ticked = timers.millis();
  }

  void start() {
    timers.every(TICK, this::tick);
  }

  private void tick() {
    look();
    if (again) doubt();
  }

  /** To be called before anything is done that a loop which stood still must not do. */
  void look() {
    long since = timers.millis() - ticked;
    ticked += since;
    if (since > STANDSTILL_MILLIS) stoodStill.accept(Duration.ofMillis(since));
    if (since > PAUSE_MILLIS) doubt();
  }

  /** Nothing is certain until the store has been asked, and asked again if it does not answer. */
  void doubt() {
    if (!certain.isComplete()) return;
    again = false;
    Promise<Void> verified = Promise.promise();
    certain = verified.future();
    timers.here(verify.get()).onFailure(e -> again = true).onComplete(verified);
  }

  /** @return when the rooms may be asked; fails while the store can't be */
  Future<Void> certain() {
    look();
    return certain;
  }
}
