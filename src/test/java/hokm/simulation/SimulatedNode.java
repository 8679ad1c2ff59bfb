package hokm.simulation;

import hokm.gateway.GatewaySettings;
import hokm.gateway.PlainGateway;
import hokm.matchmaking.MatchmakingSettings;
import hokm.matchmaking.Seating;
import hokm.persistence.PlainDrain;
import hokm.room.Bots;
import hokm.room.Chance;
import hokm.room.Edge;
import hokm.room.Lease;
import hokm.room.Owner;
import hokm.room.RoomClient;
import hokm.room.RoomHost;
import hokm.room.RoomLoop;
import hokm.room.RoomSettings;
import hokm.room.RoomStore;
import hokm.rules.MatchRules;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of a node: the production classes, put together as the program's own Node does it. */
final class SimulatedNode {

  static final RoomSettings ROOMS = new RoomSettings(Duration.ofMillis(2500),
      Duration.ofMillis(2000), Duration.ofMillis(1200), Duration.ofMillis(900),
      Duration.ofMillis(60), Duration.ofMillis(500), Duration.ofSeconds(20), 8, 1000);
  /** As outside, nobody may take longer to sign in than a client is patient. */
  static final GatewaySettings GATEWAY = new GatewaySettings("127.0.0.1", 0, List.of(), 1000, 100,
      200, 50, Duration.ofMillis(1800), Duration.ofSeconds(1), Duration.ofSeconds(3));
  private static final MatchmakingSettings PATIENCE =
      new MatchmakingSettings(Duration.ofMillis(1500));
  private static final int LOOPS = 2;
  private static final long HAND_OVER = 5_000_000;
  private static final Duration FAREWELL = Duration.ofMillis(600);

  /** What this node knows to be saved of a room. */
  record Known(Lease lease, long version) {}

  private final World world;
  private final SimulatedCluster cluster;
  private final String machine;
  private final String id;
  private final Life life;
  private final Eyes eyes;
  private final List<RoomLoop> loops = new ArrayList<>();
  private final List<PlayerSocket> sockets = new ArrayList<>();
  private final Map<String, Known> known = new HashMap<>();
  private final RoomHost host;
  private final PlainGateway gateway;
  private final Seating seating;
  private final PlainDrain drain;
  private long clockOff;
  private boolean leaving;
  private boolean farewell;

  SimulatedNode(World world, SimulatedCluster cluster, String machine, int run) {
    this.world = world;
    this.cluster = cluster;
    this.machine = machine;
    this.id = machine + "-" + run;
    this.life = new Life(id);
    this.eyes = new Eyes(world, id);
    for (int k = 0; k < LOOPS; k++) {
      var owner = new Owner(id, k);
      loops.add(new RoomLoop(owner, store(), ROOMS, Bots.atOnce(new FirstLegal()),
          edge(owner.toString())));
    }
    var redis = cluster.redis();
    host = new RoomHost(id, store(), new LeasesAtRedis(redis, redis.link(this)), eyes, loops,
        edge(id + " host"));
    var edge = edge(id + " gateway");
    var link = redis.link(this);
    var guests = new GuestsAtRedis(redis, link, world.random(id + " guests"));
    gateway = new PlainGateway(edge, id, GATEWAY,
        new RoomClient(new RoomsAtRedis(redis, link, world), eyes, edge), guests, guests);
    var tables = edge(id + " tables");
    var way = redis.link(this);
    seating = new Seating(PATIENCE, new MatchRules(1, MatchRules.FirstHakem.FIRST_ACE,
        MatchRules.Redeal.NONE), id, new GuestsAtRedis(redis, way, world.random("")),
        new LeasesAtRedis(redis, way),
        new RoomClient(new RoomsAtRedis(redis, way, world), eyes, tables), tables);
    drain = new PlainDrain(edge(id + " drain"), new OutboxAtRedis(redis, redis.link(this)),
        cluster.database(), cluster.flaw().recordsEarly(), id);
  }

  private RoomStore store() {
    return cluster.flaw(machine)
        .in(new RoomsAtRedis(cluster.redis(), cluster.redis().link(this), world));
  }

  private Edge edge(String of) {
    return new Edge(cluster.flaw(machine).in(cluster.bus().of(this)), new NodeTimers(world, this),
        new Chance(world.random(of)));
  }

  /** Everyone whom it can see is present to it at once. */
  void start() {
    eyes.open();
    loops.forEach(RoomLoop::start);
    host.start();
    gateway.start();
    seating.start();
    drain.start();
  }

  /** Rooms go first, then clients, then the node, as with SIGTERM. */
  void leave() {
    if (leaving) return;
    leaving = true;
    world.trace.say(() -> "Node " + id + " is told to stop.");
    world.scheduler.after(HAND_OVER, life, this::sayFarewell);
    host.leave().onComplete(left -> sayFarewell());
  }

  private void sayFarewell() {
    if (farewell) return;
    farewell = true;
    gateway.leave(FAREWELL)
        .compose(told -> Future.join(seating.stop(), host.stop()))
        .onComplete(dropped -> world.scheduler.after(world.between(1000, 30_000), life,
            () -> cluster.end(this, "has left")));
  }

  boolean leaving() {
    return leaving;
  }

  String id() {
    return id;
  }

  String machine() {
    return machine;
  }

  Life life() {
    return life;
  }

  Eyes eyes() {
    return eyes;
  }

  boolean sees(String node) {
    return eyes.nodes().contains(node);
  }

  PlainGateway gateway() {
    return gateway;
  }

  List<PlayerSocket> sockets() {
    return sockets;
  }

  long clockOff() {
    return clockOff;
  }

  void setClock(long millisOff) {
    clockOff = millisOff;
  }

  /** The store has told it that it holds this. */
  void remembers(Lease lease, long version) {
    var before = known.get(lease.room());
    if (before == null || before.lease().epoch() <= lease.epoch()) {
      known.put(lease.room(), new Known(lease, version));
    }
  }

  /** What it will put back, should the store have lost it. */
  Optional<Known> keeps(String room) {
    if (life.dead() || loops.stream().noneMatch(loop -> loop.codes().contains(room))) {
      return Optional.empty();
    }
    return Optional.ofNullable(known.get(room));
  }
}
