package hokm.witness;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The time that something has in all; whoever waits, waits no longer than that. */
public final class Bound {

  /** Something did not come in its time; the message says what. */
  public static final class Late extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Late(String message) {
      super(message, null, false, false);
    }
  }

  private final long endNanos;

  public Bound(Duration all) {
    endNanos = System.nanoTime() + all.toNanos();
  }

  /** @param what a sentence without its full stop, for when it is late */
  public <T> T await(Future<T> future, Duration most, String what) {
    return await(future.toCompletionStage().toCompletableFuture(), most, what);
  }

  public <T> T await(CompletableFuture<T> future, Duration most, String what) {
    try {
      return future.get(left(most), TimeUnit.NANOSECONDS);
    } catch (TimeoutException late) {
      throw late(what, most);
    } catch (ExecutionException failed) {
      throw new Late(what + ": " + failed.getCause().getMessage());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Late("Stopped.");
    }
  }

  /** Looks every so often until it is so. */
  public void until(BooleanSupplier so, Duration every, Duration most, String what) {
    long end = System.nanoTime() + left(most);
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - end > 0 || Thread.currentThread().isInterrupted()) {
        throw late(what, most);
      }
      LockSupport.parkNanos(every.toNanos());
    }
  }

  private long left(Duration most) {
    return Math.max(1, Math.min(most.toNanos(), endNanos - System.nanoTime()));
  }

  private Late late(String what, Duration most) {
    boolean all = System.nanoTime() - endNanos >= 0;
    return new Late(what + (all ? " before the whole time was up."
        : " within " + most.toSeconds() + " s."));
  }
}
