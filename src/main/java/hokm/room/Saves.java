package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A room's saves under its lease. What the store does not answer is asked again until it does, for
 * whether it took the save is unknown; the same version twice is one save.
 */
final class Saves {

  private static final Duration FIRST_RETRY = Duration.ofMillis(50);
  private static final Duration LAST_RETRY = Duration.ofSeconds(1);

  /** A save that was not answered, and how to ask again. */
  private record Unknown(Runnable again, Promise<Void> outcome) {}

  private final RoomStore store;
  private final Timers timers;
  private final Lease lease;
  private final Consumer<Throwable> unanswered;
  private final Unkept unkept = new Unkept();
  private Optional<Unknown> unknown = Optional.empty();
  private boolean suspended;
  private boolean ended;

  /** @param unanswered told each time that the store does not answer */
  Saves(RoomStore store, Timers timers, Lease lease, Consumer<Throwable> unanswered) {
    this.store = store;
    this.timers = timers;
    this.lease = lease;
    this.unanswered = unanswered;
  }

  /** @return fails with {@link LostLease} when the room is another's */
  Future<Void> save(Decision.Commit commit) {
    return save(commit, SnapshotCodec.encode(commit.next()), FIRST_RETRY)
        .onSuccess(saved -> unkept.add(commit.outbox()));
  }

  private Future<Void> save(Decision.Commit commit, Buffer snapshot, Duration retry) {
    return store.save(lease, commit.next().version(), snapshot, commit.outbox())
        .recover(failure -> {
          if (!(failure instanceof StoreUnavailable) || ended) {
            return Future.failedFuture(failure);
          }
          unanswered.accept(failure);
          Promise<Void> outcome = Promise.promise();
          unknown = Optional.of(new Unknown(() ->
              save(commit, snapshot, longer(retry)).onComplete(outcome), outcome));
          timers.after(retry, this::again);
          return outcome.future();
        });
  }

  private static Duration longer(Duration retry) {
    var twice = retry.multipliedBy(2);
    return twice.compareTo(LAST_RETRY) < 0 ? twice : LAST_RETRY;
  }

  private void again() {
    if (suspended || unknown.isEmpty()) return;
    var again = unknown.get().again();
    unknown = Optional.empty();
    again.run();
  }

  /** The store is not asked again before {@link #carryOn}. */
  void suspend() {
    suspended = true;
  }

  boolean suspended() {
    return suspended && !ended;
  }

  void carryOn() {
    suspended = false;
    again();
  }

  /** For a store that has forgotten it. */
  Future<Void> putBack(RoomState state) {
    return store.save(lease, state.version(), SnapshotCodec.encode(state), unkept.entries());
  }

  /** PostgreSQL has this record, so the store need not be given it again. */
  void kept(Kept.Entry entry) {
    unkept.remove(entry);
  }

  /** The room is not here any more. */
  void end() {
    ended = true;
    unknown.ifPresent(save -> save.outcome().tryFail(new LostLease(lease.room())));
  }
}
