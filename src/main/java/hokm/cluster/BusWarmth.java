package hokm.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first message between two JVMs takes about a second, for classes to load and connections to
 * open. It should not be a player's, so each node sends one to every other before it is ready.
 */
public final class BusWarmth {
  private static final Logger log = LoggerFactory.getLogger(BusWarmth.class);
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final long ANSWER_MILLIS = 2000;
  private static final long AGAIN_MILLIS = 200;

  private final Vertx vertx;
  private final HazelcastMembership membership;
  private final String self;
  private volatile boolean warm;

  BusWarmth(Vertx vertx, HazelcastMembership membership, String self) {
    this.vertx = vertx;
    this.membership = membership;
    this.self = self;
  }

  /** @return when others can reach this node, at control.&lt;node&gt;, which echoes */
  Future<Void> listen() {
    membership.onJoined(this::greet);
    return vertx.eventBus().<String>consumer("control." + self, word -> word.reply(word.body()))
        .completion();
  }

  /**
   * Sends a first message to every node that is present.
   *
   * @return when each has answered, is gone, or has let 10 s pass; never fails
   */
  public Future<Void> warmUp() {
    var greetings = membership.nodes().stream().map(this::greet).toList();
    return Future.join(greetings).<Void>mapEmpty().onSuccess(done -> warm = true);
  }

  /** Whether {@link #warmUp} is done. */
  public boolean warm() {
    return warm;
  }

  private Future<Void> greet(String node) {
    if (node.equals(self)) return Future.succeededFuture();
    return greet(node, System.nanoTime() + BOUND.toNanos());
  }

  // A node that has joined a moment ago may not listen yet, hence again.
  private Future<Void> greet(String node, long deadline) {
    var options = new DeliveryOptions().setSendTimeout(ANSWER_MILLIS);
    return vertx.eventBus().<String>request("control." + node, self, options)
        .<Void>mapEmpty()
        .recover(e -> {
          if (!membership.nodes().contains(node)) return Future.succeededFuture();
          if (System.nanoTime() - deadline > 0) {
            log.warn("Node {} got no answer from node {} over the event bus within {} s.", self,
                node, BOUND.toSeconds());
            return Future.succeededFuture();
          }
          return vertx.timer(AGAIN_MILLIS, TimeUnit.MILLISECONDS)
              .compose(passed -> greet(node, deadline));
        });
  }
}
