package hokm.cli;

import hokm.bots.NormalBot;
import hokm.chaos.Bed;
import hokm.chaos.Campaign;
import hokm.chaos.Fault;
import hokm.chaos.FaultyGround;
import hokm.chaos.Outcome;
import hokm.chaos.Plan;
import hokm.chaos.SmallDisk;
import hokm.local.NodeProcess.Launch;
import hokm.local.RedisServer;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * A stack of three nodes, and a campaign on it.
 *
 * @param launch what each node runs
 * @param ready sees the stack before play begins
 */
record ChaosRun(Path folder, IntFunction<Launch> launch, Consumer<Stack> ready,
    Consumer<String> say) {

  /** A server that acted for a seat whose player is there would be found as an unexpected move. */
  private static final Map<String, String> PACE = Map.of("HOKM_TURN_MS", "90000",
      "HOKM_AWAY_MS", "90000", "HOKM_BOT_DELAY_MS", "100", "HOKM_LINGER_MS", "30000");
  private static final int NODES = 3;
  private static final Duration ANSWER = Duration.ofSeconds(10);

  Outcome of(Plan plan) {
    var vertx = Vertx.vertx();
    boolean networks = plan.faults().contains(Fault.CUT);
    boolean mount = plan.faults().contains(Fault.DISK_FULL);
    try (var disk = SmallDisk.at(folder.resolve("redis"), mount);
        var ground = new FaultyGround(vertx, folder, NODES, networks, launch);
        var stack = Stack.start(new StackSettings(folder, NODES, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
            StackSettings.ofOneAddress(PACE), ground, say))) {
      var redis = RedisLink.open(vertx, new RedisSettings(stack.redis().orElseThrow().url(),
          RedisServer.USER, stack.redisPassword().orElseThrow(), RedisSettings.DEFAULT.deadline()));
      var store = new RedisRoomStore(redis);
      awaitAnswer(redis);
      ready.accept(stack);
      var outcome = new Campaign(vertx, Bed.of(vertx, stack, ground, disk, store,
          new StackTarget(stack, store).servers(), NormalBot::new), plan, say).run();
      quietly(redis.close());
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      quietly(vertx.close());
    }
  }

  private static void awaitAnswer(RedisLink redis) {
    long end = System.nanoTime() + ANSWER.toNanos();
    while (!redis.available()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Redis did not answer within " + ANSWER.toSeconds()
            + " s.");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static void quietly(Future<?> closing) {
    closing.otherwiseEmpty().toCompletionStage().toCompletableFuture()
        .completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
  }
}
