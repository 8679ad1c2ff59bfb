package hokm.cli;

import ch.qos.logback.classic.LoggerContext;
import hokm.admin.AdminVerticle;
import hokm.admin.BanList;
import hokm.bots.BotPool;
import hokm.bots.NormalBot;
import hokm.cli.Config.Role;
import hokm.cluster.ClusterVertx;
import hokm.gateway.Crowd;
import hokm.gateway.Gateway;
import hokm.health.Check;
import hokm.health.HealthRoutes;
import hokm.health.HealthServer;
import hokm.health.Metrics;
import hokm.health.OtlpTraces;
import hokm.matchmaking.Matchmaker;
import hokm.persistence.FarArchive;
import hokm.persistence.OperatorCalls;
import hokm.persistence.PersistenceVerticle;
import hokm.persistence.ResultRoutes;
import hokm.room.BusCodecs;
import hokm.room.Edge;
import hokm.room.GameRooms;
import hokm.room.HostedRooms;
import hokm.room.MeteredStore;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.Rehearsal;
import hokm.room.RoomClient;
import hokm.room.RoomHostVerticle;
import hokm.room.RoomMeters;
import hokm.room.RoomStore;
import hokm.room.Traces;
import hokm.snapshots.OutboxDoor;
import hokm.snapshots.RedisLeases;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisOutbox;
import hokm.snapshots.RedisSessions;
import hokm.snapshots.RedisTickets;
import hokm.status.StatusRoutes;
import hokm.status.StatusVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node put together: its parts get what they need here, and know each other nowhere else. */
final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final String VERSION = "1.0";
  private static final int HAND_OVER_SECONDS = 5;
  private static final long LOOK_MILLIS = 1000;
  private static final Duration REHEARSAL = Duration.ofMillis(500);
  private static final Duration FAREWELL = Duration.ofMillis(1500);

  private final Config config;
  private final Seams seams;
  private final String id;
  private final ClusterVertx.Started cluster;
  private final Vertx vertx;
  private final Metrics metrics;
  private final Links links;
  private final RedisLink pinged;
  private final BotPool bots;
  private final Traces traces;
  private final NodeMeters meters;
  private final RoomMeters roomMeters;
  private final AtomicInteger sockets = new AtomicInteger();
  private final List<GameRooms> loops = new ArrayList<>();
  private final List<RoomHostVerticle> hosts = new ArrayList<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final Deque<String> deployed = new ArrayDeque<>();
  private Optional<PersistenceVerticle> persistence = Optional.empty();
  private final BanList bans;
  private StatusVerticle status;
  private volatile boolean joined;
  private volatile boolean draining;
  private volatile boolean ready;

  private Node(Config config, Seams seams, String id, ClusterVertx.Started cluster,
      Metrics metrics) {
    this.config = config;
    this.seams = seams;
    this.id = id;
    this.cluster = cluster;
    this.vertx = cluster.vertx();
    this.metrics = metrics;
    this.links = new Links(vertx, config.redis());
    this.bots = new BotPool(config.bots(), new SecureRandom().nextLong());
    this.bans = new BanList(id);
    this.pinged = RedisLink.open(vertx, config.redis());
    this.traces = config.traces().endpoint()
        .<Traces>map(to -> new OtlpTraces(config.traces(), id)).orElse(Traces.NONE);
    this.meters = new NodeMeters(metrics.registry());
    this.roomMeters = new RoomMeters(metrics.registry());
  }

  /** Joins the cluster and starts its roles. Blocks for a moment, so not for an event loop. */
  static Future<Node> start(Config config, Seams seams) {
    var id = config.name() + "-" + config.run();
    var metrics = new Metrics();
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext log) log.putProperty("node", id);
    return ClusterVertx.start(config.cluster(), id, config.roles().contains(Role.ROOMS),
            metrics.addTo(new VertxOptions().setEventLoopPoolSize(config.loops())),
            metrics.factory())
        .compose(cluster -> new Node(config, seams, id, cluster, metrics).deploy());
  }

  private Future<Node> deploy() {
    BusCodecs.register(vertx.eventBus());
    watch();
    return Future.join(persistence(), rehearsal())
        .compose(done -> rooms())
        .compose(done -> matchmaker())
        .compose(done -> cluster.warmth().warmUp())
        .compose(done -> deploy(admin()))
        .compose(done -> {
          status = status();
          cluster.safety().watch();
          return door();
        })
        .compose(done -> deploy(status))
        .map(done -> {
          joined = true;
          LOG.info("Node {} is up with {} at port {}.", id, config.roles(),
              config.gateway().port());
          return this;
        });
  }

  private void watch() {
    metrics.watch(vertx, VERSION);
    meters.redis(() -> Stream.concat(Stream.of(pinged), links.all().values().stream()).toList());
    meters.gauge("hokm.cluster.members", "nodes that this one sees, itself among them",
        () -> cluster.membership().nodes().size());
    meters.gauge("hokm.node.draining", "1 from SIGTERM on", () -> draining ? 1 : 0);
    meters.gauge("hokm.node.ready", "1 while this node takes players", () -> ready ? 1 : 0);
    var health = health();
    vertx.setPeriodic(LOOK_MILLIS, tick -> health.ready().onSuccess(is -> ready = is));
  }

  /** A node that could not rehearse is slow at first, and no worse. */
  private Future<?> rehearsal() {
    if (!config.roles().contains(Role.ROOMS)) return Future.succeededFuture();
    return vertx.executeBlocking(() -> {
          Rehearsal.play(new NormalBot(), REHEARSAL);
          return null;
        }).onFailure(e -> LOG.warn("Node {} could not rehearse.", id, e)).otherwiseEmpty();
  }

  private Future<?> persistence() {
    if (!config.roles().contains(Role.PERSISTENCE)) return Future.succeededFuture();
    var verticle = new PersistenceVerticle(config.postgres(),
        () -> new RedisOutbox(links.here()), () -> new RedisLeases(links.here()), id,
        () -> cluster.membership().nodes()).at(this::edge);
    persistence = Optional.of(verticle);
    var look = meters.persistence(verticle, config.redis().outbox());
    look.run();
    vertx.setPeriodic(LOOK_MILLIS, tick -> look.run());
    return deploy(verticle);
  }

  private Future<?> rooms() {
    if (!config.roles().contains(Role.ROOMS)) return Future.succeededFuture();
    Future<?> chain = Future.succeededFuture();
    for (int k = 0; k < config.loops(); k++) {
      var loop = new GameRooms(new Owner(id, k), this::store, config.rooms(), bots, this::edge)
          .boundedBy(this::hosted);
      loops.add(loop);
      chain = chain.compose(done -> deploy(loop));
    }
    var host = new RoomHostVerticle(id, this::store, () -> new RedisLeases(links.here()),
        cluster.membership(), loops, this::edge);
    meters.bots(bots);
    meters.gauge("hokm.rooms", "rooms that this node hosts", this::hosted);
    meters.gauge("hokm.rooms.paused", "rooms of it in which no move can be saved now",
        () -> loops.stream().mapToInt(GameRooms::paused).sum());
    meters.gauge("hokm.rooms.limit", "rooms that it may host", config.rooms()::rooms);
    meters.gauge("hokm.spectators", "sockets that look on in those rooms",
        () -> loops.stream().mapToInt(GameRooms::spectators).sum());
    meters.counter("hokm.moves", "salts, trumps and cards that were saved", this::moves);
    hosts.add(host);
    return chain.compose(done -> deploy(host));
  }

  private RoomStore store() {
    return new MeteredStore(seams.stores().apply(links.here()), roomMeters);
  }

  private Edge edge(Vertx on) {
    return seams.edges().apply(on).seenBy(roomMeters, traces);
  }

  private Future<?> matchmaker() {
    if (!config.roles().contains(Role.MATCHMAKER)) return Future.succeededFuture();
    var matchmaker = new Matchmaker(config.matchmaking(), id,
        () -> new RedisTickets(links.here()), () -> new RedisLeases(links.here()),
        () -> new RoomClient(store(), cluster.membership(), seams.edges().apply(vertx)));
    meters.gauge("hokm.queued.players", "players who wait for a quick match",
        matchmaker::waiting);
    return deploy(matchmaker);
  }

  /** What the node serves over HTTP; health and status in any case. */
  private Future<?> door() {
    if (config.roles().contains(Role.GATEWAY)) return gateways();
    return deploy(new HealthServer(config.gateway().host(), config.gateway().port(),
        List.of(health(), statusRoutes())));
  }

  private Future<?> gateways() {
    meters.gauge("hokm.sockets", "WebSocket connections of players", sockets::get);
    meters.gauge("hokm.sockets.limit", "connections that it may have",
        config.gateway()::connections);
    var crowd = new Crowd(config.gateway());
    Future<?> chain = Future.succeededFuture();
    for (int i = 0; i < config.loops(); i++) {
      var gateway = new Gateway(config.gateway(), id, i,
          () -> new RoomClient(store(), cluster.membership(), seams.edges().apply(vertx)),
          () -> new RedisSessions(links.here()), () -> new RedisTickets(links.here()),
          routes(), sockets, this::edge).metered(metrics.registry())
          .banning(bans).sharing(crowd);
      gateways.add(gateway);
      chain = chain.compose(done -> deploy(gateway));
    }
    return chain;
  }

  private List<Consumer<Router>> routes() {
    var routes = new ArrayList<Consumer<Router>>();
    routes.add(health());
    routes.add(statusRoutes());
    routes.add(new ResultRoutes(persistence.map(PersistenceVerticle::archive)
        .orElseGet(() -> new FarArchive(vertx))));
    return routes;
  }

  private StatusRoutes statusRoutes() {
    return new StatusRoutes(config.status(), config.gateway().host(), status);
  }

  private HealthRoutes health() {
    var ready = new ArrayList<>(List.of(Check.joined(id, () -> joined),
        Check.busWarm(id, () -> cluster.warmth().warm()),
        Check.safe(id, () -> cluster.safety().seen()),
        Check.redis(id, config.redis().address(), pinged::ping),
        Check.notDraining(id, () -> draining)));
    if (config.roles().contains(Role.GATEWAY)) {
      ready.add(Check.hosted(id, () -> cluster.membership().hosts().size()));
    }
    return new HealthRoutes(vertx, config.health(),
        new HealthRoutes.About(id, VERSION, this::hosted, sockets::get,
            () -> cluster.membership().nodes()),
        ready, database(), metrics);
  }

  /** Deployed last, so that what it tells is what players meet. */
  private StatusVerticle status() {
    var health = health();
    return new StatusVerticle(new StatusVerticle.About(id, config.redis().address(),
        () -> new StatusVerticle.Figures(hosted(), sockets.get(), moves(),
            hosts.stream().mapToLong(RoomHostVerticle::adopted).sum(), draining),
        health::checks, () -> persistence.map(part -> part.health().describe())),
        cluster.membership(), seams.edges());
  }

  private AdminVerticle admin() {
    var roles = config.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).toList();
    return new AdminVerticle(config.admin(), new AdminVerticle.About(id, VERSION, roles,
        new HostedRooms(loops), sockets::get, () -> draining, this::drainForOperator),
        cluster.membership(), bans, new AdminVerticle.Reach(this::store, this::outbox,
        persistence.map(part -> new OperatorCalls(part.view()))), seams.edges());
  }

  private Function<OutboxEntry, Future<?>> outbox() {
    // Not asked for at each call: there it would be another connection for every one of them.
    var link = links.here();
    return entry -> new OutboxDoor(link, entry.body().getString("call")).offer(entry);
  }

  /** It stays, empty, until it is told to stop; it takes neither rooms nor players any more. */
  private void drainForOperator() {
    if (draining) return;
    draining = true;
    LOG.info("Node {} drains, as an operator has asked.", id);
    drain();
  }

  private HealthRoutes.Database database() {
    return persistence
        .map(part -> new HealthRoutes.Database(() -> part.health().healthy(),
            () -> part.health().describe()))
        .orElseGet(() -> new HealthRoutes.Database(
            () -> heard().getString("writer") != null, this::heard));
  }

  /** As those tell it that keep results. */
  private JsonObject heard() {
    return status.database().orElseGet(() -> new JsonObject().put("sentence",
        "Node " + id + " hears of no node that keeps results; they wait in the outbox."));
  }

  private int hosted() {
    return loops.stream().mapToInt(GameRooms::size).sum();
  }

  private long moves() {
    return loops.stream().mapToLong(GameRooms::moves).sum();
  }

  private Future<String> deploy(Deployable part) {
    return vertx.deployVerticle(part).onSuccess(deployed::push);
  }

  /**
   * Rooms are handed over first, then clients are sent to other nodes, so that each is disturbed
   * once. What was started last stops first.
   */
  Future<Void> stop() {
    draining = true;
    LOG.info("Node {} stops.", id);
    return drain().transform(drained -> {
      links.all().values().forEach(RedisLink::leave);
      pinged.leave();
      Future<?> chain = Future.succeededFuture();
      for (String each : deployed) {
        chain = chain.compose(done -> vertx.undeploy(each).otherwiseEmpty());
      }
      bots.close();
      return chain.compose(done -> cluster.close()).onComplete(done -> {
        if (traces instanceof OtlpTraces sent) sent.close();
      });
    });
  }

  private Future<?> drain() {
    if (!joined || cluster.membership().nodes().size() < 2) return Future.succeededFuture();
    return Future.join(hosts.stream().map(RoomHostVerticle::leave).toList())
        .timeout(HAND_OVER_SECONDS, TimeUnit.SECONDS).transform(done -> Future.join(
            gateways.stream().map(gateway -> gateway.leave(FAREWELL)).toList()));
  }
}
