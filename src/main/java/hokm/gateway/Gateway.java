package hokm.gateway;

import hokm.gateway.GatewayMeters.Turned;
import hokm.protocol.ClientMessages;
import hokm.room.Bans;
import hokm.room.Edge;
import hokm.room.Rooms;
import hokm.room.Sessions;
import hokm.room.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where clients connect: one event loop's WebSockets, the page, and the routes of other parts.
 * Several share the node's port. A socket's fate is its own: nothing that one sends, and nothing
 * that goes wrong with one, reaches another.
 */
public final class Gateway extends VerticleBase {

  private static final int QUEUE_BYTES = 256 * 1024;
  private static final int CLOSING_SECONDS = 2;
  private static final int GATHERED = 64;

  private final GatewaySettings settings;
  private final String node;
  private final int instance;
  private final Supplier<Rooms> rooms;
  private final Supplier<Sessions> sessions;
  private final Supplier<Tickets> tickets;
  private final List<Consumer<Router>> routes;
  private final AtomicInteger sockets;
  private final Function<Vertx, Edge> edges;
  private GatewayMeters meters = new GatewayMeters(new CompositeMeterRegistry());
  private Bans bans = Bans.NONE;
  private Sockets open;
  private HttpServer server;

  /**
   * @param instance unique in the node
   * @param rooms called once, on the event loop, as are sessions and tickets
   * @param sockets counts those of all the node's gateways
   */
  public Gateway(GatewaySettings settings, String node, int instance, Supplier<Rooms> rooms,
      Supplier<Sessions> sessions, Supplier<Tickets> tickets, List<Consumer<Router>> routes,
      AtomicInteger sockets, Function<Vertx, Edge> edges) {
    this.settings = settings;
    this.node = node;
    this.instance = instance;
    this.rooms = rooms;
    this.sessions = sessions;
    this.tickets = tickets;
    this.routes = routes;
    this.sockets = sockets;
    this.edges = edges;
  }

  /** Counts there. Before the deployment. */
  public Gateway metered(MeterRegistry registry) {
    meters = new GatewayMeters(registry);
    return this;
  }

  /** Lets these players in no more, nor keeps them. Before the deployment. */
  public Gateway banning(Bans those) {
    bans = those;
    return this;
  }

  @Override
  public Future<?> start() {
    var name = node + "." + instance;
    open = new Sockets(new Desk(edges.apply(vertx), node, name, settings, rooms.get(),
        sessions.get(), tickets.get(), new Registry(), sockets, meters, bans));
    return open.start().compose(listening -> listen());
  }

  private Future<?> listen() {
    var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
        .setMaxWebSocketFrameSize(ClientMessages.FRAME_BYTES)
        .setWebSocketClosingTimeout(CLOSING_SECONDS)
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false);
    var router = router();
    // Past the router: it would wrap each socket, and keep the request for as long.
    return vertx.createHttpServer(options).requestHandler(asked -> {
      if (asked.method() == HttpMethod.GET && "/ws".equals(asked.path())) connect(asked);
      else router.handle(asked);
    }).listen().onSuccess(listening -> server = listening);
  }

  /** The port in use, also where the settings left the choice to the system. */
  public int port() {
    return server.actualPort();
  }

  private Router router() {
    var router = Router.router(vertx);
    routes.forEach(route -> route.accept(router));
    new Pages().accept(router);
    return router;
  }

  private void connect(HttpServerRequest asked) {
    if (open.leaving()) {
      meters.turned(Turned.LEAVING);
      asked.response().setStatusCode(503).end("This server leaves; another takes you.");
      return;
    }
    if (!welcome(asked)) {
      meters.turned(Turned.ORIGIN);
      asked.response().setStatusCode(403).end("Pages of this origin may not connect here.");
      return;
    }
    if (sockets.incrementAndGet() > settings.connections()) {
      sockets.decrementAndGet();
      meters.turned(Turned.FULL);
      asked.response().setStatusCode(503).end("This server has all the connections it takes.");
      return;
    }
    asked.toWebSocket()
        .onSuccess(this::opened)
        .onFailure(e -> {
          sockets.decrementAndGet();
          meters.turned(Turned.HANDSHAKE);
          if (!asked.response().ended()) asked.response().setStatusCode(400).end();
        });
  }

  private void opened(ServerWebSocket socket) {
    var client = open.open(Wire.of(socket));
    if (socket.isClosed()) return;
    socket.setWriteQueueMaxSize(QUEUE_BYTES);
    gather(((WebSocketInternal) socket).channelHandlerContext(), client);
    socket.frameHandler(new Intake(client));
    socket.closeHandler(v -> client.end());
  }

  /**
   * What a socket is sent in one turn of its event loop, as an acceptance and the news of the same
   * move, leaves with one call of the system; these calls are most of what a move costs.
   */
  private static void gather(ChannelHandlerContext socket, ClientSocket client) {
    socket.pipeline().addFirst(new FlushConsolidationHandler(GATHERED, true))
        .addBefore(socket.name(), "guard", new FrameGuard(client));
  }

  /**
   * Sends the clients to other nodes, and takes no more. On any thread.
   *
   * @param within this time, each at a moment of its own
   * @return when the last has been told
   */
  public Future<Void> leave(Duration within) {
    Promise<Void> left = Promise.promise();
    context.runOnContext(go -> open.leave(within).onComplete(left));
    return left.future();
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

  @Override
  public Future<?> stop() {
    open.closeAll();
    return server == null ? Future.succeededFuture() : server.close();
  }
}
