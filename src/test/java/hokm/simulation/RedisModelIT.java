package hokm.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.local.RedisServer;
import hokm.local.TestRedis;
import hokm.room.LostLease;
import hokm.snapshots.RedisLeases;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisOutbox;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSessions;
import hokm.snapshots.RedisTickets;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The simulated Redis answers as the real one does, whatever it is asked in whatever order. */
class RedisModelIT {

  private static final int SEQUENCES = 150;
  private static final int STEPS = 80;

  @TempDir
  private Path data;
  private final Vertx vertx = Vertx.vertx();
  private RedisServer redis;
  private RedisLink link;

  @BeforeEach
  void start() {
    redis = TestRedis.start(data);
    link = TestRedis.link(vertx, redis);
  }

  @AfterEach
  void stop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    if (redis != null) redis.stop();
  }

  @Test
  void theModelAnswersAsRedisDoes() {
    long seed = Seed.of("RedisModelIT");
    for (int no = 0; no < SEQUENCES; no++) {
      var questions = new RedisQuestions(new Random(seed + no), "S" + no,
          new RedisRoomStore(link), new RedisLeases(link), new RedisTickets(link),
          new RedisSessions(link));
      for (int step = 0; step < STEPS; step++) {
        var question = questions.next();
        assertThat(answer(question.model()))
            .as("sequence %d, step %d: %s", no, step, question.what())
            .isEqualTo(answer(question.real()));
      }
      assertThat(questions.entries()).isEqualTo(depth());
    }
  }

  private static String answer(Future<?> future) {
    try {
      return String.valueOf(future.toCompletionStage().toCompletableFuture()
          .get(20, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LostLease) return "lost";
      throw new IllegalStateException(e.getCause());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empties the outbox as well. */
  private long depth() {
    var outbox = new RedisOutbox(link);
    long entries = 0;
    for (boolean more = true; more;) {
      var taken = await(outbox.take("test", 100));
      await(outbox.acknowledge(taken.stream().map(each -> each.id()).toList()));
      entries += taken.size();
      more = !taken.isEmpty();
    }
    return entries;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
