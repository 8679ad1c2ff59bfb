package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresPairIT {

  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");

  @TempDir
  private Path folder;
  private PostgresPair pair;

  private PostgresPair pair(int one, int two) {
    pair = new PostgresPair(folder, BINARIES, one, two, Secrets.of(folder), line -> { }).start();
    return pair;
  }

  @AfterEach
  void stop() {
    if (pair != null) pair.stop();
  }

  private static void write(PostgresServer on, int value) {
    on.ask("postgres", "INSERT INTO seen VALUES (" + value + ") RETURNING 1");
  }

  private static void awaitCount(PostgresServer on, int count) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() ->
        assertThat(on.ask("postgres", "SELECT count(*) FROM seen")).isEqualTo("" + count));
  }

  @Test
  void whatIsWrittenStreamsToTheStandbyAndOutlivesThePrimary() {
    pair(FreePorts.any(), FreePorts.any());
    var primary = pair.primary();
    var standby = pair.other(primary);
    primary.ask("postgres", "SELECT 1 FROM (SELECT 1) x");
    try (var connection = primary.connect("postgres")) {
      connection.createStatement().execute("CREATE TABLE seen (value int)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    write(primary, 1);
    awaitCount(standby, 1);
    primary.kill();
    assertThat(standby.ask("postgres", "SELECT pg_promote(true, 20)")).isEqualTo("t");
    write(standby, 2);
    assertThat(pair.primary()).isSameAs(standby);
    pair.rejoin(primary, standby);
    awaitCount(primary, 2);
    assertThat(primary.ask("postgres", "SELECT pg_is_in_recovery()")).isEqualTo("t");

    pair.servers().forEach(PostgresServer::kill);
    pair(primary.port(), standby.port());
    assertThat(pair.primary().port()).isEqualTo(standby.port());
    write(pair.primary(), 3);
    awaitCount(pair.other(pair.primary()), 3);
  }

  @Test
  void aStalePrimaryIsClonedAnewAtTheNextStart() {
    pair(FreePorts.any(), FreePorts.any());
    var old = pair.primary();
    var promoted = pair.other(old);
    old.kill();
    promoted.ask("postgres", "SELECT pg_promote(true, 20)");
    promoted.ask("postgres", "SELECT pg_switch_wal()");
    promoted.stop();
    pair(old.port(), promoted.port());
    assertThat(pair.primary().port()).isEqualTo(promoted.port());
    assertThat(pair.other(pair.primary()).ask("postgres", "SELECT pg_is_in_recovery()"))
        .isEqualTo("t");
  }

  @Test
  void aPrimaryThatLivesOnAfterAPromotionIsKnownAsStaleUntilItFollows() {
    pair(FreePorts.any(), FreePorts.any());
    var old = pair.primary();
    var promoted = pair.other(old);
    assertThat(pair.stale()).isEmpty();
    promoted.ask("postgres", "SELECT pg_promote(true, 20)");
    assertThat(pair.stale()).contains(old);
    pair.rejoin(old, promoted);
    assertThat(pair.stale()).isEmpty();
    assertThat(pair.primary()).isSameAs(promoted);
  }

  @Test
  void aPrimaryThatDiesBeforeItsNewStandbyHasAllThatItNeedsStartsAgain() {
    pair(FreePorts.any(), FreePorts.any());
    var primary = pair.primary();
    var standby = pair.other(primary);
    pair.copyTo(standby, primary);
    primary.kill();
    assertThat(standby.startWhile(primary::alive)).isFalse();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(standby::starting);
    var keeper = new PostgresKeeper(pair, line -> { });
    keeper.start();
    try {
      Awaitility.await().atMost(Duration.ofSeconds(60)).ignoreExceptions().untilAsserted(() -> {
        assertThat(pair.primary()).isSameAs(primary);
        assertThat(standby.ask("postgres", "SELECT pg_is_in_recovery()")).isEqualTo("t");
      });
    } finally {
      keeper.stop();
    }
  }

  @Test
  void eachRoleMayDoItsPartAndNoMore() throws SQLException {
    pair(FreePorts.any(), FreePorts.any());
    var primary = pair.primary();
    try (var game = primary.connect("hokm_game", "game_user");
        var supervisor = primary.connect("hokm_game", "hokm_supervisor")) {
      assertThatThrownBy(() -> game.createStatement().execute("CREATE TABLE mine (x int)"))
          .isInstanceOf(SQLException.class).hasMessageContaining("permission denied");
      assertThatThrownBy(() -> game.createStatement().execute("SELECT pg_promote()"))
          .isInstanceOf(SQLException.class).hasMessageContaining("permission denied");
      assertThatThrownBy(() -> supervisor.createStatement().execute("SELECT pg_promote()"))
          .isInstanceOf(SQLException.class).hasMessageContaining("recovery is not in progress");
    }
    assertThatThrownBy(() -> primary.connect("hokm_game", "replicator").close())
        .isInstanceOf(SQLException.class);
  }
}
