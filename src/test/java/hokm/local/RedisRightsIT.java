package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** conf/redis/users.conf, under which every other test's Redis runs as well. */
class RedisRightsIT {

  @TempDir
  private Path folder;
  private RedisServer redis;

  @BeforeEach
  void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    redis = new RedisServer(folder.resolve("redis"), folder.resolve("binaries"), FreePorts.any(),
        "secret").start();
  }

  @AfterEach
  void stop() {
    redis.stop();
  }

  private String asNode(String command) {
    return RedisServer.ask(redis.port(), RedisServer.USER, "secret", command);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLUSHALL", "FLUSHDB", "KEYS *", "SCAN 0", "CONFIG GET requirepass",
      "CONFIG SET dir /tmp", "SHUTDOWN NOSAVE", "REPLICAOF 127.0.0.1 1",
      "ACL LIST", "ACL SETUSER x", "MONITOR", "CLIENT KILL TYPE normal", "EVAL return 0",
      "FUNCTION FLUSH", "FUNCTION DUMP", "MIGRATE 127.0.0.1 1 owners 0 1", "SAVE", "SELECT 1",
      "SUBSCRIBE x", "PUBLISH x y", "INFO", "INFO all", "RENAME owners node:x",
      "XTRIM {00}:outbox MAXLEN 0", "GETDEL node:x", "APPEND node:x y"})
  void aNodeMayNot(String command) {
    assertThat(asNode(command)).startsWith("-NOPERM");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET other", "SET {0}:room:X y", "SADD all x", "DEL secrets"})
  void aNodeMayNotTouchAnotherProgramsKeys(String command) {
    assertThat(asNode(command)).startsWith("-NOPERM");
  }

  @Test
  void nobodyIsLetInWithoutAUser() {
    assertThat(RedisServer.ask(redis.port(), "", "", "GET owners")).startsWith("-NOAUTH");
    assertThat(RedisServer.ask(redis.port(), "", "", "AUTH secret")).startsWith("-");
    assertThat(RedisServer.ask(redis.port(), "replica", "secret", "GET owners"))
        .startsWith("-NOPERM");
    assertThat(RedisServer.ask(redis.port(), "sentinel", "secret", "GET owners"))
        .startsWith("-NOPERM");
  }

  private void loadFunctions() throws Exception {
    var vertx = Vertx.vertx();
    try {
      var link = RedisLink.open(vertx, new RedisSettings(redis.url(), RedisServer.USER, "secret",
          Duration.ofSeconds(1)));
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(link::available);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** Redis reads its own file as a user as well, which must not have fewer rights than it takes. */
  @Test
  void whatAFunctionWroteIsThereAfterAKill() throws Exception {
    loadFunctions();
    assertThat(asNode("FCALL hokm_put_back 1 session:x player Sara ROOM1 7 3600"))
        .isEqualTo(":1");
    redis.kill();
    redis.start();
    assertThat(redis.ask("HGET session:x room")).startsWith("$5");
    assertThat(redis.ask("TTL session:x")).doesNotStartWith(":-");
  }

  /** A function may do no more than whoever calls it. */
  @Test
  void aFunctionThatANodeLoadsMayDoNoMoreThanTheNode() throws Exception {
    loadFunctions();
    assertThat(asNode("FCALL hokm_release 1 lease:x me")).isEqualTo(":1");
    assertThat(asNode("FCALL hokm_release 1 other me")).startsWith("-NOPERM");
  }
}
