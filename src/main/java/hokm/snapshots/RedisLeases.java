package hokm.snapshots;

import hokm.room.NamedLease;
import hokm.room.NodeLeases;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.List;

/** Who lives, and who holds what, by the clock of Redis. */
public final class RedisLeases implements NodeLeases, NamedLease {

  private static final long NODE_MILLIS = 2000;

  private final RedisLink link;

  public RedisLeases(RedisLink link) {
    this.link = link;
  }

  @Override
  public Future<Void> renew(String node) {
    var known = link.send(Request.cmd(Command.SADD).arg(Keys.OWNERS).arg(node));
    var lives = link.send(Request.cmd(Command.SET).arg(Keys.node(node)).arg(1).arg("PX")
        .arg(NODE_MILLIS));
    return Future.all(known, lives).mapEmpty();
  }

  @Override
  public Future<Void> drop(String node) {
    return link.send(Request.cmd(Command.DEL).arg(Keys.node(node))).mapEmpty();
  }

  @Override
  public Future<Boolean> alive(String node) {
    return link.send(Request.cmd(Command.EXISTS).arg(Keys.node(node)))
        .map(count -> count.toInteger() == 1);
  }

  @Override
  public Future<List<String>> owners() {
    return link.send(Request.cmd(Command.SMEMBERS).arg(Keys.OWNERS))
        .map(all -> all.stream().map(Response::toString).toList());
  }

  @Override
  public Future<Void> forget(String node) {
    return link.send(Request.cmd(Command.SREM).arg(Keys.OWNERS).arg(node)).mapEmpty();
  }

  @Override
  public Future<Boolean> hold(String name, String holder, Duration time) {
    return link.send(RedisRoomStore.call("hokm_hold", List.of(Keys.lease(name))).arg(holder)
        .arg(time.toMillis())).map(code -> code.toInteger() == 1);
  }

  @Override
  public Future<Void> release(String name, String holder) {
    return link.send(RedisRoomStore.call("hokm_release", List.of(Keys.lease(name))).arg(holder))
        .mapEmpty();
  }
}
