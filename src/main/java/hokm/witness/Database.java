package hokm.witness;

import hokm.witness.Story.Move;
import io.vertx.core.json.JsonArray;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One PostgreSQL server as a witness looks at it: directly, past our own code. Blocks. */
public final class Database implements AutoCloseable {

  /** @param writes results of the match that were written after the given moment */
  public record Look(boolean recovery, int writes) {}

  private final Postgres server;
  private Connection connection;

  public Database(Postgres server) {
    this.server = server;
  }

  public Postgres server() {
    return server;
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** @return empty when the server does not answer */
  private <T> Optional<T> ask(Work<T> work) {
    try {
      if (connection == null || connection.isClosed()) connection = server.door().open();
      return Optional.of(work.on(connection));
    } catch (SQLException gone) {
      close();
      return Optional.empty();
    }
  }

  public Optional<Boolean> inRecovery() {
    return ask(db -> {
      try (var statement = db.createStatement();
          var row = statement.executeQuery("SELECT pg_is_in_recovery()")) {
        row.next();
        return row.getBoolean(1);
      }
    });
  }

  /** One snapshot of role and results. @param since by this machine's clock, as written_at is */
  public Optional<Look> look(String match, Instant since) {
    return ask(db -> {
      try (var statement = db.prepareStatement("SELECT pg_is_in_recovery(), count(*) FROM deals"
          + " WHERE match_id = ? AND written_at > ?")) {
        statement.setObject(1, UUID.fromString(match));
        statement.setObject(2, OffsetDateTime.ofInstant(since, ZoneOffset.UTC));
        try (var row = statement.executeQuery()) {
          row.next();
          return new Look(row.getBoolean(1), row.getInt(2));
        }
      }
    });
  }

  /** How many matches stand there for a room; -1 when the server does not answer. */
  public int matchesOf(String room) {
    return ask(db -> {
      try (var statement = db.prepareStatement("SELECT count(*) FROM matches"
          + " WHERE room_code = ?")) {
        statement.setString(1, room);
        try (var row = statement.executeQuery()) {
          row.next();
          return row.getInt(1);
        }
      }
    }).orElse(-1);
  }

  /** The match's rows; {@link Kept#NOTHING} when the server does not answer. */
  public Kept kept(String match) {
    var id = UUID.fromString(match);
    return ask(db -> new Kept(ends(db, id), deals(db, id), moves(db, id))).orElse(Kept.NOTHING);
  }

  private static List<Kept.End> ends(Connection db, UUID match) throws SQLException {
    try (var statement = db.prepareStatement("SELECT winner, score::text FROM matches"
        + " WHERE id = ? AND ended_at IS NOT NULL")) {
      statement.setObject(1, match);
      var ends = new ArrayList<Kept.End>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var score = new JsonArray(row.getString(2));
          ends.add(new Kept.End(row.getInt(1), score.getInteger(0), score.getInteger(1)));
        }
      }
      return ends;
    }
  }

  private static List<Kept.Deal> deals(Connection db, UUID match) throws SQLException {
    try (var statement = db.prepareStatement("SELECT no, winner, kind, score::text FROM deals"
        + " WHERE match_id = ? ORDER BY no")) {
      statement.setObject(1, match);
      var deals = new ArrayList<Kept.Deal>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var score = new JsonArray(row.getString(4));
          deals.add(new Kept.Deal(row.getInt(1), row.getInt(2), row.getString(3),
              score.getInteger(0), score.getInteger(1)));
        }
      }
      return deals;
    }
  }

  private static List<Move> moves(Connection db, UUID match) throws SQLException {
    try (var statement = db.prepareStatement("SELECT deal_no, seat, card FROM moves"
        + " WHERE match_id = ? ORDER BY deal_no, no")) {
      statement.setObject(1, match);
      var moves = new ArrayList<Move>();
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          moves.add(new Move(row.getInt(1), row.getInt(2), "play_card", row.getString(3)));
        }
      }
      return moves;
    }
  }

  @Override
  public void close() {
    try {
      if (connection != null) connection.close();
    } catch (SQLException alreadyGone) {
      // What can't be closed is closed.
    }
    connection = null;
  }
}
