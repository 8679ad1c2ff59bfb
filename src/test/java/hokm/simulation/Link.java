package hokm.simulation;

import hokm.room.StoreUnavailable;
import hokm.snapshots.Settling;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A node's connection to Redis, as RedisLink keeps one: what is not answered within a second has
 * an unknown outcome and ends the connection; until there is another, commands fail at once.
 */
final class Link {

  private static final long DEADLINE = 1_000_000;
  private static final long FIRST_BACKOFF = 50_000;
  private static final long LAST_BACKOFF = 400_000;

  private final World world;
  private final SimulatedRedis redis;
  private final SimulatedNode node;
  private final List<Consumer<Boolean>> listeners = new ArrayList<>();
  private List<Promise<?>> pending = new ArrayList<>();
  private Lane there;
  private Lane back;
  private boolean connected = true;
  private int history;
  private final Settling settling = new Settling();
  private Promise<Void> waiting;
  private long backoff = FIRST_BACKOFF;

  Link(World world, SimulatedRedis redis, SimulatedNode node) {
    this.world = world;
    this.redis = redis;
    this.node = node;
    this.history = redis.runs();
    lanes();
  }

  private void lanes() {
    there = world.scheduler.lane();
    back = world.scheduler.lane();
  }

  SimulatedNode node() {
    return node;
  }

  void onAvailability(Consumer<Boolean> listener) {
    listeners.add(listener);
  }

  private long millis() {
    return world.scheduler.micros() / 1000;
  }

  /** Whether what is not there may be believed to be nowhere. */
  boolean settled() {
    return connected && waiting == null && settling.left(millis()) == 0;
  }

  Future<Void> whenSettled() {
    if (!connected) {
      return Future.failedFuture(new StoreUnavailable("Redis can't be reached.", null));
    }
    if (settled()) return Future.succeededFuture();
    if (waiting == null) await(Promise.promise());
    return waiting.future();
  }

  private void await(Promise<Void> all) {
    waiting = all;
    world.scheduler.after(Math.max(1, settling.left(millis())) * 1000, node.life(), () -> {
      if (connected && settling.left(millis()) > 0) {
        await(all);
        return;
      }
      waiting = null;
      if (connected) all.complete();
      else all.fail(new StoreUnavailable("Redis can't be reached.", null));
    });
  }

  /** @param command may be done although the answer is {@link StoreUnavailable} */
  <T> Future<T> send(Function<RedisModel, T> command) {
    Promise<T> answer = Promise.promise();
    if (!connected) {
      world.scheduler.after(world.between(0, 50), node.life(),
          () -> answer.fail(new StoreUnavailable("Redis can't be reached.", null)));
      return answer.future();
    }
    var mine = pending;
    mine.add(answer);
    var late = world.scheduler.after(DEADLINE, node.life(), () -> {
      answer.tryFail(new StoreUnavailable("Redis did not answer within 1000 ms.", null));
      if (mine == pending) drop();
    });
    answer.future().onComplete(done -> {
      late.cancel();
      mine.remove(answer);
    });
    redis.submit(node, there, back, command, answer::tryComplete);
    return answer.future();
  }

  /** The other end is gone, which shows after a moment, if anything can be heard of it. */
  void broken() {
    var mine = pending;
    long wait = world.network.wait(Network.REDIS, node.machine());
    world.scheduler.after(wait + world.between(100, 2000), node.life(), () -> {
      if (connected && mine == pending) drop();
    });
  }

  private void drop() {
    connected = false;
    settling.end(millis());
    world.trace.say(() -> node.id() + " has lost its connection to Redis.");
    var failed = pending;
    pending = new ArrayList<>();
    List.copyOf(failed).forEach(each ->
        each.tryFail(new StoreUnavailable("The connection to Redis ended.", null)));
    listeners.forEach(listener -> listener.accept(false));
    again();
  }

  private void again() {
    long wait = backoff / 2 + world.between(0, backoff / 2);
    backoff = Math.min(backoff * 2, LAST_BACKOFF);
    world.scheduler.after(wait, node.life(), () -> {
      boolean reached = redis.up() && world.network.passes(node.machine(), Network.REDIS)
          && world.network.passes(Network.REDIS, node.machine());
      if (!reached) {
        again();
        return;
      }
      backoff = FIRST_BACKOFF;
      lanes();
      connected = true;
      world.trace.say(() -> node.id() + " has a connection to Redis again.");
      if (history != redis.runs()) settling.mayLack();
      history = redis.runs();
      settling.begin(millis());
      listeners.forEach(listener -> listener.accept(true));
    });
  }
}
