package hokm.health;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.function.Consumer;

/** The HTTP server of a node that takes no players: it tells how it is, and nothing else. */
public final class HealthServer extends VerticleBase {

  private final String host;
  private final int port;
  private final List<Consumer<Router>> routes;
  private HttpServer server;

  public HealthServer(String host, int port, List<Consumer<Router>> routes) {
    this.host = host;
    this.port = port;
    this.routes = List.copyOf(routes);
  }

  @Override
  public Future<?> start() {
    var router = Router.router(vertx);
    routes.forEach(route -> route.accept(router));
    return vertx.createHttpServer().requestHandler(router).listen(port, host)
        .onSuccess(listening -> server = listening);
  }

  @Override
  public Future<?> stop() {
    return server == null ? Future.succeededFuture() : server.close();
  }
}
