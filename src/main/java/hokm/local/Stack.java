package hokm.local;

import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All of Hokm on this machine: real servers, nodes as processes of their own, one balancer. */
public final class Stack implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(90);

  private final StackSettings settings;
  private final Secrets secrets;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final List<Integer> adminPorts = new ArrayList<>();
  private Optional<PostgresCluster> postgres = Optional.empty();
  private Optional<PostgresKeeper> keeper = Optional.empty();
  private Optional<RedisServer> redis = Optional.empty();
  private Supervisor supervisor;
  private Balancer balancer;
  private int balancerPort;
  private String members = "";
  private final Thread hook = new Thread(this::close, "stop");
  private volatile boolean closing;
  private boolean closed;

  private Stack(StackSettings settings) {
    this.settings = settings;
    this.secrets = Secrets.of(settings.folder());
  }

  /** Returns when the nodes are ready and the balancer answers; stops all of it when that fails. */
  public static Stack start(StackSettings settings) {
    var stack = new Stack(settings);
    Runtime.getRuntime().addShutdownHook(stack.hook);
    try {
      stack.start();
      return stack;
    } catch (RuntimeException failed) {
      stack.close();
      throw failed;
    }
  }

  private void start() {
    var binaries = settings.folder().resolve("binaries");
    if (settings.redisUrl().isEmpty()) {
      int port = port("Redis", StackSettings.REDIS_PORT);
      redis = Optional.of(new RedisServer(settings.folder().resolve("redis"), binaries, port,
          secrets.of("redis")).start());
      say("Redis answers at 127.0.0.1:" + port + ".");
    }
    if (settings.postgresEndpoints().isEmpty()) {
      int one = port("The PostgreSQL primary", StackSettings.POSTGRES_PORT);
      int two = port("The PostgreSQL standby", StackSettings.POSTGRES_PORT + 1);
      var programs = settings.postgresPrograms()
          .orElseGet(() -> PostgresPrograms.embedded(binaries, settings.progress()));
      postgres = Optional.of(new PostgresCluster(settings.folder().resolve("postgres"), programs,
          List.of(one, two), secrets, settings.progress()));
      postgres.get().start();
      int primary = postgres.get().primary().port();
      say("The PostgreSQL primary answers at 127.0.0.1:" + primary
          + "; the standby at 127.0.0.1:" + (primary == one ? two : one) + " streams from it.");
    }
    startNodes();
    tellOthers();
    startBalancer();
    keeper = postgres.map(cluster -> new PostgresKeeper(cluster, settings.progress()));
    supervisor = new Supervisor(nodes, keeper, redis, settings.progress());
    supervisor.start();
  }

  private void startNodes() {
    var cluster = Stream.generate(FreePorts::any).distinct().limit(settings.nodes() * 2L).toList();
    var ground = settings.ground();
    members = IntStream.range(0, settings.nodes())
        .mapToObj(i -> ground.host(i) + ":" + cluster.get(i)).collect(Collectors.joining(","));
    for (int i = 0; i < settings.nodes(); i++) {
      var name = "node" + (i + 1);
      int http = port("Node " + name, settings.firstNodePort() + i);
      var environment = new HashMap<>(common());
      environment.put("HOKM_NODE", name);
      environment.put("HOKM_HTTP_PORT", Integer.toString(http));
      adminPorts.add(port("The admin API of " + name, StackSettings.ADMIN_PORT + i));
      environment.put("HOKM_ADMIN_PORT", Integer.toString(adminPorts.get(i)));
      environment.put("HOKM_CLUSTER_PORT", Integer.toString(cluster.get(i)));
      environment.put("HOKM_BUS_PORT", Integer.toString(cluster.get(settings.nodes() + i)));
      environment.put("HOKM_CLUSTER_HOST", ground.host(i));
      environment.put("HOKM_BUS_HOST", ground.host(i));
      environment.put("HOKM_CLUSTER_MEMBERS", members);
      environment.putAll(settings.environment());
      nodes.add(new NodeProcess(name, ground.watchedAt(i), http,
          settings.folder().resolve("logs").resolve(name + ".log"),
          ground.environment(i, environment), ground.launch(i)).start());
    }
    nodes.forEach(this::awaitReady);
    nodes.forEach(node -> say("Node " + node.name() + " is ready at " + node.host() + ":"
        + node.port() + "."));
  }

  /** For a node that somebody starts beside these, and for the database's commands. */
  private void tellOthers() {
    var all = new TreeMap<>(common());
    all.keySet().removeAll(List.of("HOKM_END_WITH_PARENT", "HOKM_ADMIN_TOKEN"));
    all.put("HOKM_CLUSTER_MEMBERS", members);
    Secrets.keep(settings.folder().resolve("node.env"), all.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue() + "\n").collect(Collectors.joining()));
  }

  private Map<String, String> common() {
    var all = new HashMap<String, String>();
    all.put("HOKM_END_WITH_PARENT", "true");
    all.put("HOKM_HTTP_HOST", "127.0.0.1");
    all.put("HOKM_ADMIN_TOKEN", secrets.of("admin"));
    all.put("HOKM_CLUSTER_SECRET", secrets.of("cluster"));
    redis.ifPresent(server -> {
      all.put("HOKM_REDIS_URL", server.url());
      all.put("HOKM_REDIS_USER", RedisServer.USER);
      all.put("HOKM_REDIS_PASSWORD", secrets.of("redis"));
    });
    settings.redisUrl().ifPresent(url -> all.put("HOKM_REDIS_URL", url));
    settings.postgresEndpoints().ifPresent(list -> all.put("HOKM_PG_ENDPOINTS", list));
    postgres.ifPresent(cluster -> {
      all.put("HOKM_PG_ENDPOINTS", cluster.servers().stream()
          .map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(",")));
      all.put("HOKM_PG_DATABASE", PostgresServer.DATABASE);
      all.put("HOKM_PG_USER", "game_user");
      all.put("HOKM_PG_PASSWORD", secrets.of("game_user"));
      all.put("HOKM_PG_OWNER_USER", "hokm_owner");
      all.put("HOKM_PG_OWNER_PASSWORD", secrets.of("hokm_owner"));
      all.put("HOKM_PG_SUPERVISOR_USER", "hokm_supervisor");
      all.put("HOKM_PG_SUPERVISOR_PASSWORD", secrets.of("hokm_supervisor"));
      all.put("HOKM_PG_PROMOTE", "auto");
      all.put("HOKM_PG_ACK", "replicated");
    });
    return all;
  }

  private void awaitReady(NodeProcess node) {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!node.ok("/health/ready")) {
      if (!node.alive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("Node " + node.name() + " did not become ready"
            + (node.alive() ? " within " + READY.toSeconds() + " s" : "")
            + "; its log is " + node.log());
      }
      Supervisor.pause(100);
    }
  }

  private void startBalancer() {
    balancer = new Balancer(nodes.stream()
        .map(node -> SocketAddress.inetSocketAddress(node.port(), node.host())).toList());
    try {
      balancerPort = balancer.start(port("The balancer", settings.balancerPort()))
          .toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("The balancer did not start: " + e.getMessage(), e);
    }
    long deadline = System.nanoTime() + READY.toNanos();
    while (!answers("/health/ready") && System.nanoTime() < deadline) Supervisor.pause(50);
  }

  private boolean answers(String path) {
    try {
      return HttpClient.newHttpClient().send(HttpRequest.newBuilder(
              URI.create("http://127.0.0.1:" + balancerPort + path))
              .timeout(Duration.ofSeconds(2)).build(), HttpResponse.BodyHandlers.discarding())
          .statusCode() == 200;
    } catch (Exception no) {
      return false;
    }
  }

  private int port(String what, int wanted) {
    if (closing) throw new IllegalStateException("Stopped before everything was started.");
    int port = FreePorts.near(wanted);
    if (port != wanted) say(what + " moves to port " + port + ", since " + wanted + " is taken.");
    return port;
  }

  private void say(String line) {
    settings.progress().accept(line);
  }

  public int balancerPort() {
    return balancerPort;
  }

  /** Of the nodes, in their order. The token is {@link Secrets#admin}. */
  public List<Integer> adminPorts() {
    return List.copyOf(adminPorts);
  }

  public List<NodeProcess> nodes() {
    return List.copyOf(nodes);
  }

  public Optional<PostgresCluster> postgres() {
    return postgres;
  }

  /** What brings PostgreSQL servers back; for who plays faults. */
  public Optional<PostgresKeeper> keeper() {
    return keeper;
  }

  public Optional<RedisServer> redis() {
    return redis;
  }

  /** For who looks into the embedded Redis; empty without one. */
  public Optional<String> redisPassword() {
    return redis.map(server -> secrets.of("redis"));
  }

  public Path folder() {
    return settings.folder();
  }

  /**
   * Sockets first, then nodes, then the servers that they use. Happens by itself when the program
   * is told to end, also in the middle of the start.
   */
  @Override
  public void close() {
    closing = true;
    stop();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      say("Stopped.");
    }
  }

  private synchronized void stop() {
    if (closed) return;
    closed = true;
    if (supervisor != null) supervisor.stop();
    if (balancer != null) {
      try {
        balancer.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      } catch (Exception late) {
        say("The balancer did not stop in time.");
      }
    }
    nodes.parallelStream().forEach(NodeProcess::stop);
    postgres.ifPresent(PostgresCluster::stop);
    redis.ifPresent(RedisServer::stop);
  }
}
