package hokm.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.local.RedisServer;
import hokm.local.TestRedis;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a link believes of a Redis that it has lost and found again. */
class RedisLinkIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir
  private Path data;
  private final Vertx vertx = Vertx.vertx();
  /** At each moment at which it was there again: whether what is missing is nowhere. */
  private final List<Boolean> settled = new CopyOnWriteArrayList<>();
  private RedisServer redis;
  private RedisLink link;

  @BeforeEach
  void start() {
    redis = TestRedis.start(data);
    link = TestRedis.link(vertx, redis);
    link.onAvailability(there -> {
      if (there) settled.add(link.settled());
    });
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
    redis.stop();
  }

  private void breakConnection() {
    assertThat(redis.ask("CLIENT KILL USER " + RedisServer.USER)).isEqualTo(":1");
  }

  private void awaitAgain(int times) {
    Awaitility.await().atMost(PATIENCE).until(() -> settled.size() == times);
  }

  @Test
  void afterABrokenConnectionNothingNeedsToBeWaitedFor() {
    breakConnection();
    awaitAgain(1);
    breakConnection();
    awaitAgain(2);
    assertThat(settled).containsExactly(true, true);
  }

  @Test
  void afterARestartAndThroughABrokenConnectionSoonAfterItIsWaited() {
    redis.kill();
    redis.start();
    awaitAgain(1);
    breakConnection();
    awaitAgain(2);
    assertThat(settled).containsExactly(false, false);
    Awaitility.await().atMost(PATIENCE).until(link::settled);
    breakConnection();
    awaitAgain(3);
    assertThat(settled).endsWith(true);
  }

  /** Those who put back what it forgot had no time for it while it hung. */
  @Test
  void whileItHangsSoonAfterARestartTheWaitDoesNotRunOut() {
    redis.kill();
    redis.start();
    awaitAgain(1);
    redis.pause();
    long paused = System.nanoTime();
    Awaitility.await().atMost(PATIENCE).until(() -> !link.available()
        && System.nanoTime() - paused > Duration.ofSeconds(4).toNanos());
    redis.resume();
    awaitAgain(2);
    assertThat(settled).containsExactly(false, false);
  }

  /** It may have the tickets again of players who have been seated since. */
  @Test
  void soonAfterARestartNobodyIsMatched() throws Exception {
    redis.kill();
    redis.start();
    awaitAgain(1);
    assertThat(new RedisTickets(link).waiting(9).map(nobody -> link.settled())
        .await(20, TimeUnit.SECONDS)).isTrue();
  }

  /** Of two sockets of one player the newer must come second. */
  @Test
  void thoseWhoWaitGoOnInTheOrderInWhichTheyCame() throws Exception {
    redis.kill();
    redis.start();
    awaitAgain(1);
    var order = new CopyOnWriteArrayList<Integer>();
    var all = new ArrayList<Future<Void>>();
    for (int no = 0; no < 20; no++) {
      int mine = no;
      all.add(link.whenSettled().onSuccess(go -> order.add(mine)));
      vertx.timer(7).await(20, TimeUnit.SECONDS);
    }
    Future.all(all).await(20, TimeUnit.SECONDS);
    assertThat(order).isSorted();
  }

  /** The same process, but in between it may have taken over what another master had. */
  @Test
  void afterAPromotionItIsWaited() {
    redis.ask("REPLICAOF 127.0.0.1 1");
    Awaitility.await().atMost(PATIENCE).until(() -> !link.available());
    redis.ask("REPLICAOF NO ONE");
    awaitAgain(1);
    assertThat(settled).containsExactly(false);
  }

  @Test
  void whereItMayNotBeAskedItIsWaited() {
    assertThat(redis.ask("ACL SETUSER " + RedisServer.USER + " -info")).isEqualTo("+OK");
    breakConnection();
    awaitAgain(1);
    breakConnection();
    awaitAgain(2);
    assertThat(settled).containsExactly(false, false);
  }
}
