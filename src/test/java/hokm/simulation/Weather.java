package hokm.simulation;

import java.util.Random;

/**
 * How likely it is now that a message meets with something; all of it is zero once the faults are
 * over.
 */
final class Weather {

  double lost;
  double late;
  double redisLost;
  double redisUnanswered;
  double redisTwice;
  double redisSlow;

  void clear() {
    lost = 0;
    late = 0;
    redisLost = 0;
    redisUnanswered = 0;
    redisTwice = 0;
    redisSlow = 0;
  }

  /** Draws how bad it is between faults that have names. */
  void draw(Random random) {
    double bad = random.nextInt(4) == 0 ? 0 : 0.06 * random.nextDouble();
    lost = bad * random.nextDouble();
    late = bad * random.nextDouble();
    redisLost = bad * random.nextDouble() / 2;
    redisUnanswered = bad * random.nextDouble() / 2;
    redisTwice = bad * random.nextDouble();
    redisSlow = bad * random.nextDouble();
  }
}
