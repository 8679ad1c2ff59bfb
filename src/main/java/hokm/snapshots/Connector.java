package hokm.snapshots;

import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;

/**
 * Makes one connection to the master, each time anew: sentinels are asked again where it is, for
 * it may be another by now.
 */
final class Connector {

  /** Commands that may wait for their answers on one connection. */
  static final int WAITING = 8192;

  /**
   * @param redis the client that holds nothing but this connection
   * @param history which one of the store it sees; another forgot what it was not told again
   */
  record Opened(Redis redis, RedisConnection connection, History history) {
    private Opened seeing(History seen) {
      return new Opened(redis, connection, seen);
    }

    void close() {
      redis.close();
    }
  }

  private final Vertx vertx;
  private final RedisSettings settings;
  private int sentinel;

  Connector(Vertx vertx, RedisSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** @return fails when no master is reached and made ready within three deadlines */
  Future<Opened> open() {
    return master()
        .compose(url -> connect(url, settings.user(), settings.password()))
        .compose(opened -> within(3, Functions.prepare(opened.connection())
            .compose(ready -> History.of(opened.connection())), opened).map(opened::seeing));
  }

  private Future<String> master() {
    if (settings.sentinels().isEmpty()) return Future.succeededFuture(settings.url());
    var asked = settings.sentinels().get(sentinel++ % settings.sentinels().size());
    return connect("redis://" + asked, "", settings.sentinelPassword())
        .compose(opened -> within(1, opened.connection().send(Request.cmd(Command.SENTINEL)
            .arg("GET-MASTER-ADDR-BY-NAME").arg(settings.master())), opened)
            .onComplete(answer -> opened.close()))
        .compose(at -> at == null
            ? Future.failedFuture("the sentinel at " + asked + " knows no " + settings.master())
            : Future.succeededFuture("redis://" + at.get(0) + ":" + at.get(1)));
  }

  private Future<Opened> connect(String url, String user, String password) {
    var options = new RedisOptions().setConnectionString(url)
        .setPreferredProtocolVersion(ProtocolVersion.RESP2).setMaxPoolSize(1)
        .setMaxWaitingHandlers(WAITING);
    options.getNetClientOptions().setConnectTimeout((int) settings.deadline().toMillis());
    if (!user.isEmpty()) options.setUser(user);
    if (!password.isEmpty()) options.setPassword(password);
    var redis = Redis.createClient(vertx, options);
    return Patience.within(vertx, settings.deadline().multipliedBy(3), redis.connect())
        .onFailure(e -> redis.close())
        .map(connection -> new Opened(redis, connection, History.UNKNOWN));
  }

  private <T> Future<T> within(int deadlines, Future<T> answer, Opened opened) {
    return Patience.within(vertx, settings.deadline().multipliedBy(deadlines), answer)
        .onFailure(e -> opened.close());
  }
}
