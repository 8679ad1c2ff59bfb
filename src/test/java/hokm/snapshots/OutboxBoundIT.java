package hokm.snapshots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.local.RedisServer;
import hokm.local.TestRedis;
import hokm.room.Lease;
import hokm.room.Outbox;
import hokm.room.OutboxEntry;
import hokm.room.OutboxFull;
import hokm.room.Owner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when PostgreSQL is away for so long that no more results may wait. */
class OutboxBoundIT {

  private static final Owner A = new Owner("a-1", 0);
  private static final int BOUND = 100;

  @TempDir
  private Path data;
  private final Vertx vertx = Vertx.vertx();
  private RedisServer redis;
  private RedisRoomStore store;
  private RedisOutbox outbox;

  @BeforeEach
  void start() {
    redis = TestRedis.start(data);
    var link = TestRedis.link(vertx, new RedisSettings(redis.url(), RedisServer.USER,
        TestRedis.PASSWORD, "", Duration.ofSeconds(1), 0, BOUND));
    store = new RedisRoomStore(link);
    outbox = new RedisOutbox(link);
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
    if (redis != null) redis.stop();
  }

  private static <T> T await(Future<T> future) throws Exception {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private Lease made(String room) throws Exception {
    var lease = new Lease(room, A, 1);
    assertThat(await(store.create(lease, 1, Buffer.buffer("one")))).isTrue();
    return lease;
  }

  private void finishADeal(Lease lease, int version) throws Exception {
    await(store.save(lease, version, Buffer.buffer("more"),
        List.of(new OutboxEntry("deal_ended", new JsonObject().put("no", version)))));
  }

  @Test
  void noMatchStartsWhileTooManyResultsWaitAndThoseInPlayGoOn() throws Exception {
    var lease = made("ROOM");
    int most = BOUND / Keys.shards().size();
    for (int no = 1; no <= most; no++) finishADeal(lease, 1 + no);
    var other = IntStream.iterate(0, no -> no + 1).mapToObj(no -> "ROOM" + no)
        .filter(code -> Keys.shard(code) == Keys.shard("ROOM")).findFirst().orElseThrow();

    assertThatThrownBy(() -> made(other)).isInstanceOf(OutboxFull.class)
        .hasMessageContaining("no new match starts");
    assertThat(await(store.takesMatch("ROOM"))).isFalse();
    finishADeal(lease, 2 + most);
    await(outbox.take("x", BOUND).compose(taken ->
        outbox.acknowledge(taken.stream().map(Outbox.Delivery::id).toList())));
    made(other);
    assertThat(await(store.takesMatch("ROOM"))).isTrue();
  }
}
