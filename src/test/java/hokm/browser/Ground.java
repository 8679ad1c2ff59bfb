package hokm.browser;

import hokm.local.FreshFolder;
import hokm.local.NodeProcess;
import hokm.local.PostgresServer;
import hokm.local.RedisServer;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.room.Owner;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Three nodes behind the balancer, two PostgreSQL servers and Redis, and what kills them. */
final class Ground implements AutoCloseable {

  /** Bots that think for no time: only the page itself makes a test wait. */
  private static final Map<String, String> PACE = Map.of("HOKM_BOT_DELAY_MS", "20");
  private static final int NODES = 3;
  private static final String DATABASE = "hokm_game";
  private static final Duration WHOLE = Duration.ofSeconds(60);

  private final Vertx vertx = Vertx.vertx();
  private final FileLock lock;
  private final Stack stack;
  private final RedisRoomStore rooms;

  private Ground(FileLock lock, Stack stack) {
    this.lock = lock;
    this.stack = stack;
    rooms = new RedisRoomStore(RedisLink.open(vertx, new RedisSettings(
        stack.redis().orElseThrow().url(), RedisServer.USER, stack.redisPassword().orElseThrow(),
        RedisSettings.DEFAULT.deadline())));
  }

  /** @param folder for data and logs; what is there is thrown away */
  static Ground start(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var lock = FreshFolder.claim(folder, true).orElseThrow(() ->
        new IllegalStateException("Another run has the folder " + folder + "."));
    var settings = new StackSettings(folder, NODES, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.empty(), PACE, line -> {});
    return new Ground(lock, Stack.start(settings));
  }

  String page() {
    return "http://127.0.0.1:" + stack.balancerPort() + "/";
  }

  /** The id of the node that has the room. */
  String owner(String room) throws Exception {
    return rooms.owner(room).toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS)
        .map(Owner::node).orElseThrow(() -> new IllegalStateException("There is no room " + room));
  }

  private NodeProcess node(String id) {
    return stack.nodes().stream().filter(each -> each.id().equals(id)).findFirst()
        .orElseThrow(() -> new IllegalStateException("No process runs node " + id + "."));
  }

  /** SIGKILL; returns when it has ended. @param id as the node itself gives it */
  String killNode(String id) {
    var node = node(id);
    long pid = node.pid();
    node.kill();
    Awaitility.await().until(() -> ProcessHandle.of(pid).isEmpty());
    return id;
  }

  /** SIGSTOP; the supervisor kills what hangs. */
  String freezeNode(String id) {
    node(id).pause();
    return id;
  }

  String killPrimary() {
    var primary = stack.postgres().orElseThrow().primary();
    primary.kill();
    return "127.0.0.1:" + primary.port();
  }

  /** Returns when all that was killed is back. */
  String settle() {
    Awaitility.await().atMost(WHOLE).pollInterval(Duration.ofMillis(250))
        .until(() -> everyNodeSeesAll() && streaming());
    return "settled";
  }

  private boolean everyNodeSeesAll() {
    List<NodeProcess> nodes = stack.nodes();
    return nodes.stream().allMatch(node -> node.ok("/health/ready") && node.sees(nodes));
  }

  private boolean streaming() {
    return stack.postgres().orElseThrow().servers().stream().anyMatch(Ground::hasStandby);
  }

  private static boolean hasStandby(PostgresServer server) {
    try (var connection = server.connect(DATABASE);
        var rows = connection.createStatement().executeQuery("SELECT count(*) = 1 AND NOT"
            + " pg_is_in_recovery() FROM pg_stat_replication WHERE state = 'streaming'")) {
      return rows.next() && rows.getBoolean(1);
    } catch (SQLException away) {
      return false;
    }
  }

  /** The folder is free then, also for this process. */
  @Override
  public void close() throws IOException {
    vertx.close();
    stack.close();
    lock.channel().close();
  }
}
