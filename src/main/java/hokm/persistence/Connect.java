package hokm.persistence;

import hokm.persistence.PostgresSettings.Credentials;
import hokm.persistence.PostgresSettings.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** How we connect to a server: every wait has an end. */
final class Connect {

  static final Duration CONNECT = Duration.ofMillis(500);
  static final Duration UNIT = Duration.ofSeconds(2);
  private static final Duration BORROW = Duration.ofSeconds(1);
  private static final Duration LIFETIME = Duration.ofSeconds(60);

  private Connect() {}

  /**
   * @param silence after which a connection is dropped. A client closes a connection politely,
   *     behind the statement that a hung server never ends; only silence frees it
   */
  static Pool pool(Vertx vertx, PostgresSettings settings, Endpoint endpoint, Credentials as,
      int size, Duration silence) {
    var options = new PgConnectOptions().setHost(endpoint.host()).setPort(endpoint.port())
        .setDatabase(settings.database()).setUser(as.user()).setPassword(as.password())
        .addProperty("application_name", "hokm")
        .addProperty("statement_timeout", Long.toString(UNIT.toMillis() * 3))
        .addProperty("idle_in_transaction_session_timeout", Long.toString(UNIT.toMillis() * 2));
    var net = new NetClientOptions().setConnectTimeout((int) CONNECT.toMillis())
        .setTcpUserTimeout((int) UNIT.toMillis()).setTcpKeepAlive(true)
        .setReadIdleTimeout((int) silence.toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return apart(vertx, () -> PgBuilder.pool().using(vertx).connectingTo(options).with(net)
        .with(new PoolOptions().setMaxSize(size).setMaxWaitQueueSize(200)
            .setConnectionTimeout((int) BORROW.toMillis())
            .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
            .setMaxLifetime((int) LIFETIME.toSeconds())
            .setMaxLifetimeUnit(TimeUnit.SECONDS))
        .build());
  }

  /**
   * In a context of its own on the same event loop. Until a context ends Vert.x keeps, of each pool
   * that was made in it, some 2 KB, and while a server is away five are made a second.
   */
  private static Pool apart(Vertx vertx, Supplier<Pool> make) {
    var here = (ContextInternal) vertx.getOrCreateContext();
    var own = ((VertxInternal) vertx).contextBuilder().withEventLoop(here.nettyEventLoop())
        .withCloseFuture(new CloseFuture()).build();
    var before = own.beginDispatch();
    try {
      return make.get();
    } finally {
      own.endDispatch(before);
    }
  }

  /**
   * In a later turn of the event loop. Closed from within the failure of a request that waited too
   * long, a pool fails that request again, throws, and is never done closing.
   */
  static Future<Void> close(Vertx vertx, Pool pool) {
    var closed = Promise.<Void>promise();
    vertx.runOnContext(go -> pool.close().onComplete(closed));
    return closed.future();
  }
}
