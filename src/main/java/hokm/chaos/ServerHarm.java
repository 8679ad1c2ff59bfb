package hokm.chaos;

import hokm.local.PostgresCluster;
import hokm.local.RedisServer;
import java.util.Map;

/** What happens to Redis and to PostgreSQL; the supervisor starts again what has ended. */
final class ServerHarm implements Harm.Kit {

  private final RedisServer redis;
  private final PostgresCluster postgres;

  ServerHarm(RedisServer redis, PostgresCluster postgres) {
    this.redis = redis;
    this.postgres = postgres;
  }

  @Override
  public Map<Fault, Harm> harms() {
    return Map.of(
        Fault.REDIS_KILL, at -> {
          redis.kill();
          return Harm.Struck.once("Redis");
        },
        Fault.REDIS_PAUSE, at -> {
          redis.pause();
          return new Harm.Struck("Redis", Harm.between(at.chance(), 500, 6000), redis::resume);
        },
        Fault.REDIS_EMPTY, at -> {
          redis.startEmpty();
          return Harm.Struck.once("Redis");
        },
        Fault.PRIMARY_KILL, at -> {
          var primary = postgres.primary();
          primary.kill();
          return Harm.Struck.once("PostgreSQL at 127.0.0.1:" + primary.port());
        },
        Fault.STANDBY_KILL, at -> {
          var standby = postgres.other(postgres.primary());
          standby.kill();
          return Harm.Struck.once("PostgreSQL at 127.0.0.1:" + standby.port());
        });
  }

  @Override
  public boolean whole() {
    return redis.alive() && postgres.servers().stream()
        .allMatch(server -> server.alive() && !server.starting());
  }
}
