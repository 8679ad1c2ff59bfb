package hokm.health;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How late each event loop gets to what it was asked to do at some time; it ends with the loop. */
final class LoopDelay {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(100);
  private static final Duration[] DELAYS = {Duration.ofMillis(1), Duration.ofMillis(2),
      Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(20), Duration.ofMillis(50),
      Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
      Duration.ofSeconds(1), Duration.ofMillis(2500)};

  private final Timer delays;

  private LoopDelay(MeterRegistry to) {
    delays = Timer.builder("hokm.event.loop.delay").serviceLevelObjectives(DELAYS)
        .description("how much later than asked each event loop got to a timer").register(to);
  }

  static void probe(Vertx vertx, MeterRegistry to) {
    var delay = new LoopDelay(to);
    for (EventExecutor loop : ((VertxInternal) vertx).nettyEventLoopGroup()) delay.again(loop);
  }

  private void again(EventExecutor loop) {
    if (loop.isShuttingDown()) return;
    long due = System.nanoTime() + PERIOD;
    loop.schedule(() -> {
      delays.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
      again(loop);
    }, PERIOD, TimeUnit.NANOSECONDS);
  }
}
