package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.function.Function;

/**
 * What the supervisor's role does to servers: it asks how far they are, has them follow another,
 * and promotes them. Each step has a connection of its own, and an end.
 */
final class Supervision {

  private static final Duration STEP = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 20;
  private static final String WAY = """
      SELECT coalesce((SELECT setting FROM pg_settings WHERE name = 'primary_conninfo'), '')
          AS conninfo,
        coalesce((SELECT setting FROM pg_settings WHERE name = 'primary_slot_name'), '') AS slot""";
  private static final String PLACE = """
      SELECT pg_is_in_recovery() AS recovery,
        coalesce(greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0', 0)::bigint
          AS received""";
  private static final String FOLLOWS_ANOTHER = """
      SELECT count(*) FROM pg_stat_wal_receiver
      WHERE status IS NOT NULL AND (sender_host, sender_port) IS DISTINCT FROM ($1, $2)""";

  private final Vertx vertx;
  private final PostgresSettings settings;

  Supervision(Vertx vertx, PostgresSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
  }

  /** Where a standby says that it gets its WAL from, and by which slot. */
  record Way(String conninfo, String slot) {

    /** Without conninfo it is no standby, or we may not see it. */
    boolean known() {
      return !conninfo.isEmpty();
    }

    boolean leadsTo(Endpoint endpoint) {
      return Conninfo.endpoint(conninfo).filter(endpoint::equals).isPresent();
    }
  }

  private <T> Future<T> on(Endpoint endpoint, Function<SqlConnection, Future<T>> step) {
    var pool = Connect.pool(vertx, settings, endpoint, settings.supervisor().orElseThrow(), 1,
        STEP.plusSeconds(1));
    return Patience.within(vertx, STEP,
            pool.withConnection(on -> step.apply(on.exceptionHandler(e -> { }))))
        .eventually(() -> Connect.close(vertx, pool));
  }

  Future<Way> way(Endpoint standby) {
    return on(standby, Supervision::way);
  }

  private static Future<Way> way(SqlConnection on) {
    return on.query(WAY).execute().map(rows -> {
      var row = rows.iterator().next();
      return new Way(row.getString("conninfo"), row.getString("slot"));
    });
  }

  /** @return how far its WAL goes; fails when it is no standby any more */
  Future<Long> received(Endpoint standby) {
    return on(standby, on -> on.query(PLACE).execute().map(rows -> {
      var row = rows.iterator().next();
      if (!row.getBoolean("recovery")) {
        throw new IllegalStateException(standby + " is a primary already.");
      }
      return row.getLong("received");
    }));
  }

  /** Tells it to take over, and does not wait for it. */
  Future<Void> promote(Endpoint standby) {
    return on(standby, on -> on.query("SELECT pg_promote(false)").execute().mapEmpty());
  }

  /**
   * Has a standby get its WAL from another server from now on, through its own slot there, with all
   * else of its connection as it was. Returns when it gets none from anywhere else.
   */
  Future<Void> follow(Endpoint standby, Endpoint upstream) {
    return on(standby, on -> way(on).compose(way -> {
      if (!way.known()) {
        return Future.failedFuture(new IllegalStateException(standby
            + " does not tell where it gets its WAL from; hokm_supervisor needs pg_monitor."));
      }
      return slot(upstream, way.slot())
          .compose(made -> way.leadsTo(upstream) ? Future.<Void>succeededFuture()
              : point(on, Conninfo.to(upstream, way.conninfo())))
          .compose(pointed -> left(on, upstream));
    }));
  }

  private Future<Void> slot(Endpoint upstream, String name) {
    if (name.isEmpty()) return Future.succeededFuture();
    return on(upstream, on -> on.preparedQuery("SELECT supervision.make_slot($1)")
        .execute(Tuple.of(name)).mapEmpty());
  }

  private static Future<Void> point(SqlConnection on, String conninfo) {
    return on.query("ALTER SYSTEM SET primary_conninfo = '" + conninfo.replace("'", "''") + "'")
        .execute().compose(done -> on.query("SELECT pg_reload_conf()").execute()).mapEmpty();
  }

  private Future<Void> left(SqlConnection on, Endpoint upstream) {
    return on.preparedQuery(FOLLOWS_ANOTHER)
        .execute(Tuple.of(upstream.host(), upstream.port())).compose(rows -> {
          if (rows.iterator().next().getLong(0) == 0) return Future.succeededFuture();
          var later = Promise.<Void>promise();
          vertx.setTimer(LOOK_MILLIS, due -> later.complete());
          return later.future().compose(due -> left(on, upstream));
        });
  }
}
