package hokm.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.local.RedisServer;
import hokm.local.TestRedis;
import hokm.room.Lease;
import hokm.room.MoveCause;
import hokm.room.Owner;
import hokm.room.OwnerChange;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Why did this room move?" is asked of Redis, whichever nodes are left. */
class OwnerHistoryIT {

  private static final Owner A = new Owner("a node-1", 0);
  private static final Owner B = new Owner("b-1", 1);
  private static final Buffer TEXT = Buffer.buffer("text");

  @TempDir
  private Path data;
  private final Vertx vertx = Vertx.vertx();
  private RedisServer redis;
  private RedisLink link;
  private RedisRoomStore store;

  @BeforeEach
  void start() {
    redis = TestRedis.start(data);
    link = TestRedis.link(vertx, redis);
    store = new RedisRoomStore(link);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    if (redis != null) redis.stop();
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }


  private void claim(Owner from, Owner to, MoveCause cause) {
    assertThat(await(store.claim(List.of("ROOM"), from.node(), List.of(to), cause))).hasSize(1);
  }

  private List<String> history() {
    return await(store.history("ROOM")).stream().map(each -> each.epoch() + " " + each.cause()
        + " " + each.from() + " " + each.to()).toList();
  }

  @Test
  void eachChangeOfOwnerIsKeptWithItsCauseAndTimeAndTheOldestGo() {
    long before = System.currentTimeMillis();
    await(store.create(new Lease("ROOM", A, 1), 1, TEXT));
    claim(A, B, MoveCause.LOST_NODE);
    assertThat(history()).containsExactly("1 CREATED  a node-1.0", "2 LOST_NODE a node-1.0 b-1.1");
    assertThat(await(store.history("ROOM"))).extracting(OwnerChange::at).isSorted()
        .allSatisfy(at -> assertThat(at).isBetween(before - 1, System.currentTimeMillis() + 1));
    var expected = new ArrayList<String>();
    for (int epoch = 3; epoch <= 10; epoch++) {
      var from = epoch % 2 == 1 ? B : A;
      var to = epoch % 2 == 1 ? A : B;
      claim(from, to, MoveCause.DRAIN);
      expected.add(epoch + " DRAIN " + from + " " + to);
    }
    assertThat(history()).isEqualTo(expected);
  }

  @Test
  void aRoomThatRedisHadForgottenTellsThatItWasPutBack() {
    await(store.save(new Lease("ROOM", B, 4), 9, TEXT, List.of()));
    assertThat(history()).containsExactly("4 PUT_BACK  b-1.1");
    await(store.save(new Lease("ROOM", A, 6), 10, TEXT, List.of()));
    await(store.save(new Lease("ROOM", A, 6), 11, TEXT, List.of()));
    assertThat(history()).containsExactly("4 PUT_BACK  b-1.1", "6 PUT_BACK b-1.1 a node-1.0");
  }

  @Test
  void aRoomThatIsOverStillTellsWhereItHadBeenThoughItsEndIsToldTwice() {
    await(store.create(new Lease("ROOM", A, 1), 1, TEXT));
    claim(A, B, MoveCause.OPERATOR);
    var moves = history();
    for (int again = 0; again < 2; again++) {
      await(store.close(new Lease("ROOM", B, 2)));
      assertThat(history()).isEqualTo(moves).hasSize(2);
    }
    assertThat(await(store.history("NOWHERE"))).isEmpty();
  }

  /** In a rolling upgrade whichever node connected last has loaded its functions. */
  @Test
  void aClaimOfAnOlderNodeIsTakenAndSaysThatItsCauseIsNotKnown() {
    await(store.create(new Lease("ROOM", A, 1), 1, TEXT));
    int shard = Keys.shard("ROOM");
    await(link.send(Request.cmd(Command.FCALL).arg("hokm_claim").arg(3)
        .arg(Keys.own(shard, A.node())).arg(Keys.own(shard, B.node())).arg(Keys.room("ROOM"))
        .arg(A.node()).arg("ROOM").arg(B.toString())));
    assertThat(history()).last().isEqualTo("2 UNKNOWN a node-1.0 b-1.1");
  }
}
