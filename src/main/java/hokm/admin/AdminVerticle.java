package hokm.admin;

import hokm.room.Edge;
import hokm.room.HostedRooms;
import hokm.room.Membership;
import hokm.room.OperatorRecords;
import hokm.room.OutboxEntry;
import hokm.room.RoomStore;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Serves operators: at a port of its own, where the settings name one, for the whole cluster; and
 * over the bus, at every node, whichever node was asked.
 */
public final class AdminVerticle extends VerticleBase {

  private static final int IDLE_SECONDS = 30;

  private final AdminSettings settings;
  private final About about;
  private final Membership membership;
  private final BanList bans;
  private final Reach reach;
  private final Function<Vertx, Edge> edges;
  private HttpServer server;

  /** What the node says of itself, and what it does when it is told to. @param drain at once */
  public record About(String node, String version, List<String> roles, HostedRooms rooms,
      IntSupplier sockets, BooleanSupplier draining, Runnable drain) {}

  /**
   * How this node reaches the stores.
   *
   * @param directory asked once, on the event loop, as is the outbox
   * @param outbox takes an entry, or fails
   * @param records at a node that keeps results
   */
  public record Reach(Supplier<RoomStore> directory,
      Supplier<Function<OutboxEntry, Future<?>>> outbox, Optional<OperatorRecords> records) {}

  public AdminVerticle(AdminSettings settings, About about, Membership membership, BanList bans,
      Reach reach, Function<Vertx, Edge> edges) {
    this.settings = settings;
    this.about = about;
    this.membership = membership;
    this.bans = bans;
    this.reach = reach;
    this.edges = edges;
  }

  @Override
  public Future<?> start() {
    var edge = edges.apply(vertx);
    var records = new RecordsOnBus(edge.bus());
    var cluster = new Cluster(about.node(), membership, reach.directory().get(), edge);
    var serving = reach.records().map(here -> RecordsOnBus.serve(edge.bus(), here))
        .orElse(Future.succeededFuture());
    return Future.all(serving, new NodeEnd(about, bans, edge).serve())
        .compose(served -> bans.start(edge, () ->
            records.bans().recover(e -> cluster.bans())))
        .compose(known -> settings.port() == 0 ? Future.succeededFuture()
            : listen(new AdminRoutes(settings, new AdminRoutes.Parts(about.node(), edge, cluster,
                records, bans, new Audit(about.node(), reach.outbox().get())))));
  }

  private Future<?> listen(AdminRoutes routes) {
    var router = Router.router(vertx);
    routes.accept(router);
    var options = new HttpServerOptions().setHost(settings.host()).setPort(settings.port())
        .setIdleTimeout(IDLE_SECONDS).setCompressionSupported(false);
    return vertx.createHttpServer(options).requestHandler(router).listen()
        .onSuccess(listening -> server = listening)
        .recover(e -> Future.failedFuture(new IllegalStateException(
            "HOKM_ADMIN_PORT: a free port at HOKM_ADMIN_HOST, not " + settings.port(), e)));
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }
}
