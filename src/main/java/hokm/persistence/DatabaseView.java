package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.Patience;
import io.vertx.circuitbreaker.TimeoutException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The servers as this node sees them, and work on whichever of them is right for it. It lives on
 * one event loop; it may be asked from any, and answers on its own.
 */
public final class DatabaseView {

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseView.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration READING = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(1);
  private static final long RETRY_MILLIS = 20;
  private static final long READABLE_LAG_MILLIS = 1000;
  private static final String POSITION = """
      SELECT (lsn - '0/0')::bigint AS lsn,
        ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::bigint AS timeline
      FROM (SELECT pg_current_wal_insert_lsn() AS lsn) now""";

  /** What was written, and how far the server's WAL went once it was committed. */
  record Written<T>(T value, long timeline, long lsn) {}

  private final PostgresSettings settings;
  private final String node;
  private final Map<Endpoint, Probe> probes = new LinkedHashMap<>();
  private final Map<Endpoint, Server> servers = new ConcurrentHashMap<>();
  private final List<Consumer<Verdict>> listeners = new ArrayList<>();
  private Vertx vertx;
  private volatile Context context;
  private volatile Verdict verdict;

  DatabaseView(PostgresSettings settings, String node) {
    this.settings = settings;
    this.node = node;
    verdict = Verdict.none(settings.endpoints());
  }

  /** Once, on the event loop that it is to live on. */
  void start(Vertx on) {
    vertx = on;
    context = vertx.getOrCreateContext();
    watch(settings.endpoints());
  }

  /**
   * From now on these are the servers. What is under way on one that is not among them any more
   * goes on at another.
   */
  void watch(List<Endpoint> endpoints) {
    for (Endpoint gone : List.copyOf(servers.keySet())) {
      if (endpoints.contains(gone)) continue;
      probes.remove(gone).stop();
      servers.remove(gone).stop();
    }
    verdict = verdict.next(endpoints.stream().map(each -> verdict.result(each)
        .orElseGet(() -> ProbeResult.unknown(each))).toList());
    for (Endpoint each : endpoints) {
      if (servers.containsKey(each)) continue;
      servers.put(each, new Server(vertx, settings, each));
      probes.put(each, new Probe(vertx, settings, each, this::heard));
      probes.get(each).now();
    }
  }

  /** @param told after every look at a server, on the view's event loop */
  void listen(Consumer<Verdict> told) {
    listeners.add(told);
  }

  Verdict verdict() {
    return verdict;
  }

  String breaker(Endpoint endpoint) {
    var server = servers.get(endpoint);
    return context == null || server == null ? "closed" : server.breaker();
  }

  private void heard(ProbeResult result) {
    var before = verdict.result(result.endpoint()).orElseThrow();
    var server = servers.get(result.endpoint());
    if (result.state().isEmpty() && result.failures() == 1) server.wentDown();
    if (result.state().isPresent() && before.failures() > 0) server.cameUp();
    var results = verdict.results().stream()
        .map(each -> each.endpoint().equals(result.endpoint()) ? result : each).toList();
    var was = verdict;
    verdict = was.next(results);
    if (!verdict.writer().equals(was.writer())) {
      was.writer().map(servers::get).ifPresent(Server::wentDown);
    }
    tell(was);
    List.copyOf(listeners).forEach(each -> each.accept(verdict));
  }

  private void tell(Verdict was) {
    boolean alarm = verdict.alarming() && !(was.alarming() && verdict.stale().equals(was.stale())
        && verdict.disputed() == was.disputed());
    if (alarm) {
      LOG.warn("Node {} sees more than one PostgreSQL primary: {}", node, verdict.sentence());
    } else if (!verdict.writer().equals(was.writer())) {
      LOG.info("Node {} sees PostgreSQL so: {}", node, verdict.sentence());
    }
  }

  void probeNow() {
    probes.values().forEach(Probe::now);
  }

  void hurry(Duration time) {
    probes.values().forEach(each -> each.hurry(time));
  }

  /**
   * Does the work in a transaction on the writer, and again on the next one when that fails: so it
   * must be safe to repeat. Fails with {@link DatabaseUnavailable} after 10 s, or with what the
   * work itself failed with.
   */
  public <T> Future<T> write(Function<SqlConnection, Future<T>> work) {
    return writeAt(work).map(Written::value);
  }

