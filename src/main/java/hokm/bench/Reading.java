package hokm.bench;

import java.util.OptionalLong;

/** The meters at one moment; two of them tell what happened between. */
record Reading(long at, long side, long redis, long self, RedisInfo.Counts counts) {

  static Reading of(Side side, RedisInfo redis) {
    return new Reading(System.nanoTime(), Usage.cpuNanos(side.pid()),
        Usage.cpuNanos(redis.pid()),
        Usage.cpuNanos(OptionalLong.of(ProcessHandle.current().pid())), redis.counts());
  }

  Reading since(Reading before) {
    return new Reading(at - before.at, side - before.side, redis - before.redis,
        self - before.self, counts.since(before.counts));
  }

  /** Of one core. @param cpu nanoseconds */
  double share(long cpu) {
    return (double) cpu / at;
  }
}
