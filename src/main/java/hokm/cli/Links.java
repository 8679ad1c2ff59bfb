package hokm.cli;

import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** One connection to Redis for each verticle, shared by all that it keeps there. */
record Links(Vertx vertx, RedisSettings settings, Map<Context, RedisLink> all) {

  Links(Vertx vertx, RedisSettings settings) {
    this(vertx, settings, new ConcurrentHashMap<>());
  }

  /** Of the verticle that is starting. */
  RedisLink here() {
    return all.computeIfAbsent(vertx.getOrCreateContext(),
        context -> RedisLink.open(vertx, settings));
  }
}
