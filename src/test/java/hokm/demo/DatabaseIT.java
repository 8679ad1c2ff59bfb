package hokm.demo;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.local.PostgresServer;
import hokm.local.TestPostgres;
import hokm.persistence.Migrations;
import hokm.persistence.PostgresSettings.Credentials;
import hokm.persistence.PostgresSettings.Endpoint;
import hokm.persistence.PostgresSettings;
import hokm.witness.Database;
import hokm.witness.Kept;
import hokm.witness.Postgres;
import hokm.witness.Story;
import hokm.witness.ToldMatch;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On real servers: what is read as a first write must be one, and the rows must be the rows. */
class DatabaseIT {

  private static final int MOVES = 28;
  private static final String DATABASE = "hokm_game";
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir
  private Path folder;
  private TestPostgres postgres;
  private PostgresServer primary;
  private PostgresServer standby;

  @BeforeEach
  void start() {
    postgres = TestPostgres.start(folder);
    primary = postgres.cluster().primary();
    standby = postgres.cluster().other(primary);
    var defaults = PostgresSettings.DEFAULT;
    Migrations.run(new PostgresSettings(defaults.endpoints(), Optional.empty(), DATABASE,
        "game_user",
        postgres.password("game_user"),
        Optional.of(new Credentials("hokm_owner", postgres.password("hokm_owner"))),
        Optional.empty(), defaults.promote(), defaults.ack()),
        new Endpoint("127.0.0.1", primary.port()));
  }

  @AfterEach
  void stop() {
    postgres.cluster().stop();
  }

  @Test
  void onlyAResultThatThePromotedServerTookItselfIsItsFirstWrite() throws SQLException {
    write(primary, "INSERT INTO game_sessions (match_id, room_code) VALUES ('" + ToldMatch.ID
        + "', 'K7M2QX')", "INSERT INTO matches (id, room_code) VALUES ('" + ToldMatch.ID
        + "', 'K7M2QX')");
    var since = Instant.now();
    deal(primary, 1);
    try (var reader = new Database(reader(standby))) {
      var watch = new Promotion(List.of(reader), ToldMatch.ID, since);
      Awaitility.await().atMost(SOON).until(() ->
          reader.look(ToldMatch.ID, since).orElseThrow().writes() == 1);
      assertThat(watch.promoted()).isFalse();
      primary.kill();
      standby.ask("postgres", "SELECT pg_promote(true, 20)");
      Awaitility.await().atMost(SOON).until(watch::promoted);
      assertThat(watch.written()).isFalse();
      deal(standby, 2);
      assertThat(watch.written()).isTrue();
    }
  }

  @Test
  void theRowsOfAMatchAreReadAsTheyStand() throws SQLException {
    write(primary, "INSERT INTO game_sessions (match_id, room_code) VALUES ('" + ToldMatch.ID
        + "', 'K7M2QX')", "INSERT INTO matches (id, room_code, winner, score, ended_at) VALUES ('"
        + ToldMatch.ID + "', 'K7M2QX', 1, '[3, 7]', now())");
    deal(primary, 1);
    try (var reader = new Database(reader(primary))) {
      assertThat(reader.inRecovery()).contains(false);
      assertThat(reader.kept(ToldMatch.ID)).isEqualTo(new Kept(List.of(new Kept.End(1, 3, 7)),
          List.of(new Kept.Deal(1, 0, "kot", 2, 0)),
          Collections.nCopies(MOVES, new Story.Move(1, 2, "play_card", "TH"))));
      primary.kill();
      assertThat(reader.kept(ToldMatch.ID)).isEqualTo(Kept.NOTHING);
      assertThat(reader.inRecovery()).isEmpty();
    }
  }

  private static void deal(PostgresServer on, int no) throws SQLException {
    write(on, "INSERT INTO deals (match_id, no, hakem, dealer, trump, deck, commit, nonce, secret,"
        + " salts, winner, tricks, points, kind, score, started_at, ended_at, moves, lines)"
        + " SELECT '" + ToldMatch.ID + "', " + no + ", 0, 3, 'H', '[]', '', '', '', '[]', 0,"
        + " '[7, 0]', 2, 'kot',"
        + " '[2, 0]', now(), now(), jsonb_agg(jsonb_build_object('no', move, 'trick', 1, 'seat', 2,"
        + " 'card', 'TH')), '[]' FROM generate_series(1, " + MOVES + ") move");
  }

  private static void write(PostgresServer on, String... statements) throws SQLException {
    try (var connection = on.connect(DATABASE, "game_user")) {
      for (String sql : statements) connection.createStatement().execute(sql);
    }
  }

  private static Postgres reader(PostgresServer server) {
    return new Postgres("127.0.0.1:" + server.port(),
        () -> server.connect(DATABASE, "game_user"));
  }
}
