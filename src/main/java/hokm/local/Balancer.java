package hokm.local;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.httpproxy.HttpProxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * One address in front of the nodes, for HTTP and WebSocket. Asks each node every 250 ms whether
 * it is ready; a node that refuses a connection is passed over within the same request.
 */
public final class Balancer {

  private static final long LOOK_MILLIS = 250;
  private static final int CONNECT_MILLIS = 500;
  private static final int CONNECTIONS = 20_000;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient(
      new HttpClientOptions().setConnectTimeout(CONNECT_MILLIS),
      new PoolOptions().setHttp1MaxSize(CONNECTIONS));
  private final List<SocketAddress> nodes;
  private final Set<SocketAddress> ready = new LinkedHashSet<>();
  private int turn;
  private long looks = -1;

  public Balancer(List<SocketAddress> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /** Listens on the loopback address. */
  public Future<Integer> start(int port) {
    var proxy = HttpProxy.reverseProxy(client)
        .origin(context -> connect(order(), context.request().proxiedRequest().authority()));
    looks = vertx.setPeriodic(0, LOOK_MILLIS, id -> nodes.forEach(this::look));
    return vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(port))
        .requestHandler(proxy).listen().map(server -> server.actualPort());
  }

  private void look(SocketAddress node) {
    client.request(new RequestOptions().setHost(node.host()).setPort(node.port())
            .setMethod(HttpMethod.GET).setURI("/health/ready").setIdleTimeout(CONNECT_MILLIS))
        .compose(HttpClientRequest::send)
        .map(response -> response.statusCode() == 200)
        .onComplete(answer -> {
          if (answer.succeeded() && answer.result()) ready.add(node);
          else ready.remove(node);
        });
  }

  /** Ready ones first, each in turn; the others only when none of those can be reached. */
  private List<SocketAddress> order() {
    var first = new ArrayList<>(ready);
    if (!first.isEmpty()) Collections.rotate(first, turn++ % first.size());
    nodes.stream().filter(node -> !ready.contains(node)).forEach(first::add);
    return first;
  }

  /** The node is told the address that the browser asked for, since it checks origins by it. */
  private Future<HttpClientRequest> connect(List<SocketAddress> candidates, HostAndPort asked) {
    var request = client.request(new RequestOptions()
        .setServer(candidates.get(0))
        .setHost(asked.host()).setPort(asked.port() < 0 ? 80 : asked.port()));
    return candidates.size() == 1 ? request : request.recover(refused -> {
      ready.remove(candidates.get(0));
      return connect(candidates.subList(1, candidates.size()), asked);
    });
  }

  public Future<Void> stop() {
    vertx.cancelTimer(looks);
    return vertx.close();
  }
}
