package hokm.gateway;

import hokm.room.Bans;
import hokm.room.Edge;
import hokm.room.Rooms;
import hokm.room.Sessions;
import hokm.room.Tickets;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
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

  private static final int LINE_BYTES = 2048;
  private static final int HEADER_BYTES = 8192;
  /**
   * Which the kernel doubles, and holds for a client beside what waits here. Left to itself it
   * takes up to 4 MB for each that reads nothing, long before anything waits here.
   */
  private static final int SEND_BUFFER_BYTES = 64 * 1024;

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
  private Crowd crowd;
  private Desk desk;
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
    this.crowd = new Crowd(settings);
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

  /** Has those in common with the node's other gateways. Before the deployment. */
  public Gateway sharing(Crowd those) {
    crowd = those;
    return this;
  }

  @Override
  public Future<?> start() {
    var name = node + "." + instance;
    desk = new Desk(edges.apply(vertx), node, name, settings, rooms.get(), sessions.get(),
        tickets.get(), new Registry(), sockets, meters, bans, crowd);
    open = new Sockets(desk);
    return open.start().compose(listening -> listen());
  }

  private Future<?> listen() {
    var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        .setMaxInitialLineLength(LINE_BYTES).setMaxHeaderSize(HEADER_BYTES)
        .setHttp2ClearTextEnabled(false).setSendBufferSize(SEND_BUFFER_BYTES);
    var entrance = new Entrance(desk, open, router(), context);
    return vertx.createHttpServer(options).connectionHandler(entrance::arrived)
        .requestHandler(entrance::asked).listen().onSuccess(listening -> server = listening);
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

  @Override
  public Future<?> stop() {
    open.closeAll();
    return server == null ? Future.succeededFuture() : server.close();
  }
}
