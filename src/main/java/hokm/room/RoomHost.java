package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's share of the directory: holds its lease, opens new rooms, and takes over the rooms of
 * nodes that are gone.
 *
 * <p>The store alone decides who owns a room; membership only prompts a look. In order: a node is
 * gone (at once when its bus port refuses a connection, else when its lease has run out), or is
 * present without a lease; each survivor reads its rooms and claims those for which the rendezvous
 * names it; the claim raises the epoch, so that the old owner can save nothing more; the room goes
 * on here, one in play before one that waits; the gateways are told. A wrong view of who is present
 * merely loses a claim, and the sweep finds what is left.
 */
public final class RoomHost {

  private static final Logger LOG = LoggerFactory.getLogger(RoomHost.class);
  private static final Duration RENEW = Duration.ofMillis(500);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int LOOKS = 60;
  /**
   * The others may have named this node the heir of rooms whose owner it never saw. By then the
   * lease of one that died before has run out, and what a Redis forgot that came back just before
   * is there again.
   */
  private static final Duration FIRST_SWEEP = Duration.ofSeconds(3);
  private static final int SWEEP_MILLIS = 5000;
  private static final int SWEEP_AGAIN_MILLIS = 1000;
  /** For so long sweeps must find nothing of a dead node before it is forgotten. */
  private static final long EMPTY_MILLIS = 60_000;
  private static final Duration LOAD = Duration.ofSeconds(1);

  private final String node;
  private final RoomStore store;
  private final NodeLeases leases;
  private final Membership membership;
  private final List<RoomLoop> loops;
  private final Edge edge;
  private final Hosts hosts;
  private final Departure departure;
  private final Adoption adoption;
  private final LeaseWatch watch;
  private final Set<String> adopting = new HashSet<>();
  private final Set<String> lost = new HashSet<>();
  private final Map<String, Long> noticed = new HashMap<>();
  /** Dead nodes, and since when nothing of them was found. */
  private final Map<String, Long> empty = new HashMap<>();
  private boolean comparing;
  private long compared;
  private volatile boolean leaving;
  /** Nobody would look for the rooms of a node that the store has never heard of. */
  private boolean registered;

  /**
   * On the event loop of the edge.
   *
   * @param loops the node's rooms, by number, all started
   */
  public RoomHost(String node, RoomStore store, NodeLeases leases, Membership membership,
      List<RoomLoop> loops, Edge edge) {
    this.node = node;
    this.store = store;
    this.leases = leases;
    this.membership = membership;
    this.loops = List.copyOf(loops);
    this.edge = edge;
    this.hosts = new Hosts(membership);
    this.adoption = new Adoption(node, store, this.loops, edge);
    this.departure = new Departure(node, this.loops, hosts, edge);
    this.compared = edge.timers().millis();
    this.watch = new LeaseWatch(node, leases, membership, edge, this::hangs);
  }

  /** Where a new room is asked for. */
  static String address(String node) {
    return "open." + node;
  }

  public Future<Void> start() {
    renew();
    edge.timers().every(RENEW, this::renew);
    edge.timers().every(LOAD, this::tellLoad);
    watch.start();
    edge.timers().after(FIRST_SWEEP, this::sweepOn);
    loops.forEach(loop -> loop.onUnknown(() -> edge.timers().soon(this::unknown)));
    membership.onGone((gone, refused) -> edge.timers().soon(() -> gone(gone, refused)));
    membership.onJoined(came -> edge.timers().soon(() -> came(came)));
    return Future.all(hosts.listen(edge),
        edge.bus().<Ask>serve(address(node), this::open),
        edge.bus().<HandOver>serve(HandOver.address(node), this::handedOver),
        edge.bus().<MoveRoom>serve(MoveRoom.address(node), move ->
            departure.move(List.of(move.room()), move.to(), MoveCause.OPERATOR)
                .map(HandOver.Taken::new)))
        .<Void>mapEmpty().onSuccess(listening -> tellLoad());
  }

  private void renew() {
    edge.timers().here(leases.renew(node)).onSuccess(done -> registered = true)
        .onFailure(refused -> watch.unsteady());
  }

  /** Without the lease the others need not wait; what is not reached now runs out by itself. */
  public Future<Void> stop() {
    return leases.drop(node).otherwiseEmpty();
  }

  /**
   * Hands all rooms over to the other hosts, between two moves of each, and takes no new ones. Safe
   * from any thread.
   *
   * @return when none is left, or no other host can take more now; the others are taken over when
   *     this node is gone. Never fails.
   */
  public Future<Void> leave() {
    Promise<Void> left = Promise.promise();
    edge.timers().soon(() -> {
      leaving = true;
      loops.forEach(RoomLoop::leave);
      tellLoad();
      departure.all().onComplete(left);
    });
    return left.future();
  }

  /** Rooms taken over since the start. Safe from any thread. */
  public long adopted() {
    return adoption.rooms();
  }

  private void tellLoad() {
    int rooms = loops.stream().mapToInt(RoomLoop::size).sum();
    edge.bus().publish(HostLoad.ADDRESS, new HostLoad(node, rooms, leaving));
    if (!leaving) departure.share(rooms);
  }

  private Future<Answer> open(Ask ask) {
    return leaving || !registered ? Future.succeededFuture(Answer.MOVED)
        : edge.bus().request(adoption.loop(ask.room()).owner().address(), ask);
  }

  private Future<HandOver.Taken> handedOver(HandOver offer) {
    if (leaving || !registered) return Future.succeededFuture(new HandOver.Taken(List.of()));
    return adoption.claim(offer.rooms(), new Adoption.Why(offer.cause(), offer.from(),
        edge.timers().millis())).map(HandOver.Taken::new);
  }

