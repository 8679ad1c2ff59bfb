package hokm.cli;

import hokm.bots.BotPool;
import hokm.bots.NormalBot;
import hokm.cli.Config.Role;
import hokm.cluster.ClusterVertx;
import hokm.gateway.Gateway;
import hokm.health.Check;
import hokm.health.HealthRoutes;
import hokm.health.HealthServer;
import hokm.health.Metrics;
import hokm.matchmaking.Matchmaker;
import hokm.persistence.FarArchive;
import hokm.persistence.PersistenceVerticle;
import hokm.persistence.ResultRoutes;
import hokm.room.BusCodecs;
import hokm.room.GameRooms;
import hokm.room.Owner;
import hokm.room.Rehearsal;
import hokm.room.RoomClient;
import hokm.room.RoomHostVerticle;
import hokm.room.RoomStore;
import hokm.snapshots.RedisLeases;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisOutbox;
import hokm.snapshots.RedisSessions;
import hokm.snapshots.RedisTickets;
import hokm.status.StatusRoutes;
import hokm.status.StatusVerticle;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One node put together: its parts get what they need here, and know each other nowhere else. */
final class Node {

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final String VERSION = "1.0";
  private static final int HAND_OVER_SECONDS = 5;
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
  private final AtomicInteger sockets = new AtomicInteger();
  private final List<GameRooms> loops = new ArrayList<>();
  private final List<RoomHostVerticle> hosts = new ArrayList<>();
  private final List<Gateway> gateways = new ArrayList<>();
  private final Deque<String> deployed = new ArrayDeque<>();
  private Optional<PersistenceVerticle> persistence = Optional.empty();
  private StatusVerticle status;
  private volatile boolean joined;
  private volatile boolean draining;

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
    this.pinged = RedisLink.open(vertx, config.redis());
  }

  /** Joins the cluster and starts its roles. Blocks for a moment, so not for an event loop. */
  static Future<Node> start(Config config, Seams seams) {
    var id = config.name() + "-" + config.run();
    var metrics = new Metrics();
    return ClusterVertx.start(config.cluster(), id, config.roles().contains(Role.ROOMS),
            metrics.addTo(new VertxOptions().setEventLoopPoolSize(config.loops())),
            metrics.factory())
        .compose(cluster -> new Node(config, seams, id, cluster, metrics).deploy());
  }

  private Future<Node> deploy() {
    BusCodecs.register(vertx.eventBus());
    return Future.join(persistence(), rehearsal())
        .compose(done -> rooms())
        .compose(done -> matchmaker())
        .compose(done -> cluster.warmth().warmUp())
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
        () -> cluster.membership().nodes());
    persistence = Optional.of(verticle);
    gauge("hokm.outbox.entries", "results that wait for PostgreSQL",
        () -> verticle.health().waiting());
    gauge("hokm.outbox.oldest.seconds", "how long the oldest result has waited",
        () -> verticle.health().oldest().toMillis() / 1000.0);
    gauge("hokm.postgres.writer", "1 while this node sees a primary that takes writes",
        () -> verticle.health().healthy() ? 1 : 0);
    gauge("hokm.postgres.primaries.unwanted", "primaries that are stale, or one too many",
        () -> verticle.health().primariesTooMany());
    gauge("hokm.postgres.promotion.refused", "1 while a server that may hold a result is missing",
        () -> verticle.health().promotionRefused() ? 1 : 0);
    gauge("hokm.outbox.limit", "entries at which no new match starts", config.redis()::outbox);
    gauge("hokm.postgres.lag.seconds", "of the standby that lags most",
        () -> verticle.health().lagMillis() / 1000.0);
    return deploy(verticle);
  }

  private void gauge(String name, String description, Supplier<Number> figure) {
    Gauge.builder(name, figure).description(description).register(metrics.registry());
  }

  private Future<?> rooms() {
    if (!config.roles().contains(Role.ROOMS)) return Future.succeededFuture();
    Future<?> chain = Future.succeededFuture();
    for (int k = 0; k < config.loops(); k++) {
      var loop = new GameRooms(new Owner(id, k), this::store, config.rooms(), bots,
          seams.edges());
      loops.add(loop);
      chain = chain.compose(done -> deploy(loop));
    }
    var host = new RoomHostVerticle(id, this::store, () -> new RedisLeases(links.here()),
        cluster.membership(), loops, seams.edges());
    for (var outcome : BotPool.Outcome.values()) {
      FunctionCounter.builder("hokm.bots.thoughts", bots, pool -> pool.count(outcome))
          .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
          .description("how hard bots' thinking ended; full and late play as normal ones do")
          .register(metrics.registry());
    }
    Gauge.builder("hokm.rooms", this::hosted).description("rooms that this node hosts")
        .register(metrics.registry());
    gauge("hokm.rooms.paused", "rooms of it in which no move can be saved now",
        () -> loops.stream().mapToInt(GameRooms::paused).sum());
    gauge("hokm.rooms.limit", "rooms that it may host", config.rooms()::rooms);
    FunctionCounter.builder("hokm.adoptions", host, RoomHostVerticle::adopted)
        .description("rooms taken over from nodes that were gone").register(metrics.registry());
    FunctionCounter.builder("hokm.moves", this, Node::moves)
        .description("salts, trumps and cards that were saved").register(metrics.registry());
    hosts.add(host);
    return chain.compose(done -> deploy(host));
  }

  private RoomStore store() {
    return seams.stores().apply(links.here());
  }

  private Future<?> matchmaker() {
    if (!config.roles().contains(Role.MATCHMAKER)) return Future.succeededFuture();
    return deploy(new Matchmaker(config.matchmaking(), id,
        () -> new RedisTickets(links.here()), () -> new RedisLeases(links.here()),
        () -> new RoomClient(store(), cluster.membership(), seams.edges().apply(vertx))));
  }

  /** What the node serves over HTTP; health and status in any case. */
  private Future<?> door() {
    if (config.roles().contains(Role.GATEWAY)) return gateways();
    return deploy(new HealthServer(config.gateway().host(), config.gateway().port(),
        List.of(health(), statusRoutes())));
  }

  private Future<?> gateways() {
    Gauge.builder("hokm.sockets", sockets, AtomicInteger::get)
        .description("WebSocket connections of players").register(metrics.registry());
    gauge("hokm.sockets.limit", "connections that it may have", config.gateway()::connections);
    Future<?> chain = Future.succeededFuture();
    for (int i = 0; i < config.loops(); i++) {
      var gateway = new Gateway(config.gateway(), id, i,
          () -> new RoomClient(store(), cluster.membership(), seams.edges().apply(vertx)),
          () -> new RedisSessions(links.here()), () -> new RedisTickets(links.here()),
          routes(), sockets, seams.edges());
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
      return chain.compose(done -> cluster.close());
    });
  }

  private Future<?> drain() {
    if (!joined || cluster.membership().nodes().size() < 2) return Future.succeededFuture();
    return Future.join(hosts.stream().map(RoomHostVerticle::leave).toList())
        .timeout(HAND_OVER_SECONDS, TimeUnit.SECONDS).transform(done -> Future.join(
            gateways.stream().map(gateway -> gateway.leave(FAREWELL)).toList()));
  }
}
