package hokm.gateway;

import hokm.protocol.ClientMessages;
import hokm.room.Adopted;
import hokm.room.Rooms;
import hokm.room.Seated;
import hokm.room.Sessions;
import hokm.room.Tell;
import hokm.room.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where clients connect: one event loop's WebSockets, the page, and the routes of other parts.
 * Several share the node's port. A socket's fate is its own: nothing that one sends, and nothing
 * that goes wrong with one, reaches another.
 */
public final class Gateway extends VerticleBase {

  private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
      + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
      + " frame-ancestors 'none'";

  private static final int LOOKS_A_PING = 5;

  private final GatewaySettings settings;
  private final String node;
  private final int instance;
  private final Supplier<Rooms> rooms;
  private final Supplier<Sessions> sessions;
  private final Supplier<Tickets> tickets;
  private final List<Consumer<Router>> routes;
  private final AtomicInteger sockets;
  private final Registry registry = new Registry();
  private Optional<MeterRegistry> meters = Optional.empty();
  private Desk desk;
  private HttpServer server;
  private long connections;

  /**
   * @param instance unique in the node
   * @param rooms called once, on the event loop, as are sessions and tickets
   * @param sockets counts those of all the node's gateways
   */
  public Gateway(GatewaySettings settings, String node, int instance, Supplier<Rooms> rooms,
      Supplier<Sessions> sessions, Supplier<Tickets> tickets, List<Consumer<Router>> routes,
      AtomicInteger sockets) {
    this.settings = settings;
    this.node = node;
    this.instance = instance;
    this.rooms = rooms;
    this.sessions = sessions;
    this.tickets = tickets;
    this.routes = routes;
    this.sockets = sockets;
  }

  /** Counts frames and refusals there. Before the deployment. */
  public Gateway metered(MeterRegistry registry) {
    meters = Optional.of(registry);
    return this;
  }

  @Override
  public Future<?> start() {
    var name = node + "." + instance;
    desk = new Desk(vertx, node, name, settings, rooms.get(), sessions.get(), tickets.get(),
        registry, sockets, new GatewayMeters(meters));
    var bus = vertx.eventBus();
    vertx.setPeriodic(Math.max(1, settings.ping().toMillis() / LOOKS_A_PING), id -> {
      long now = desk.millis();
      registry.all().forEach(socket -> socket.look(now));
    });
    var told = bus.<Tell>consumer("gateway." + name, m -> tell(m.body())).completion();
    var adopted = bus.<Adopted>consumer(Adopted.ADDRESS, m -> adopted(m.body())).completion();
    var seated = bus.<Seated>consumer(Seated.ADDRESS, m -> seated(m.body())).completion();
    return Future.all(told, adopted, seated).compose(listening -> listen());
  }

  private Future<?> listen() {
    var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
        .setMaxWebSocketFrameSize(ClientMessages.FRAME_BYTES * 2)
        .setMaxWebSocketMessageSize(ClientMessages.FRAME_BYTES * 4)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
    return vertx.createHttpServer(options).requestHandler(router()).listen()
        .onSuccess(listening -> server = listening);
  }

  /** The port in use, also where the settings left the choice to the system. */
  public int port() {
    return server.actualPort();
  }

  private Router router() {
    var router = Router.router(vertx);
    router.get("/ws").handler(this::connect);
    routes.forEach(route -> route.accept(router));
    router.route().handler(asked -> {
      asked.response().putHeader("Content-Security-Policy", POLICY)
          .putHeader("X-Content-Type-Options", "nosniff")
          .putHeader("Referrer-Policy", "no-referrer")
          .putHeader("Cache-Control", "no-cache");
      asked.next();
    });
    router.get().handler(StaticHandler.create("web").setCachingEnabled(false));
    return router;
  }

  private void connect(RoutingContext asked) {
    if (!welcome(asked.request())) {
      asked.response().setStatusCode(403).end("Pages of this origin may not connect here.");
      return;
    }
    if (sockets.incrementAndGet() > settings.connections()) {
      sockets.decrementAndGet();
      asked.response().setStatusCode(503).end("This server has all the connections it takes.");
      return;
    }
    asked.request().toWebSocket()
        .onSuccess(socket ->
            new ClientSocket(desk, socket, desk.name() + "." + ++connections).open())
        .onFailure(e -> {
          sockets.decrementAndGet();
          if (!asked.response().ended()) asked.response().setStatusCode(400).end();
        });
  }

  /** A browser says which page connects; it must be ours, or one that the operator named. */
  private boolean welcome(HttpServerRequest request) {
    var origin = request.getHeader("Origin");
    if (origin == null) return true;
    if (!settings.origins().isEmpty()) return settings.origins().contains(origin);
    try {
      return URI.create(origin).getAuthority() != null
          && URI.create(origin).getAuthority().equals(request.getHeader("Host"));
    } catch (IllegalArgumentException nonsense) {
      return false;
    }
  }

  private void tell(Tell tell) {
    for (var news : tell.frames()) {
      var socket = registry.byConnection(news.connection());
      if (socket != null) socket.tell(tell.room(), news);
    }
  }

  private void adopted(Adopted adopted) {
    adopted.rooms().forEach(room ->
        registry.inRoom(room).forEach(ClientSocket::adopted));
  }

  private void seated(Seated seated) {
    seated.players().forEach(player -> registry.ofPlayer(player)
        .forEach(socket -> socket.seated(seated.room())));
  }

  @Override
  public Future<?> stop() {
    registry.all().forEach(ClientSocket::serverLeaves);
    return server == null ? Future.succeededFuture() : server.close();
  }
}
