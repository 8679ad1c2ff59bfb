package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Looks at one server again and again, on a connection of its own, so that no work can delay it.
 * All of it runs on one event loop.
 */
final class Probe {

  private static final long PACE_MILLIS = 200;
  private static final long HURRY_MILLIS = 20;
  private static final Duration DEADLINE = Duration.ofMillis(500);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  /** Without pg_monitor the receiver's status reads as null: that there is one must do then. */
  static final String LOOK = """
      SELECT recovery, current_setting('transaction_read_only') = 'on' AS read_only,
        CASE WHEN recovery
          THEN coalesce(receiver.received_tli, (SELECT timeline_id FROM pg_control_checkpoint()))
          ELSE ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::bigint
          END::bigint AS timeline,
        (CASE WHEN recovery THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
          ELSE pg_current_wal_lsn() END - '0/0')::bigint AS received,
        (CASE WHEN recovery THEN pg_last_wal_replay_lsn()
          ELSE pg_current_wal_lsn() END - '0/0')::bigint AS replayed,
        CASE WHEN NOT recovery THEN 0
          WHEN receiver.pid IS NOT NULL AND coalesce(receiver.status, 'streaming') = 'streaming'
            AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
          ELSE coalesce(extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp())
            * 1000, 86400000) END::bigint AS lag,
        receiver.pid IS NOT NULL AS streaming,
        CASE WHEN recovery OR NOT pg_has_role('pg_read_all_stats', 'USAGE') THEN -1
          ELSE coalesce((SELECT max(flush_lsn - '0/0') FROM pg_stat_replication
            WHERE state = 'streaming'), 0) END::bigint AS flushed
      FROM (SELECT pg_is_in_recovery() AS recovery) server
      LEFT JOIN pg_stat_wal_receiver receiver ON true""";

  private final Vertx vertx;
  private final PostgresSettings settings;
  private final Consumer<ProbeResult> heard;
  private ProbeResult result;
  private Pool pool;
  private SqlConnection connection;
  private boolean looking;
  private boolean again;
  private boolean stopped;
  private long timer = -1;
  private long hurryUntil;

  /** @param heard is told what every look has found */
  Probe(Vertx vertx, PostgresSettings settings, Endpoint endpoint, Consumer<ProbeResult> heard) {
    this.vertx = vertx;
    this.settings = settings;
    this.heard = heard;
    result = ProbeResult.unknown(endpoint);
  }

  /** Looks at once; when it is looking already, again afterwards. */
  void now() {
    if (stopped) return;
    again = looking;
    if (looking) return;
    vertx.cancelTimer(timer);
    looking = true;
    Patience.within(vertx, DEADLINE, look()).onComplete(answer -> {
      looking = false;
      if (stopped) return;
      if (answer.failed()) disconnect();
      result = answer.succeeded() ? result.answered(answer.result())
          : missed(answer.cause());
      heard.accept(result);
      next();
    });
  }

  private ProbeResult missed(Throwable e) {
    return Fault.turnedAway(e) ? result.turnedAway(why(e))
        : result.failed(Fault.refused(e), why(e));
  }

  private void next() {
    if (stopped) return;
    // One that has just failed is either gone or back at once: who waits for it should know soon.
    boolean doubtful = result.misses() > 0 && !result.gone();
    long pace = again || doubtful || System.nanoTime() - hurryUntil < 0 ? HURRY_MILLIS
        : PACE_MILLIS;
    again = false;
    timer = vertx.setTimer(pace, due -> now());
  }

  /** For a while it looks more often. */
  void hurry(Duration time) {
    boolean calm = System.nanoTime() - hurryUntil >= 0;
    hurryUntil = System.nanoTime() + time.toNanos();
    if (calm && !looking) now();
  }

  private Future<ProbeResult.State> look() {
    return connected().compose(on -> on.query(LOOK).execute())
        .map(rows -> state(rows.iterator().next()));
  }

  static ProbeResult.State state(Row row) {
    return new ProbeResult.State(row.getBoolean("recovery"), row.getBoolean("read_only"),
        row.getLong("timeline"), row.getLong("received"), row.getLong("replayed"),
        Math.max(0, row.getLong("lag")), row.getBoolean("streaming"), row.getLong("flushed"));
  }

  private Future<SqlConnection> connected() {
    if (connection != null) return Future.succeededFuture(connection);
    if (pool == null) {
      pool = Connect.pool(vertx, settings, result.endpoint(), settings.watcher(), 1, SILENCE);
    }
    var from = pool;
    return from.getConnection().map(made -> {
      if (pool != from) throw new IllegalStateException("This connection came too late.");
      connection = made;
      // A server that ends tells so by closing; there is no need to wait for the next look.
      made.exceptionHandler(e -> { }).closeHandler(closed -> {
        if (connection == made) {
          connection = null;
          now();
        }
      });
      return made;
    });
  }

  private void disconnect() {
    connection = null;
    if (pool != null) Connect.close(vertx, pool);
    pool = null;
  }

  static String why(Throwable e) {
    if (Fault.refused(e)) return "refuses connections";
    if (e instanceof TimeoutException) {
      return "did not answer within " + DEADLINE.toMillis() + " ms";
    }
    return "does not answer (" + e.getMessage() + ")";
  }

  void stop() {
    stopped = true;
    vertx.cancelTimer(timer);
    disconnect();
  }
}
