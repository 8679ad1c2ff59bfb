package hokm.cluster;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.spi.VertxMetricsFactory;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** A Vert.x whose event bus reaches every node of the cluster. */
public final class ClusterVertx {
  private ClusterVertx() {}

  /**
   * Blocks for the look-up of the host's address, so not for an event loop.
   *
   * @param node this run's id
   * @param rooms whether it runs game rooms
   * @param metrics null for none
   * @return fails with {@link ClusterUnavailable} when an address or port can't be used
   */
  public static Future<Started> start(ClusterSettings settings, String node, boolean rooms,
      VertxOptions base, VertxMetricsFactory metrics) {
    ClusterSettings numeric;
    Peer self;
    try {
      numeric = settings.at(address(settings.host()), address(settings.busHost()));
      self = new Peer(node, rooms, numeric.busHost(), busPort(numeric));
    } catch (IOException e) {
      return Future.failedFuture(unavailable(settings, node, e));
    }
    var config = HazelcastConfig.of(numeric, self);
    var clusterManager = new HazelcastClusterManager(config);
    // A copy of options keeps of the metrics' own only that they are wanted.
    var options = new VertxOptions(base).setMetricsOptions(base.getMetricsOptions())
        .setFileSystemOptions(plainFiles())
        .setEventBusOptions(HazelcastConfig.bus(config, self, settings.busTls()));
    var builder = Vertx.builder().with(options).withClusterManager(clusterManager);
    if (metrics != null) builder.withMetrics(metrics);
    return builder.buildClustered()
        .recover(e -> Future.failedFuture(unavailable(settings, node, e)))
        .compose(vertx -> {
          var membership =
              new HazelcastMembership(vertx, clusterManager.getHazelcastInstance(), node,
                  settings.busTls());
          var warmth = new BusWarmth(vertx, membership, node);
          var safety = new ClusterSafety(vertx, clusterManager.getHazelcastInstance());
          var started = new Started(vertx, membership, warmth, safety);
          return warmth.listen().map(started).onFailure(e -> started.close());
        });
  }

  /** Otherwise each process makes a folder for copies of its resources, and leaves it if killed. */
  private static FileSystemOptions plainFiles() {
    return new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false);
  }

  /** Peers must be able to use it when the name's server or the name itself is gone. */
  private static String address(String host) throws IOException {
    return InetAddress.getByName(host).getHostAddress();
  }

  // A member's attributes are fixed as it joins, before the bus listens: any port is chosen here.
  private static int busPort(ClusterSettings settings) throws IOException {
    if (settings.busPort() != 0) return settings.busPort();
    try (var free = new ServerSocket(0, 1, InetAddress.getByName(settings.busHost()))) {
      return free.getLocalPort();
    }
  }

  private static ClusterUnavailable unavailable(ClusterSettings settings, String node,
      Throwable cause) {
    return new ClusterUnavailable("Node " + node + " could not join its cluster from "
        + settings.host() + ":" + settings.port() + " with its event bus at " + settings.busHost()
        + ":" + settings.busPort() + ": HOKM_CLUSTER_HOST and HOKM_BUS_HOST must be addresses of"
        + " this machine and HOKM_CLUSTER_PORT and HOKM_BUS_PORT free there ("
        + cause.getMessage() + ").", cause);
  }

  /** A node in its cluster. */
  public record Started(Vertx vertx, HazelcastMembership membership, BusWarmth warmth,
      ClusterSafety safety) {

    /** Leaves the cluster. The others see a node that is gone and whose bus refuses. */
    public Future<Void> close() {
      membership.close();
      return vertx.close();
    }
  }
}
