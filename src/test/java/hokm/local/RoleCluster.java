package hokm.local;

import hokm.demo.Target;
import hokm.room.Owner;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSettings;
import hokm.witness.Postgres;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Nodes as processes of their own, each with one role, beside real servers and a balancer. */
public final class RoleCluster implements Target, AutoCloseable {

  private static final List<String> ROLES = List.of("gateway", "gateway", "rooms", "rooms",
      "rooms", "matchmaker", "matchmaker", "persistence", "persistence");
  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");

  private final Vertx vertx;
  private final Path folder;
  private final TestPostgres postgres;
  private final RedisServer redis;
  private final List<NodeProcess> nodes = new ArrayList<>();
  private final RedisLink link;
  private final RedisRoomStore rooms;
  private final Balancer balancer;
  private final int port;

  /** Starts the servers; no node yet. */
  public RoleCluster(Vertx vertx, Path folder) throws Exception {
    this.vertx = vertx;
    this.folder = folder;
    postgres = TestPostgres.start(folder);
    var secrets = Secrets.of(folder);
    redis = new RedisServer(folder.resolve("redis"), BINARIES, FreePorts.any(),
        secrets.of("redis")).start();
    var ports = Stream.generate(FreePorts::any).distinct().limit(ROLES.size() * 3L).toList();
    var members = ports.subList(0, ROLES.size()).stream().map(each -> "127.0.0.1:" + each)
        .collect(Collectors.joining(","));
    for (int i = 0; i < ROLES.size(); i++) {
      int http = ports.get(ROLES.size() * 2 + i);
      var all = common(secrets, ROLES.get(i));
      all.put("HOKM_NODE", name(i));
      all.put("HOKM_ROLES", ROLES.get(i));
      all.put("HOKM_HTTP_PORT", Integer.toString(http));
      all.put("HOKM_CLUSTER_MEMBERS", members);
      all.put("HOKM_CLUSTER_PORT", Integer.toString(ports.get(i)));
      all.put("HOKM_BUS_PORT", Integer.toString(ports.get(ROLES.size() + i)));
      nodes.add(new NodeProcess(name(i), http, folder.resolve("logs").resolve(name(i) + ".log"),
          all, NodeProcess.Launch.NODE));
    }
    link = RedisLink.open(vertx, new RedisSettings(redis.url(), RedisServer.USER,
        secrets.of("redis"),
        RedisSettings.DEFAULT.deadline()));
    rooms = new RedisRoomStore(link);
    balancer = new Balancer(of("gateway").stream()
        .map(node -> SocketAddress.inetSocketAddress(node.port(), "127.0.0.1")).toList());
    port = balancer.start(0).await(10, TimeUnit.SECONDS);
  }

  private static String name(int i) {
    return ROLES.get(i) + "-" + i;
  }

  /** PostgreSQL's addresses and passwords are for those alone that keep results. */
  private Map<String, String> common(Secrets secrets, String role) {
    var all = new HashMap<>(Map.of("HOKM_END_WITH_PARENT", "true", "HOKM_LOOPS", "1",
        "HOKM_CLUSTER_SECRET", secrets.of("cluster"), "HOKM_REDIS_URL", redis.url(),
        "HOKM_REDIS_USER", RedisServer.USER, "HOKM_REDIS_PASSWORD", secrets.of("redis"),
        "HOKM_TURN_MS", "20000",
        "HOKM_AWAY_MS", "20000", "HOKM_QUICK_MATCH_WAIT_MS", "60000"));
    if (!role.equals("persistence")) {
      all.put("HOKM_PG_ENDPOINTS", "127.0.0.1:1");
      return all;
    }
    all.put("HOKM_PG_ENDPOINTS", postgres.cluster().servers().stream()
        .map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(",")));
    all.put("HOKM_PG_PASSWORD", secrets.of("game_user"));
    all.put("HOKM_PG_OWNER_PASSWORD", secrets.of("hokm_owner"));
    all.put("HOKM_PG_SUPERVISOR_PASSWORD", secrets.of("hokm_supervisor"));
    return all;
  }

  public List<NodeProcess> of(String role) {
    return nodes.stream().filter(node -> node.name().startsWith(role + "-")).toList();
  }

  public List<NodeProcess> all() {
    return List.copyOf(nodes);
  }

  /** Who draws up the tables of quick matches now. */
  public Optional<NodeProcess> seater() {
    var holder = redis.ask("EVAL \"return redis.status_reply(redis.call('GET',"
        + "'lease:matchmaker') or 'nobody')\" 0");
    return nodes.stream().filter(node -> holder.contains(node.id())).findFirst();
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public Future<Optional<String>> ownerOf(String room) {
    return rooms.owner(room).map(owner -> owner.map(Owner::node));
  }

  @Override
  public void killNode(String id) {
    nodes.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow().kill();
  }

  @Override
  public void kill(Postgres server) {
    postgres.cluster().servers().stream()
        .filter(each -> server.name().equals("127.0.0.1:" + each.port())).findFirst()
        .orElseThrow().kill();
  }

  @Override
  public List<Postgres> servers() {
    return postgres.cluster().servers().stream().map(each -> new Postgres(
        "127.0.0.1:" + each.port(), () -> each.connect("hokm_game", "game_user"))).toList();
  }

  @Override
  public void close() {
    nodes.parallelStream().forEach(NodeProcess::stop);
    balancer.stop();
    link.close();
    redis.stop();
    postgres.cluster().stop();
  }
}
