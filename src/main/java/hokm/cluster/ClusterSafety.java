package hokm.cluster;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what Hazelcast keeps, which is who listens to what, stands at two members. Two nodes that
 * are replaced one right after the other could take it away together; so one that comes is not
 * ready before it has seen it so.
 */
public final class ClusterSafety {
  private static final Logger log = LoggerFactory.getLogger(ClusterSafety.class);
  private static final long LOOK_MILLIS = 250;

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private volatile boolean seen;

  ClusterSafety(Vertx vertx, HazelcastInstance hazelcast) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
  }

  /** Looks until it has been so once. */
  public void watch() {
    // It asks the other members, and waits for them.
    vertx.executeBlocking(() -> hazelcast.getPartitionService().isClusterSafe(), false)
        .onFailure(e -> log.debug("It is not known whether the cluster is safe.", e))
        .onComplete(done -> {
          seen = done.succeeded() && done.result();
          if (!seen) vertx.setTimer(LOOK_MILLIS, again -> watch());
        });
  }

  /** Whether it has been so since this node came. */
  public boolean seen() {
    return seen;
  }
}
