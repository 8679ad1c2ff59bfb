package hokm.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The one Redis of a cluster: now there, now not, and sometimes without its newest writes. */
final class SimulatedRedis {

  private static final long SETTLED = 5_000_000;

  private final World world;
  private final List<Link> links = new ArrayList<>();
  private RedisModel model = new RedisModel();
  private Life life = new Life("redis");
  private int runs = 1;
  private long backAt;

  SimulatedRedis(World world) {
    this.world = world;
  }

  RedisModel model() {
    return model;
  }

  Link link(SimulatedNode node) {
    links.removeIf(each -> each.node().life().dead());
    var link = new Link(world, this, node);
    links.add(link);
    return link;
  }

  boolean up() {
    return !life.dead() && life.heldUntil() <= world.scheduler.micros();
  }

  /** How often it was started: each time it may hold less than before. */
  int runs() {
    return runs;
  }

  /** Whether it is there, and has been for long enough to be given what it had forgotten. */
  boolean settled() {
    return up() && (runs == 1 || world.scheduler.micros() - backAt > SETTLED);
  }

  /** Answers nothing for so long, then all at once. */
  void hold(long micros) {
    world.trace.say(() -> "Redis stands still for " + micros / 1000 + " ms.");
    life.hold(world.scheduler.micros() + micros);
  }

  /** @param back what it will hold when it is back; null for all that it holds now */
  void restart(long micros, RedisModel back) {
    if (life.dead()) return;
    world.trace.say(() -> "Redis is down for " + micros / 1000 + " ms"
        + (back == null ? "." : ", and comes back with less than it had."));
    life.end();
    links.forEach(Link::broken);
    world.scheduler.after(micros, world.outside, () -> {
      life = new Life("redis " + ++runs);
      backAt = world.scheduler.micros();
      if (back != null) model = back;
      world.promises.redisIsBack();
      world.trace.say(() -> "Redis is there again.");
    });
  }

  /**
   * Brings a command to Redis and its answer back, unless something befalls either.
   *
   * @param there the way to Redis, back the way from it
   */
  <T> void submit(SimulatedNode node, Lane there, Lane back, Function<RedisModel, T> command,
      Consumer<T> answer) {
    long wait = world.network.wait(node.machine(), Network.REDIS);
    boolean lost = wait > 0 ? !world.happens(0.5) : world.happens(world.weather.redisLost);
    if (lost || life.dead()) return;
    long way = wait + world.between(60, 400);
    if (world.happens(world.weather.redisSlow)) way += world.between(10_000, 1_500_000);
    var mine = life;
    world.scheduler.after(way, life, there, () -> {
      T result = command.apply(model);
      reply(node, mine, back, result, answer);
    });
  }

  private <T> void reply(SimulatedNode node, Life by, Lane back, T result, Consumer<T> answer) {
    if (by.dead() || world.happens(world.weather.redisUnanswered)) return;
    long wait = world.network.wait(Network.REDIS, node.machine());
    world.scheduler.after(wait + world.between(60, 400), node.life(), back,
        () -> answer.accept(result));
  }

  long millis() {
    return world.millis();
  }
}