  <T> Future<Written<T>> writeAt(Function<SqlConnection, Future<T>> work) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    return here(() -> persist(deadline, on -> on.begin()
        .compose(transaction -> work.apply(on)
            .compose(done -> transaction.commit().compose(committed -> position(on, done)),
                e -> transaction.rollback().transform(any -> Future.failedFuture(e))))));
  }

  private static <T> Future<Written<T>> position(SqlConnection on, T done) {
    return on.query(POSITION).execute().map(rows -> {
      Row row = rows.iterator().next();
      return new Written<>(done, row.getLong("timeline"), row.getLong("lsn"));
    });
  }

  private <T> Future<T> persist(long deadline, Function<SqlConnection, Future<T>> work) {
    var writer = verdict.writer();
    var tried = writer.isEmpty()
        ? Future.<T>failedFuture(new DatabaseUnavailable(verdict.sentence(), null))
        : on(writer.get(), work);
    return tried.recover(e -> {
      if (!Fault.passes(e)) return Future.failedFuture(e);
      if (System.nanoTime() - deadline >= 0) {
        return Future.failedFuture(new DatabaseUnavailable(
            "No PostgreSQL server took a write in time. " + verdict.sentence(), e));
      }
      return pause().compose(later -> persist(deadline, work));
    });
  }

  private Future<Void> pause() {
    var promise = Promise.<Void>promise();
    vertx.setTimer(RETRY_MILLIS, due -> promise.complete());
    return promise.future();
  }

  /**
   * What was read.
   *
   * @param behind how far it may be behind what has been written; zero from the primary
   */
  public record Seen<T>(T value, Duration behind) {}

  /**
   * Reads from a standby that is nearly up to date, otherwise from the writer, and where there is
   * none from whatever standby is least behind. Fails with {@link DatabaseUnavailable} when none
   * has answered for 5 s, or with what the work itself failed with.
   */
  public <T> Future<Seen<T>> look(Function<SqlConnection, Future<T>> work) {
    long deadline = System.nanoTime() + READING.toNanos();
    return here(() -> look(deadline, work));
  }

  private <T> Future<Seen<T>> look(long deadline, Function<SqlConnection, Future<T>> work) {
    return look(verdict.readable(READABLE_LAG_MILLIS).iterator(), work).recover(e -> {
      if (!Fault.passes(e)) return Future.failedFuture(e);
      if (System.nanoTime() - deadline >= 0) {
        return Future.failedFuture(new DatabaseUnavailable(
            "No PostgreSQL server was read from in time. " + verdict.sentence(), e));
      }
      return pause().compose(later -> look(deadline, work));
    });
  }

  private <T> Future<Seen<T>> look(Iterator<Endpoint> from,
      Function<SqlConnection, Future<T>> work) {
    if (!from.hasNext()) {
      return Future.failedFuture(new DatabaseUnavailable(verdict.sentence(), null));
    }
    var endpoint = from.next();
    var behind = verdict.behind(endpoint);
    return this.<T>on(endpoint, work).map(value -> new Seen<>(value, behind))
        .recover(e -> Fault.passes(e) ? look(from, work) : Future.failedFuture(e));
  }

  /** Reads from the writer, for what a standby may not have yet. */
  public <T> Future<T> readNewest(Function<SqlConnection, Future<T>> work) {
    return here(() -> newest(work));
  }

  private <T> Future<T> newest(Function<SqlConnection, Future<T>> work) {
    return verdict.writer().map(at -> this.<T>on(at, work))
        .orElseGet(() -> Future.failedFuture(new DatabaseUnavailable(verdict.sentence(), null)))
        .recover(e -> Future.failedFuture(Fault.passes(e) && !(e instanceof DatabaseUnavailable)
            ? new DatabaseUnavailable("PostgreSQL did not answer.", e) : e));
  }

  private <T> Future<T> on(Endpoint endpoint, Function<SqlConnection, Future<T>> work) {
    var server = servers.get(endpoint);
    if (server == null) {
      return Future.failedFuture(new DatabaseUnavailable(endpoint + " is no more.", null));
    }
    return server.run(work).onFailure(e -> {
      if (!Fault.ofServer(e)) return;
      // A unit that is late may hold its connection for ever: all of them are made anew.
      if (e instanceof TimeoutException) server.wentDown();
      if (probes.containsKey(endpoint)) probes.get(endpoint).now();
    });
  }

  private <T> Future<T> here(Supplier<Future<T>> work) {
    var home = context;
    if (home == null) {
      return Future.failedFuture(new DatabaseUnavailable(verdict.sentence(), null));
    }
    var promise = Promise.<T>promise();
    home.runOnContext(go -> work.get().onComplete(promise));
    return promise.future();
  }

  Future<Void> stop() {
    probes.values().forEach(Probe::stop);
    return Patience.within(vertx, STOP, Future.join(servers.values().stream().map(Server::stop)
        .toList())).<Void>mapEmpty().otherwiseEmpty();
  }
}
