package hokm.room;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds hosts that hang. A process that stands still keeps its connections, and the cluster is
 * patient with it; but it renews no lease. The same goes for one that is cut off from the store
 * alone, and neither can acknowledge anything.
 *
 * <p>After the store itself was away, or took no writes, all leases have run out, so it must have
 * been well for a while before one that is missing says anything about its node.
 */
final class LeaseWatch {

  private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  /** In a row. With the lease's own 2 s a host is given up 2.5 to 3.5 s after its last sign. */
  private static final int LOOKS = 3;
  private static final long STEADY_MILLIS = 3000;

  private final String node;
  private final NodeLeases leases;
  private final Membership membership;
  private final Edge edge;
  private final Consumer<String> hangs;
  /** Hosts that have had a lease: one that is still starting does not hang. */
  private final Set<String> known = new HashSet<>();
  private final Map<String, Integer> missed = new HashMap<>();
  private final Set<String> hung = new HashSet<>();
  private long steadySince;
  private boolean looking;

  /** @param hangs told of such a host, at each look again */
  LeaseWatch(String node, NodeLeases leases, Membership membership, Edge edge,
      Consumer<String> hangs) {
    this.node = node;
    this.leases = leases;
    this.membership = membership;
    this.edge = edge;
    this.hangs = hangs;
    this.steadySince = edge.timers().millis();
  }

  void start() {
    edge.timers().every(LOOK, this::look);
  }

  private void look() {
    if (looking) return;
    looking = true;
    var others = membership.hosts().stream().filter(host -> !host.equals(node)).toList();
    known.retainAll(others);
    missed.keySet().retainAll(others);
    hung.retainAll(others);
    edge.timers().here(alive(others))
        .onComplete(done -> looking = false)
        .onSuccess(alive -> seen(others, alive))
        .onFailure(unavailable -> unsteady());
  }

  /** The store does not answer, or does not take this node's own lease. */
  void unsteady() {
    steadySince = edge.timers().millis();
    missed.clear();
  }

  private Future<List<Boolean>> alive(List<String> hosts) {
    return Future.all(hosts.stream().map(leases::alive).toList()).map(all -> all.list());
  }

  private void seen(List<String> hosts, List<Boolean> alive) {
    for (int i = 0; i < hosts.size(); i++) {
      var host = hosts.get(i);
      if (alive.get(i)) {
        known.add(host);
        missed.remove(host);
        if (hung.remove(host)) LOG.info("Node {} finds that node {} goes on.", node, host);
      } else if (known.contains(host)) {
        missing(host);
      }
    }
  }

  private void missing(String host) {
    int looks = missed.merge(host, 1, Integer::sum);
    if (looks < LOOKS || edge.timers().millis() - steadySince < STEADY_MILLIS) return;
    if (hung.add(host)) {
      LOG.warn("Node {} finds that node {} is present but renews its lease no more; its rooms are"
          + " taken over.", node, host);
    }
    hangs.accept(host);
  }
}
