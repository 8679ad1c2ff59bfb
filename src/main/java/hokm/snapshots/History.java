package hokm.snapshots;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.stream.Collectors;

/**
 * What a Redis has been told since it started, or became the master: two connections that see the
 * same one have lost nothing between them. A process has a name that is drawn anew at each start,
 * and so has what a master writes from each promotion on.
 *
 * @param name empty where it is not known
 */
record History(String name) {

  static final History UNKNOWN = new History("");

  /** @return unknown where the user may not ask, as under an older conf/redis/users.conf */
  static Future<History> of(RedisConnection connection) {
    return connection.send(Request.cmd(Command.INFO).arg("server").arg("replication"))
        .map(History::of)
        .recover(e -> e instanceof Response ? Future.succeededFuture(UNKNOWN)
            : Future.failedFuture(e));
  }

  private static History of(Response info) {
    return new History(info.toString().lines()
        .filter(line -> line.startsWith("run_id:") || line.startsWith("master_replid:"))
        .collect(Collectors.joining(" ")));
  }

  boolean goesOn(History before) {
    return !name.isEmpty() && name.equals(before.name);
  }
}
