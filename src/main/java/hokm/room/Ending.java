package hokm.room;

import io.vertx.core.Future;
import java.time.Duration;

/** How a room comes to its end: the store forgets it, and then its players are told. */
final class Ending {

  private static final Duration AGAIN = Duration.ofSeconds(1);

  private final Surroundings around;
  private final Lease lease;
  private final Audience audience;
  private final Runnable retire;
  private final Runnable reopen;
  private boolean begun;

  /** @param reopen is called a while after the store could not be reached; the room goes on */
  Ending(Surroundings around, Lease lease, Audience audience, Runnable retire,
      Runnable reopen) {
    this.around = around;
    this.lease = lease;
    this.audience = audience;
    this.retire = retire;
    this.reopen = reopen;
  }

  /** Whether nothing is judged any more. */
  boolean begun() {
    return begun;
  }

  /** While no save is under way. @param farewell the frame that tells it */
  Future<Void> begin(String farewell) {
    begun = true;
    return around.store().close(lease)
        .onSuccess(closed -> {
          audience.notice(Tell.Kind.CLOSED, farewell);
          retire.run();
        })
        .onFailure(failure -> {
          // Whoever has taken the room over tells its players what becomes of it.
          if (failure instanceof StoreUnavailable) around.timers().after(AGAIN, this::goOn);
          else retire.run();
        });
  }

  private void goOn() {
    begun = false;
    reopen.run();
  }
}
