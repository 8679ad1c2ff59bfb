package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's share of the directory: holds its lease, opens new rooms, and takes over the rooms of
 * nodes that are gone.
 *
 * <p>The store alone decides who owns a room; membership only prompts a look. In order: a node is
 * gone (at once when its bus port refuses a connection, else when its lease has run out); each
 * survivor reads its rooms and claims those for which the rendezvous names it; the claim raises
 * the epoch, so that the old owner can save nothing more; the room goes on here; the gateways are
 * told. A wrong view of who is present merely loses a claim, and the sweep finds what is left.
 */
public final class RoomHost extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(RoomHost.class);
  private static final int BATCH = 128;
  private static final long RENEW_MILLIS = 500;
  private static final long LOOK_MILLIS = 250;
  private static final int LOOKS = 60;
  private static final long SWEEP_MILLIS = 5000;

  private final String node;
  private final Supplier<RoomStore> stores;
  private final Supplier<NodeLeases> leaseholders;
  private final Membership membership;
  private final List<GameRooms> loops;
  private final Set<String> adopting = new HashSet<>();
  private final AtomicLong adopted = new AtomicLong();
  private RoomStore store;
  private NodeLeases leases;

  /** @param loops the node's game-room verticles, deployed already, by number */
  public RoomHost(String node, Supplier<RoomStore> stores, Supplier<NodeLeases> leaseholders,
      Membership membership, List<GameRooms> loops) {
    this.node = node;
    this.stores = stores;
    this.leaseholders = leaseholders;
    this.membership = membership;
    this.loops = loops;
  }

  /** Where a new room is asked for. */
  static String address(String node) {
    return "open." + node;
  }

  @Override
  public Future<?> start() {
    store = stores.get();
    leases = leaseholders.get();
    vertx.setPeriodic(1, RENEW_MILLIS, id -> leases.renew(node));
    scheduleSweep();
    var here = vertx.getOrCreateContext();
    membership.onGone((gone, refused) -> here.runOnContext(go -> gone(gone, refused)));
    return vertx.eventBus().<Ask>consumer(address(node), this::open).completion();
  }

  /** Without the lease the others need not wait; what is not reached now runs out by itself. */
  @Override
  public Future<?> stop() {
    return leases.drop(node).otherwiseEmpty();
  }

  /** Rooms taken over since the start. Safe from any thread. */
  public long adopted() {
    return adopted.get();
  }

  private void open(Message<Ask> message) {
    vertx.eventBus().<Answer>request(loop(message.body().room()).owner().address(),
            message.body())
        .onSuccess(reply -> message.reply(reply.body()))
        .onFailure(e -> message.fail(1, e.getMessage()));
  }

  private GameRooms loop(String room) {
    return loops.get(Math.floorMod(room.hashCode(), loops.size()));
  }

  private void gone(String dead, boolean refused) {
    if (dead.equals(node)) return;
    if (refused) adopt(dead);
    else adoptWhenItsLeaseHasRunOut(dead, LOOKS);
  }

  private void adoptWhenItsLeaseHasRunOut(String dead, int looks) {
    if (looks == 0 || membership.hosts().contains(dead)) return;
    leases.alive(dead).onComplete(answer -> {
      if (answer.succeeded() && !answer.result()) adopt(dead);
      else vertx.setTimer(LOOK_MILLIS, id -> adoptWhenItsLeaseHasRunOut(dead, looks - 1));
    });
  }

  private Future<Void> adopt(String dead) {
    if (!adopting.add(dead)) return Future.succeededFuture();
    return store.ownedBy(dead)
        .compose(rooms -> claim(mine(rooms, dead), dead))
        .onFailure(e -> LOG.warn("Node {} could not take over rooms of {}: {} It will try again.",
            node, dead, e.getMessage()))
        .onComplete(done -> adopting.remove(dead));
  }

  private List<String> mine(List<String> rooms, String dead) {
    var present = new HashSet<>(membership.hosts());
    present.remove(dead);
    present.add(node);
    return rooms.stream()
        .filter(room -> Rendezvous.pick(room, present).orElseThrow().equals(node)).toList();
  }

  private Future<Void> claim(List<String> rooms, String from) {
    if (rooms.isEmpty()) return Future.succeededFuture();
    var batch = rooms.subList(0, Math.min(BATCH, rooms.size()));
    var owners = batch.stream().map(room -> loop(room).owner()).toList();
    return store.claim(batch, from, owners)
        .compose(claimed -> take(claimed, from))
        .compose(taken -> claim(rooms.subList(batch.size(), rooms.size()), from));
  }

  private Future<Void> take(List<RoomStore.Claimed> claimed, String from) {
    if (claimed.isEmpty()) return Future.succeededFuture();
    Map<GameRooms, List<RoomStore.Claimed>> shares = new HashMap<>();
    for (var each : claimed) {
      shares.computeIfAbsent(loop(each.lease().room()), l -> new ArrayList<>()).add(each);
    }
    List<Future<Void>> all = new ArrayList<>();
    shares.forEach((loop, share) -> all.add(loop.adopt(share)));
    return Future.all(all).map(taken -> {
      adopted.addAndGet(claimed.size());
      LOG.info("Node {} has taken over {} of the rooms of {}: {}.", node, claimed.size(), from,
          claimed.stream().map(c -> c.lease().room()).limit(8).toList());
      vertx.eventBus().publish(Adopted.ADDRESS, new Adopted(
          claimed.stream().map(c -> c.lease().room()).toList(),
          claimed.stream().map(c -> c.lease().owner()).toList()));
      return null;
    });
  }

  private void scheduleSweep() {
    long jitter = ThreadLocalRandom.current().nextLong(SWEEP_MILLIS / 2);
    vertx.setTimer(SWEEP_MILLIS * 3 / 4 + jitter,
        id -> sweep().onComplete(done -> scheduleSweep()));
  }

  /** Owners that are neither present nor leased, and rooms of this node that no loop hosts. */
  private Future<Void> sweep() {
    return leases.owners()
        .compose(owners -> {
          Future<Void> chain = Future.succeededFuture();
          for (String owner : owners) chain = chain.compose(next -> sweep(owner));
          return chain;
        })
        .recover(unavailable -> Future.succeededFuture());
  }

  private Future<Void> sweep(String owner) {
    if (owner.equals(node)) return store.ownedBy(node).compose(this::claimStrays);
    if (membership.hosts().contains(owner)) return Future.succeededFuture();
    return leases.alive(owner).compose(alive -> alive ? Future.succeededFuture()
        : adopt(owner).compose(done -> store.ownedBy(owner))
            .compose(left -> left.isEmpty() ? leases.forget(owner) : Future.succeededFuture()));
  }

  private Future<Void> claimStrays(List<String> owned) {
    var strays = new ArrayList<>(owned);
    loops.forEach(loop -> strays.removeAll(loop.codes()));
    return claim(strays, node);
  }
}
