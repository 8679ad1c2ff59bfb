package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Waits that have an end. */
public final class Patience {

  private Patience() {}

  /**
   * The same answer on the event loop of the caller, and so is what comes instead when it is late.
   * {@link Future#timeout} goes on in a thread that is no event loop, if the future has no context.
   *
   * @return fails with {@link TimeoutException} after the time
   */
  public static <T> Future<T> within(Vertx vertx, Duration time, Future<T> answer) {
    var here = vertx.getOrCreateContext();
    Promise<T> known = Promise.promise();
    long late = vertx.setTimer(time.toMillis(), due -> known.tryFail(
        new TimeoutException("There was no answer within " + time.toMillis() + " ms.")));
    answer.onComplete(done -> here.runOnContext(go -> {
      vertx.cancelTimer(late);
      if (done.succeeded()) known.tryComplete(done.result());
      else known.tryFail(done.cause());
    }));
    return known.future();
  }
}
