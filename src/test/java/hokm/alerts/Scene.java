package hokm.alerts;

import hokm.local.FreePorts;
import hokm.local.NodeProcess;
import hokm.local.NodeProcess.Launch;
import hokm.local.PostgresServer;
import hokm.local.RedisServer;
import hokm.local.TestPostgres;
import hokm.snapshots.OutboxDoor;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * Two nodes, Redis and PostgreSQL twice, as processes that nobody starts again: what is hurt stays
 * hurt until it is healed. Their limits are low, so that little fills them.
 */
final class Scene implements AutoCloseable {

  static final Duration SOON = Duration.ofSeconds(90);
  static final int CONNECTIONS = 20;
  static final int ROOMS = 12;
  static final int OUTBOX = 100;

  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");
  private static final String KEYS = "EVAL \"return redis.status_reply(table.concat("
      + "redis.call('KEYS', '*:room:*'), ' '))\" 0";
  private static final String PASSWORD = "only-here";

  final Vertx vertx = Vertx.vertx();
  final RedisServer redis;
  final TestPostgres postgres;
  final OutboxDoor outbox;
  private final Path folder;
  private final List<Integer> ports = Stream.generate(FreePorts::any).distinct().limit(6).toList();
  private final RedisLink link;
  private NodeProcess one;
  private NodeProcess two;

  /** Starts all of it; to be healed before it is used, and closed whatever happens. */
  Scene(Path folder) throws Exception {
    this.folder = folder;
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    redis = new RedisServer(folder.resolve("redis"), BINARIES, FreePorts.any(), PASSWORD).start();
    postgres = TestPostgres.start(folder);
    link = RedisLink.open(vertx, new RedisSettings(redis.url(), RedisServer.USER, PASSWORD,
        Duration.ofSeconds(1)));
    outbox = new OutboxDoor(link, "AAAAAA");
    one = node(0, Map.of(), Launch.NODE).start();
    two = node(1, Map.of(), Launch.NODE).start();
  }

  NodeProcess one() {
    return one;
  }

  NodeProcess two() {
    return two;
  }

  List<String> targets() {
    return List.of("127.0.0.1:" + ports.get(0), "127.0.0.1:" + ports.get(1));
  }

  /** Both nodes end, and others come in their places. */
  void replace(Map<String, String> settings) {
    one.stop();
    one = node(0, settings, Launch.NODE).start();
    replaceTwo(settings, Launch.NODE);
    heal();
  }

  /** The second node ends, and another comes in its place. */
  void replaceTwo(Map<String, String> settings, Launch launch) {
    two.stop();
    two = node(1, settings, launch).start();
  }

  void awaitReady(NodeProcess node) {
    Awaitility.await("Node " + node.name() + "; its log is " + node.log()).atMost(SOON)
        .until(() -> node.ok("/health/ready"));
  }

  /** Both are there, see each other, and take players. */
  void heal() {
    for (NodeProcess node : List.of(one, two)) if (!node.alive()) node.start();
    Awaitility.await("The nodes' logs are in " + folder).atMost(SOON)
        .until(() -> one.ok("/health/ready") && two.ok("/health/ready")
            && one.sees(List.of(two)) && two.sees(List.of(one)));
  }

  private NodeProcess node(int no, Map<String, String> more, Launch launch) {
    var all = new HashMap<String, String>();
    all.put("HOKM_END_WITH_PARENT", "true");
    all.put("HOKM_NODE", "node" + (no + 1));
    all.put("HOKM_LOOPS", "1");
    all.put("HOKM_HTTP_PORT", ports.get(no).toString());
    all.put("HOKM_CLUSTER_PORT", ports.get(2 + no).toString());
    all.put("HOKM_BUS_PORT", ports.get(4 + no).toString());
    all.put("HOKM_CLUSTER_MEMBERS", ports.subList(2, 4).stream().map(port -> "127.0.0.1:" + port)
        .collect(Collectors.joining(",")));
    all.put("HOKM_CLUSTER_SECRET", PASSWORD);
    all.put("HOKM_REDIS_URL", redis.url());
    all.put("HOKM_REDIS_USER", RedisServer.USER);
    all.put("HOKM_REDIS_PASSWORD", PASSWORD);
    all.put("HOKM_PG_ENDPOINTS", postgres.cluster().servers().stream()
        .map(server -> "127.0.0.1:" + server.port()).collect(Collectors.joining(",")));
    all.put("HOKM_PG_PASSWORD", postgres.password("game_user"));
    all.put("HOKM_PG_OWNER_PASSWORD", postgres.password("hokm_owner"));
    all.put("HOKM_PG_SUPERVISOR_PASSWORD", postgres.password("hokm_supervisor"));
    all.put("HOKM_CONNECTIONS", Integer.toString(CONNECTIONS));
    all.put("HOKM_ROOMS", Integer.toString(ROOMS));
    all.put("HOKM_OUTBOX", Integer.toString(OUTBOX));
    // Who is deaf shall be dropped for that, not for asking too much.
    all.put("HOKM_RATE", "5000");
    all.put("HOKM_BURST", "10000");
    all.put("HOKM_RATE_PER_ADDRESS", "0");
    all.put("HOKM_NEW_ROOMS_PER_ADDRESS", "0");
    all.put("HOKM_BOT_DELAY_MS", "100");
    all.put("HOKM_LINGER_MS", "1000");
    all.putAll(more);
    return new NodeProcess("node" + (no + 1), ports.get(no),
        folder.resolve("logs").resolve("node" + (no + 1) + ".log"), all, launch);
  }

  /** Where Redis has the rooms. */
  List<String> roomKeys() {
    return Stream.of(redis.ask(KEYS).substring(1).split(" ")).filter(key -> !key.isBlank())
        .toList();
  }

  PostgresServer primary() {
    return postgres.cluster().primary();
  }

  PostgresServer standby() {
    return postgres.cluster().other(primary());
  }

  @Override
  public void close() {
    link.leave();
    Stream.of(one, two).parallel().forEach(NodeProcess::stop);
    postgres.cluster().stop();
    redis.stop();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
