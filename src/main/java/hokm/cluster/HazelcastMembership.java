package hokm.cluster;

import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import hokm.room.Membership;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is in the Hazelcast cluster. Its list of members is compared with the last one when Hazelcast
 * tells of a change and every 200 ms as well: what tells may be held up, since vertx-hazelcast
 * blocks the thread that tells while it cleans up after a member.
 *
 * <p>Hazelcast takes a while to agree that a member is dead, the kernel of its machine does not. So
 * a connection on which nothing is said is held to each node's bus port; when it breaks and the
 * port refuses another, the node is gone, whether Hazelcast has noticed or not.
 */
public final class HazelcastMembership implements Membership, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HazelcastMembership.class);
  private static final int POLL_MILLIS = 200;
  private static final int REFUSAL_MILLIS = 300;
  private static final int HOLD_AGAIN_MILLIS = 500;
  /** Hazelcast has removed a dead member by then; one that it still lists lives after all. */
  private static final long DEAD_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Vertx vertx;
  private final HazelcastInstance hazelcast;
  private final String self;
  private final NetClient knocker;
  private final List<Gone> goneListeners = new CopyOnWriteArrayList<>();
  private final List<Consumer<String>> joinedListeners = new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(run -> {
    var thread = new Thread(run, "hokm-membership");
    thread.setDaemon(true);
    return thread;
  });
  /** Nodes whose bus refuses, and until when that outweighs what Hazelcast says. */
  private final Map<String, Long> dead = new ConcurrentHashMap<>();
  /** To each node's bus port; nothing is ever said on them. */
  private final Map<String, NetSocket> lines = new ConcurrentHashMap<>();
  private volatile Map<String, Peer> present;
  private volatile Set<String> hosts;
  private volatile boolean closed;

  HazelcastMembership(Vertx vertx, HazelcastInstance hazelcast, String self,
      Optional<BusTls> tls) {
    this.vertx = vertx;
    this.hazelcast = hazelcast;
    this.self = self;
    var options = new NetClientOptions().setConnectTimeout(REFUSAL_MILLIS);
    knocker = vertx.createNetClient(tls.map(each -> each.on(options)).orElse(options));
    present = members();
    hosts = hosts(present);
    present.values().forEach(this::hold);
    hazelcast.getCluster().addMembershipListener(new MembershipListener() {
      @Override
      public void memberAdded(MembershipEvent event) {
        lookSoon();
      }

      @Override
      public void memberRemoved(MembershipEvent event) {
        lookSoon();
      }
    });
    watch.scheduleWithFixedDelay(this::look, POLL_MILLIS, POLL_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public Set<String> hosts() {
    return hosts;
  }

  @Override
  public Set<String> nodes() {
    return present.keySet();
  }

  @Override
  public void onGone(Gone listener) {
    goneListeners.add(listener);
  }

  @Override
  public void onJoined(Consumer<String> listener) {
    joinedListeners.add(listener);
  }

  /** Tells nobody any more; the node itself stays in the cluster. */
  @Override
  public void close() {
    closed = true;
    watch.shutdownNow();
  }

  private static Set<String> hosts(Map<String, Peer> among) {
    return among.values().stream().filter(Peer::rooms).map(Peer::node)
        .collect(Collectors.toUnmodifiableSet());
  }

  private void lookSoon() {
    try {
      watch.execute(this::look);
    } catch (RejectedExecutionException e) {
      log.debug("Node {} watches the cluster no more.", self);
    }
  }

  // Runs on one thread only, so each change is seen once.
  private void look() {
    try {
      var before = present;
      var now = members();
      if (!now.equals(before)) {
        hosts = hosts(now);
        present = now;
      }
      now.forEach((node, peer) -> {
        if (!before.containsKey(node)) joined(peer);
      });
      before.forEach((node, peer) -> {
        if (!now.containsKey(node)) gone(peer);
      });
    } catch (HazelcastInstanceNotActiveException e) {
      log.debug("Node {} is between two memberships.", self);
    } catch (RuntimeException e) {
      log.error("Node {} failed to see who is in the cluster; it looks again in {} ms.", self,
          POLL_MILLIS, e);
    }
  }

  private Map<String, Peer> members() {
    var members = new HashMap<String, Peer>();
    for (var member : hazelcast.getCluster().getMembers()) {
      Peer.of(member).ifPresent(peer -> members.put(peer.node(), peer));
    }
    long now = System.nanoTime();
    dead.entrySet().removeIf(each ->
        now - each.getValue() > 0 || !members.containsKey(each.getKey()));
    members.keySet().removeAll(dead.keySet());
    return Map.copyOf(members);
  }

  private void joined(Peer peer) {
    log.info("Node {} sees that node {} has joined.", self, peer.node());
    hold(peer);
    for (var listener : joinedListeners) tell(peer, () -> listener.accept(peer.node()));
  }

  private void hold(Peer peer) {
    if (closed || peer.node().equals(self) || !present.containsKey(peer.node())) return;
    // One that has joined a moment ago may not listen yet.
    knocker.connect(peer.busPort(), peer.busHost())
        .onSuccess(line -> held(peer, line))
        .onFailure(e -> vertx.setTimer(HOLD_AGAIN_MILLIS, id -> hold(peer)));
  }

  private void held(Peer peer, NetSocket line) {
    if (closed || !present.containsKey(peer.node())) {
      line.close();
      return;
    }
    lines.put(peer.node(), line);
    line.closeHandler(end -> {
      if (lines.remove(peer.node(), line)) broken(peer);
    });
  }

  private void broken(Peer peer) {
    if (closed) return;
    refuses(peer).onSuccess(refused -> {
      if (!refused) {
        hold(peer);
        return;
      }
      dead.put(peer.node(), System.nanoTime() + DEAD_NANOS);
      lookSoon();
    });
  }

  private void gone(Peer peer) {
    // Where its machine vanished the line would never break.
    var line = lines.remove(peer.node());
    if (line != null) line.close();
    var known = dead.containsKey(peer.node()) ? Future.succeededFuture(true) : refuses(peer);
    known.onSuccess(refused -> {
      log.warn("Node {} sees that node {} is gone; its bus {}.", self, peer.node(),
          refused ? "refuses connections" : "does not refuse connections");
      for (var listener : goneListeners) tell(peer, () -> listener.gone(peer.node(), refused));
    });
  }

  private void tell(Peer peer, Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      log.error("Node {} failed to act on the change of node {}.", self, peer.node(), e);
    }
  }

  /** A timeout is no refusal: a hung process and a cut network don't answer either. */
  private Future<Boolean> refuses(Peer peer) {
    return knocker.connect(peer.busPort(), peer.busHost())
        .compose(socket -> socket.close().transform(closed -> Future.succeededFuture(false)))
        .otherwise(e -> e instanceof ConnectException && !(e instanceof ConnectTimeoutException));
  }
}
