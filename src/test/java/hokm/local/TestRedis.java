package hokm.local;

import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;

/** A real server on a free port, for tests in other packages, and connections to it. */
public final class TestRedis {

  public static final String PASSWORD = "secret";
  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private TestRedis() {}

  public static RedisServer start(Path folder) {
    return new RedisServer(folder.resolve("redis"), BINARIES, FreePorts.any(), PASSWORD).start();
  }

  /** As a node's, with a deadline of a second. */
  public static RedisLink link(Vertx vertx, RedisServer redis) {
    return link(vertx, settings(redis));
  }

  public static RedisLink link(Vertx vertx, RedisSettings settings) {
    var link = RedisLink.open(vertx, settings);
    Awaitility.await().atMost(PATIENCE).until(link::available);
    return link;
  }

  public static RedisSettings settings(RedisServer redis) {
    return new RedisSettings(redis.url(), RedisServer.USER, PASSWORD, Duration.ofSeconds(1));
  }
}
