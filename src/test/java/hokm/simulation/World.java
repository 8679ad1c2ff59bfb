package hokm.simulation;

import java.util.Random;

/** What all parts of one schedule share: time, chance, the network, and who looks on. */
final class World {

  final long seed;
  final Scheduler scheduler = new Scheduler();
  final Network network = new Network(scheduler);
  final Weather weather = new Weather();
  final Life outside = new Life("outside");
  final Trace trace;
  final Promises promises;
  /** Of latencies and losses; faults and players have their own, so that each can be thinned. */
  final Random random;

  World(long seed, boolean traced) {
    this.seed = seed;
    this.trace = new Trace(scheduler, traced);
    this.promises = new Promises(this);
    this.random = random("network");
  }

  /** Chance for one purpose: the same in every run of the seed. */
  Random random(String purpose) {
    return new Random(seed * 0x9E3779B97F4A7C15L ^ purpose.hashCode() * 0xBF58476D1CE4E5B9L);
  }

  long millis() {
    return scheduler.micros() / 1000;
  }

  long between(long least, long most) {
    return least + (long) (random.nextDouble() * (most - least));
  }

  boolean happens(double likely) {
    return likely > 0 && random.nextDouble() < likely;
  }
}
