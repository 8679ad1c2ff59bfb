package hokm.chaos;

import hokm.local.Ground;
import hokm.local.NodeProcess;
import hokm.local.NodeProcess.Launch;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * A ground whose ways can be disturbed: each node in a network of its own where this process may
 * make one, a gate between each node and Redis, another before its players, and a clock that moves.
 */
public final class FaultyGround implements Ground, AutoCloseable {

  private static final String LOOPBACK_HOST = "127.0.0.1";

  private final IntFunction<Launch> launch;
  private final Vertx vertx;
  private final Path folder;
  private final Optional<Namespaces> networks;
  private final List<Gate> redis = new ArrayList<>();
  private final List<Gate> doors = new ArrayList<>();
  private final Map<Integer, Gate> postgres = new HashMap<>();

  /**
   * @param networks whether each node is to be in one of its own, where that is allowed
   * @param launch what each node runs
   */
  public FaultyGround(Vertx vertx, Path folder, int nodes, boolean networks,
      IntFunction<Launch> launch) {
    this.launch = launch;
    this.vertx = vertx;
    this.folder = folder;
    this.networks = networks ? Namespaces.make(nodes) : Optional.empty();
  }

  Optional<Namespaces> networks() {
    return networks;
  }

  /** In the order of the nodes. */
  List<Gate> redis() {
    return redis;
  }

  List<Gate> doors() {
    return doors;
  }

  /** The file that moves its clock. */
  Path clock(int node) {
    return folder.resolve("clock-" + node);
  }

  /** For players, when the nodes are there. */
  List<SocketAddress> open(List<NodeProcess> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      doors.add(Gate.open(vertx, SocketAddress.inetSocketAddress(0, LOOPBACK_HOST),
          SocketAddress.inetSocketAddress(nodes.get(i).port(), host(i))));
    }
    return doors.stream()
        .map(gate -> SocketAddress.inetSocketAddress(gate.port(), LOOPBACK_HOST)).toList();
  }

  @Override
  public String host(int node) {
    return networks.map(made -> made.host(node)).orElse(LOOPBACK_HOST);
  }

  @Override
  public String watchedAt(int node) {
    return networks.map(made -> made.watchedAt(node)).orElse(LOOPBACK_HOST);
  }

  @Override
  public Launch launch(int node) {
    var usual = launch.apply(node);
    return networks.map(made -> usual.behind(made.inside(node))).orElse(usual);
  }

  @Override
  public Map<String, String> environment(int node, Map<String, String> usual) {
    var here = networks.map(Namespaces::here).orElse(LOOPBACK_HOST);
    var to = URI.create(usual.get("HOKM_REDIS_URL"));
    var gate = Gate.open(vertx, SocketAddress.inetSocketAddress(0, here),
        SocketAddress.inetSocketAddress(to.getPort(), to.getHost()));
    redis.add(gate);
    var environment = new HashMap<>(usual);
    environment.put("HOKM_REDIS_URL", "redis://" + here + ":" + gate.port());
    environment.put("HOKM_CLOCK", clock(node).toString());
    networks.ifPresent(made -> {
      environment.put("HOKM_HTTP_HOST", "0.0.0.0");
      environment.put("HOKM_PG_ENDPOINTS", List.of(usual.get("HOKM_PG_ENDPOINTS").split(","))
          .stream().map(endpoint -> forwarded(made, endpoint)).collect(Collectors.joining(",")));
    });
    return environment;
  }

  private String forwarded(Namespaces made, String endpoint) {
    int port = Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
    postgres.computeIfAbsent(port, p -> Gate.open(vertx,
        SocketAddress.inetSocketAddress(p, made.postgres()),
        SocketAddress.inetSocketAddress(p, LOOPBACK_HOST)));
    return made.postgres() + ":" + port;
  }

  /** When the nodes have ended. */
  @Override
  public void close() {
    networks.ifPresent(Namespaces::close);
  }
}
