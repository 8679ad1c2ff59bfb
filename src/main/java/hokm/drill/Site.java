package hokm.drill;

import hokm.local.PostgresCluster;
import hokm.local.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The servers as a bystander sees them, past the nodes: each question has a connection and a
 * deadline of its own, so that a paused server holds up nobody.
 */
final class Site {

  private static final String DATABASE = "hokm_game";
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final Duration LONG_ANSWER = Duration.ofSeconds(20);
  private static final Duration LAG_AT_MOST = Duration.ofSeconds(20);

  private final PostgresCluster cluster;

  Site(PostgresCluster cluster) {
    this.cluster = cluster;
  }

  PostgresServer primary() {
    return cluster.primary();
  }

  PostgresServer other(PostgresServer than) {
    return cluster.other(than);
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static <T> T ask(PostgresServer server, Duration answer, Work<T> work)
      throws SQLException {
    try (var connection = server.connect(DATABASE, "postgres", answer)) {
      return work.on(connection);
    }
  }

  /** The table by which the drill itself writes; nodes know nothing of it. */
  void prepare() throws SQLException {
    ask(primary(), LONG_ANSWER, on -> on.createStatement().execute(
        "CREATE TABLE IF NOT EXISTS public.drill (no bigserial PRIMARY KEY, word text)"));
  }

  /** How long rows take from their commit on the primary to where the standby shows them. */
  List<Double> lag(PostgresServer from, PostgresServer to, int samples) throws SQLException {
    var millis = new ArrayList<Double>();
    try (var write = from.connect(DATABASE, "postgres", LONG_ANSWER);
        var read = to.connect(DATABASE, "postgres", LONG_ANSWER);
        var insert = write.prepareStatement(
            "INSERT INTO public.drill (word) VALUES ('lag') RETURNING no");
        var look = read.prepareStatement("SELECT 1 FROM public.drill WHERE no = ?")) {
      for (int i = 0; i < samples; i++) {
        long no;
        try (var row = insert.executeQuery()) {
          row.next();
          no = row.getLong(1);
        }
        long committed = System.nanoTime();
        look.setLong(1, no);
        while (!shows(look)) {
          if (System.nanoTime() - committed > LAG_AT_MOST.toNanos()) {
            throw new SQLException("A row did not come to the standby within "
                + LAG_AT_MOST.toMillis() + " ms.");
          }
        }
        millis.add((System.nanoTime() - committed) / 1e6);
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    }
    return millis;
  }

  private static boolean shows(java.sql.PreparedStatement look) throws SQLException {
    try (var row = look.executeQuery()) {
      return row.next();
    }
  }

  /** Reads results. @return whether it was a standby as it did; empty when it can't be read */
  Optional<Boolean> readAsStandby(PostgresServer server) {
    try {
      return ask(server, ANSWER, on -> {
        try (var row = on.createStatement().executeQuery(
            "SELECT pg_is_in_recovery(), count(*) FROM matches")) {
          row.next();
          return Optional.of(row.getBoolean(1));
        }
      });
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** Writes past the nodes. @return whether the server took it */
  boolean takesAWrite(PostgresServer server, String word) {
    try {
      return ask(server, ANSWER, on -> on.createStatement().executeUpdate(
          "INSERT INTO public.drill (word) VALUES ('" + word + "')") == 1);
    } catch (SQLException e) {
      return false;
    }
  }

  boolean isPrimary(PostgresServer server) {
    try {
      return ask(server, ANSWER, on -> {
        try (var row = on.createStatement().executeQuery("SELECT NOT pg_is_in_recovery()")) {
          return row.next() && row.getBoolean(1);
        }
      });
    } catch (SQLException e) {
      return false;
    }
  }

  boolean streams(PostgresServer standby) {
    try {
      return ask(standby, ANSWER, on -> {
        try (var row = on.createStatement().executeQuery("SELECT pg_is_in_recovery() AND EXISTS"
            + " (SELECT FROM pg_stat_wal_receiver WHERE status = 'streaming')")) {
          return row.next() && row.getBoolean(1);
        }
      });
    } catch (SQLException e) {
      return false;
    }
  }

  /** As someone does it by hand. */
  void promote(PostgresServer standby) throws SQLException {
    ask(standby, LONG_ANSWER, on -> on.createStatement().execute("SELECT pg_promote(false)"));
  }

  /** From now on it gets no WAL, though it runs and thinks itself a standby. */
  void starve(PostgresServer standby) throws SQLException {
    ask(standby, LONG_ANSWER, on -> {
      on.createStatement().execute("ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
      return on.createStatement().execute("SELECT pg_reload_conf()");
    });
  }

  /** When the first record after this moment was written there by a node. */
  Optional<Instant> firstWrite(PostgresServer server, Instant since) {
    try {
      return ask(server, ANSWER, on -> {
        try (var statement = on.prepareStatement("SELECT least("
            + "(SELECT min(written_at) FROM matches WHERE written_at > ?),"
            + "(SELECT min(written_at) FROM deals WHERE written_at > ?))")) {
          statement.setTimestamp(1, Timestamp.from(since));
          statement.setTimestamp(2, Timestamp.from(since));
          try (var row = statement.executeQuery()) {
            row.next();
            return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
          }
        }
      });
    } catch (SQLException e) {
      return Optional.empty();
    }
  }

  /** The records that stand there, as {@link #key} names them. */
  Set<String> rows(PostgresServer server) throws SQLException {
    return ask(server, LONG_ANSWER, on -> {
      var keys = new HashSet<String>();
      for (String sql : List.of(
          "SELECT id || ' match_started 0' FROM matches WHERE opening_lines IS NOT NULL",
          "SELECT match_id || ' deal_ended ' || no FROM deals",
          "SELECT id || ' match_ended 0' FROM matches WHERE closing_lines IS NOT NULL")) {
        try (var row = on.createStatement().executeQuery(sql)) {
          while (row.next()) keys.add(row.getString(1));
        }
      }
      return keys;
    });
  }

  static String key(Finished.Piece piece) {
    return piece.match() + " " + piece.kind() + " " + piece.no();
  }

  /**
   * What was written, counted or rated twice, or not counted for long though it is whole, or put
   * aside as unreadable.
   */
  long doubled(PostgresServer server) throws SQLException {
    return ask(server, LONG_ANSWER, on -> {
      try (var row = on.createStatement().executeQuery("SELECT"
          + " (SELECT count(*) FROM (SELECT FROM deals GROUP BY match_id, no"
          + " HAVING count(*) > 1) d)"
          + " + abs((SELECT coalesce(sum(matches), 0) FROM player_statistics)"
          + " - 4 * (SELECT count(*) FROM matches WHERE counted))"
          + " + (SELECT count(*) FROM matches WHERE closing_lines IS NOT NULL AND NOT counted"
          + " AND written_at < clock_timestamp() - interval '20 s')"
          + " + (SELECT count(*) FROM dead_letters)")) {
        row.next();
        return row.getLong(1);
      }
    });
  }
}
