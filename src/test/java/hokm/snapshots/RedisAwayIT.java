package hokm.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hokm.local.FreePorts;
import hokm.local.RedisServer;
import hokm.local.SentinelServer;
import hokm.local.SmallDisk;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rooms whose Redis goes away under play in each way that it can, and comes back: nothing that was
 * acknowledged is lost, nothing is refused but for a moment, no clock runs, and they go on.
 */
class RedisAwayIT {

  private static final int ROOMS = 12;
  /** Of a machine that is busy with other things; the figure itself is printed. */
  private static final long GENEROUS_MILLIS = 8000;
  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");

  @TempDir
  private Path data;
  private final List<RedisServer> servers = new ArrayList<>();
  private RedisServer redis;
  private LiveRooms rooms;

  @BeforeEach
  void start() {
    redis = server("redis").start();
  }

  private RedisServer server(String name, String... more) {
    var made = new RedisServer(data.resolve(name), BINARIES, FreePorts.any(), "secret",
        List.of(more));
    servers.add(made);
    return made;
  }

  private void play(String url, int replicas) {
    rooms = new LiveRooms(new RedisSettings(url, RedisServer.USER, "secret", "",
        Duration.ofSeconds(1), replicas, RedisSettings.OUTBOX), ROOMS);
  }

  @AfterEach
  void stop() {
    if (rooms != null) rooms.close();
    for (var server : servers) {
      if (!server.alive()) continue;
      server.resume();
      server.kill();
    }
  }

  /** The fault lasts longer than a turn. */
  private void outage(String name, Runnable begin, Runnable end) {
    rooms.still();
    begin.run();
    hold(LiveRooms.TURN.plusMillis(500));
    recovers(name, end);
  }

  private void recovers(String name, Runnable end) {
    long millis = rooms.millisToGoOn(end);
    System.out.println("Redis " + name + ": all rooms went on after " + millis + " ms; "
        + rooms.busy() + " answers were to be asked again.");
    assertThat(millis).isLessThan(GENEROUS_MILLIS);
    rooms.awaitMoves(2);
    assertThat(rooms.notices()).allSatisfy(notices -> assertThat(notices).contains(
        "0 room_paused", "1 room_paused", "2 room_paused", "3 room_paused", "0 room_resumed",
        "1 room_resumed", "2 room_resumed", "3 room_resumed"));
    rooms.goOn();
    rooms.awaitMoves(4);
    rooms.assertNothingIsWrong();
  }

  private static void hold(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    Awaitility.await().atMost(time.plusSeconds(10)).until(() -> System.nanoTime() > until);
  }

  @Test
  void killedAndRestartedWithItsFile() {
    play(redis.url(), 0);
    outage("killed", redis::kill, redis::start);
  }

  @Test
  void restartedEmptyItIsGivenAllRoomsAndRecordsAgain() {
    play(redis.url(), 0);
    rooms.awaitMoves(60);
    outage("restarted empty", () -> {
      redis.kill();
      redis.wipe();
    }, redis::start);
    var deals = recordsOfEachRoom();
    assertThat(deals).hasSize(ROOMS);
    assertThat(deals).allSatisfy((room, numbers) -> assertThat(numbers)
        .first().isEqualTo(0));
    assertThat(deals.values()).anySatisfy(numbers -> assertThat(numbers).hasSizeGreaterThan(1));
    assertThat(deals).allSatisfy((room, numbers) -> assertThat(numbers.last())
        .isEqualTo(numbers.size() - 1));
  }

  /** Of each room the deals in the outbox; 0 stands for the beginning of the match. */
  private Map<String, TreeSet<Integer>> recordsOfEachRoom() {
    var link = LiveRooms.await(rooms.here(() -> Future.succeededFuture(
        RedisLink.open(rooms.vertx, new RedisSettings(redis.url(), RedisServer.USER, "secret",
            Duration.ofSeconds(1))))));
    Awaitility.await().until(link::available);
    var records = new TreeMap<String, TreeSet<Integer>>();
    for (var each : LiveRooms.await(new RedisOutbox(link).take("x", 10_000))) {
      OutboxEntry entry = each.entry();
      records.computeIfAbsent(entry.body().getString("room"), room -> new TreeSet<>())
          .add(entry.body().getInteger("no", 0));
    }
    return records;
  }

  @Test
  void failedOverToAReplicaThatLags() {
    var replica = server("replica", "replicaof 127.0.0.1 " + redis.port()).start();
    awaitInSync(replica);
    var sentinel = new SentinelServer(data.resolve("sentinel"), BINARIES, redis.port(), "secret");
    try {
      play(sentinel.url(), 0);
      awaitKnown(sentinel);
      replica.ask("CONFIG SET masterauth wrong");
      redis.ask("CLIENT KILL TYPE replica");
      rooms.awaitMoves(10);
      rooms.still();
      redis.kill();
      recovers("failed over to a replica that lags", () -> awaitMaster(replica));
    } finally {
      sentinel.stop();
    }
  }

  private void awaitInSync(RedisServer replica) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
        redis.ask("WAIT 1 100").equals(":1") && replica.ask("PING").equals("+PONG"));
  }

  private void awaitKnown(SentinelServer sentinel) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
        sentinel.ask("SENTINEL REPLICAS hokm").equals("*1"));
  }

  /** While it turns from replica to master it closes connections, ours among them. */
  private static void awaitMaster(RedisServer replica) {
    Awaitility.await().ignoreExceptionsInstanceOf(UncheckedIOException.class)
        .atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20))
        .until(() -> replica.ask("SET probe 1").equals("+OK"));
  }

  @Test
  void pausedForSomeSeconds() {
    play(redis.url(), 0);
    outage("paused", redis::pause, redis::resume);
  }

  @Test
  void withItsMemoryFull() {
    play(redis.url(), 0);
    outage("out of memory", () -> redis.ask("CONFIG SET maxmemory 1"),
        () -> redis.ask("CONFIG SET maxmemory 0"));
  }

  @Test
  void turnedIntoAReplicaAndBack() {
    play(redis.url(), 0);
    outage("read-only", () -> redis.ask("REPLICAOF 127.0.0.1 1"),
        () -> redis.ask("REPLICAOF NO ONE"));
  }

  @Test
  void withoutTheReplicaThatMustHaveEverySave() {
    var replica = server("replica", "replicaof 127.0.0.1 " + redis.port()).start();
    awaitInSync(replica);
    play(redis.url(), 1);
    outage("without its replica", replica::pause, replica::resume);
  }

  /** Redis has written it anew, under the next number. */
  private void awaitNoFile(int number) {
    var old = data.resolve("disk/redis/appendonlydir/appendonly.aof." + number + ".base.rdb");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !Files.exists(old));
  }

  @Test
  void withItsDiskFull() {
    var disk = SmallDisk.at(data.resolve("disk"));
    assumeTrue(disk.isPresent(), "Only root can mount a disk that is small enough to fill.");
    try (var small = disk.get()) {
      redis = server("disk/redis").start();
      play(redis.url(), 0);
      rooms.awaitMoves(30);
      // After this Redis 7.0 no longer knows where to cut a file that it can't write whole.
      redis.ask("BGREWRITEAOF");
      awaitNoFile(1);
      rooms.awaitMoves(4);
      outage("with its disk full", small::fill, small::free);
      awaitNoFile(2);
      outage("killed after its disk was full", redis::kill, redis::start);
      rooms.close();
      rooms = null;
      redis.kill();
    }
  }
}
