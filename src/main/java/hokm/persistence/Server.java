package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.FailurePolicy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** The connections for work on one server, behind a breaker. */
final class Server {

  private static final int CONNECTIONS = 4;
  private static final int FAILURES = 3;
  private static final long RESET_MILLIS = 500;
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final Vertx vertx;
  private final PostgresSettings settings;
  private final Endpoint endpoint;
  private final CircuitBreaker breaker;
  private Pool pool;

  Server(Vertx vertx, PostgresSettings settings, Endpoint endpoint) {
    this.vertx = vertx;
    this.settings = settings;
    this.endpoint = endpoint;
    FailurePolicy<Object> policy = done -> done.failed() && Fault.ofServer(done.cause());
    breaker = CircuitBreaker.create("postgres " + endpoint, vertx, new CircuitBreakerOptions()
        .setMaxFailures(FAILURES).setTimeout(Connect.UNIT.toMillis())
        .setResetTimeout(RESET_MILLIS).setNotificationAddress(null));
    breaker.failurePolicy(policy);
  }

  /** Fails within two seconds, or at once while the breaker is open. */
  <T> Future<T> run(Function<SqlConnection, Future<T>> work) {
    // What breaks a connection also fails the work on it; without a handler it is printed as well.
    return breaker.<T>execute(() -> pool().withConnection(on ->
        work.apply(on.exceptionHandler(e -> { }))));
  }

  private Pool pool() {
    if (pool == null) {
      pool = Connect.pool(vertx, settings, endpoint, settings.player(), CONNECTIONS, SILENCE);
    }
    return pool;
  }

  /** Its connections are of no more use. */
  void wentDown() {
    if (pool != null) Connect.close(vertx, pool);
    pool = null;
  }

  void cameUp() {
    breaker.reset();
  }

  String breaker() {
    return breaker.state().name().toLowerCase(Locale.ROOT);
  }

  Future<Void> stop() {
    breaker.close();
    var closed = pool == null ? Future.<Void>succeededFuture() : Connect.close(vertx, pool);
    pool = null;
    return closed;
  }
}