  private void gone(String dead, boolean refused) {
    if (dead.equals(node)) return;
    lost.add(dead);
    notice(dead);
    loops.forEach(loop -> loop.gatewayGone(dead));
    adoptSoon(dead, refused, LOOKS);
  }

  /**
   * A node never comes again under its id; so one that does was never gone, and may say of this
   * one that it was.
   */
  private void came(String again) {
    if (!lost.remove(again)) return;
    noticed.remove(again);
    loops.forEach(RoomLoop::verify);
    loops.forEach(loop -> loop.gatewayCame(again));
  }

  /** It can't say itself that it takes no rooms, so those who notice say it. */
  private void hangs(String host) {
    edge.bus().publish(HostLoad.ADDRESS, new HostLoad(host, 0, true));
    adopt(host, MoveCause.LOST_LEASE);
  }

  /** At once when it is known to be dead; in the end the sweep does it. */
  private void adoptSoon(String gone, boolean dead, int looks) {
    if (looks == 0 || membership.hosts().contains(gone)) return;
    Future<Boolean> alive = dead ? Future.succeededFuture(false) : leases.alive(gone);
    edge.timers().here(alive).compose(lives -> lives
            ? Future.<Void>failedFuture("Its lease has not run out.")
            : adopt(gone, MoveCause.LOST_NODE))
        .onFailure(e -> edge.timers().after(LOOK, () -> adoptSoon(gone, dead, looks - 1)));
  }

  /** @return since when it is known that its rooms must come */
  private long notice(String dead) {
    return noticed.computeIfAbsent(dead, node -> edge.timers().millis());
  }

  private Future<Void> adopt(String dead, MoveCause cause) {
    if (!adopting.add(dead)) return Future.succeededFuture();
    var why = new Adoption.Why(cause, dead, notice(dead));
    return edge.timers().here(store.ownedBy(dead))
        .compose(rooms -> adoption.claim(mine(rooms, dead), why))
        .onSuccess(done -> noticed.remove(dead))
        .onFailure(e -> LOG.atWarn().addKeyValue("node", node).addKeyValue("from", dead)
            .addKeyValue("cause", cause.word())
            .log("Node {} could not take over rooms of {}: {} It will try again.", node, dead,
                e.getMessage()))
        .onComplete(done -> adopting.remove(dead))
        .mapEmpty();
  }

  private List<String> mine(List<String> rooms, String dead) {
    var present = hosts.staying();
    present.remove(dead);
    if (leaving || !registered) present.remove(node);
    else present.add(node);
    return rooms.stream()
        .filter(room -> Hosts.heir(room, present).filter(node::equals).isPresent()).toList();
  }

  /**
   * The directory may say that a room is here whose claim was never answered; whoever asks for it
   * would be sent in a circle until the next sweep. At most once in half a second, since most who
   * ask for what is not here have only old news.
   */
  private void unknown() {
    if (comparing || edge.timers().millis() - compared < RENEW.toMillis()) return;
    comparing = true;
    edge.timers().here(store.ownedBy(node)).compose(this::claimStrays).onComplete(done -> {
      comparing = false;
      compared = edge.timers().millis();
    });
  }

  private void sweepOn() {
    sweep().onSuccess(all -> {
      int about = all ? SWEEP_MILLIS : SWEEP_AGAIN_MILLIS;
      int jitter = edge.chance().random().nextInt(about / 2);
      edge.timers().after(Duration.ofMillis(about * 3L / 4 + jitter), this::sweepOn);
    });
  }

  /**
   * Owners that are neither present nor leased, and what this node wrongly hosts or does not.
   *
   * @return whether the store has answered for all of them; never fails
   */
  private Future<Boolean> sweep() {
    return leases.owners()
        .compose(owners -> {
          var chain = Future.succeededFuture(true);
          for (String owner : owners) {
            chain = chain.compose(all -> sweep(owner).map(all).otherwise(false));
          }
          return chain;
        })
        .otherwise(false);
  }

  private Future<Void> sweep(String owner) {
    if (owner.equals(node)) return store.ownedBy(node).compose(this::compare);
    if (membership.hosts().contains(owner)) return Future.succeededFuture();
    return leases.alive(owner).compose(alive -> alive ? Future.succeededFuture()
        : adopt(owner, MoveCause.SWEEP).compose(done -> store.ownedBy(owner))
            .compose(left -> left.isEmpty() ? nothingLeft(owner) : stillThere(owner)));
  }

  /** What it had sent last may reach the store long after it died, and make a room its own. */
  private Future<Void> nothingLeft(String dead) {
    long now = edge.timers().millis();
    long since = empty.computeIfAbsent(dead, node -> now);
    if (now - since < EMPTY_MILLIS) return Future.succeededFuture();
    empty.remove(dead);
    return leases.forget(dead);
  }

  private Future<Void> stillThere(String dead) {
    empty.remove(dead);
    return Future.succeededFuture();
  }

  /**
   * A room that nobody moves in saves nothing, and so never learns that it was taken over or that
   * its handing over was not answered; those who wait in it would wait for ever.
   */
  private Future<Void> compare(List<String> owned) {
    var listed = Set.copyOf(owned);
    loops.stream().filter(loop -> !listed.containsAll(loop.codes())).forEach(RoomLoop::verify);
    return claimStrays(owned);
  }

  private Future<Void> claimStrays(List<String> owned) {
    var strays = new LinkedHashSet<>(owned);
    loops.forEach(loop -> loop.codes().forEach(strays::remove));
    // What is being claimed now is no stray: it is on its way.
    if (adoption.underWay()) return Future.succeededFuture();
    return adoption.claim(List.copyOf(strays), new Adoption.Why(MoveCause.STRAY, node,
        edge.timers().millis())).mapEmpty();
  }
}
