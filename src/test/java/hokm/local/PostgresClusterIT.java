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

class PostgresClusterIT {

  @TempDir
  private Path folder;
  private PostgresCluster cluster;

  private PostgresCluster cluster(int one, int two) {
    cluster = TestPostgres.cluster(folder, one, two).start();
    return cluster;
  }

  @AfterEach
  void stop() {
    if (cluster != null) cluster.stop();
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
    cluster(FreePorts.any(), FreePorts.any());
    var primary = cluster.primary();
    var standby = cluster.other(primary);
    primary.ask("postgres", "SELECT 1 FROM (SELECT 1) x");
    try (var connection = primary.connect("postgres")) {
      connection.createStatement().execute("CREATE TABLE seen (value int)");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    write(primary, 1);
    awaitCount(standby, 1);
    primary.kill();
    promote(standby);
    write(standby, 2);
    assertThat(cluster.primary()).isSameAs(standby);
    cluster.rejoin(primary, standby);
    awaitCount(primary, 2);
    assertThat(primary.ask("postgres", "SELECT pg_is_in_recovery()")).isEqualTo("t");

    cluster.servers().forEach(PostgresServer::kill);
    cluster(primary.port(), standby.port());
    assertThat(cluster.primary().port()).isEqualTo(standby.port());
    write(cluster.primary(), 3);
    awaitCount(cluster.other(cluster.primary()), 3);
  }

  @Test
  void aStalePrimaryIsClonedAnewAtTheNextStart() {
    cluster(FreePorts.any(), FreePorts.any());
    var old = cluster.primary();
    var promoted = cluster.other(old);
    old.kill();
    promote(promoted);
    promoted.ask("postgres", "SELECT pg_switch_wal()");
    promoted.stop();
    cluster(old.port(), promoted.port());
    assertThat(cluster.primary().port()).isEqualTo(promoted.port());
    assertThat(cluster.other(cluster.primary()).ask("postgres", "SELECT pg_is_in_recovery()"))
        .isEqualTo("t");
  }

  @Test
  void aThirdServerIsAddedKeepsItsSlotOverARoleChangeAndIsTakenAway() {
    cluster(FreePorts.any(), FreePorts.any());
    var first = cluster.primary();
    var second = cluster.other(first);
    var third = cluster.add(FreePorts.any());
    assertThat(cluster.servers()).containsExactly(first, second, third);
    assertThat(cluster.standbys()).containsExactly(second, third);
    awaitSlots(first, "standby_slot_1,standby_slot_2");

    first.stop();
    promote(third);
    cluster.rejoin(first, third);
    cluster.point(second, third);
    second.stop();
    second.start();
    awaitSlots(third, "standby_slot_0,standby_slot_1");
    assertThat(cluster.primary()).isSameAs(third);
    cluster.remove(first);
    assertThat(third.ask("postgres", "SELECT string_agg(slot_name, ',') FROM pg_replication_slots"))
        .isEqualTo("standby_slot_1");
    assertThat(cluster.standbys()).containsExactly(second);
    assertThatThrownBy(() -> cluster.remove(third)).hasMessageContaining("is the primary");
  }

  private static void promote(PostgresServer server) {
    assertThat(server.ask("postgres", "SELECT pg_promote(true, 20)", Duration.ofSeconds(25)))
        .isEqualTo("t");
  }

  private static void awaitSlots(PostgresServer on, String names) {
    Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() ->
        assertThat(on.ask("postgres", "SELECT string_agg(slot_name, ',' ORDER BY slot_name)"
            + " FROM pg_replication_slots WHERE active")).isEqualTo(names));
  }

  @Test
  void aPausedServerHoldsNobodyLongerThanTheTimeThatWasGiven() {
    cluster(FreePorts.any(), FreePorts.any());
    var primary = cluster.primary();
    primary.pause();
    try {
      long since = System.nanoTime();
      assertThatThrownBy(() -> primary.ask("postgres", "SELECT 1", Duration.ofSeconds(1)))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(cluster::primary).hasMessage("No server is a primary now.");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(20));
    } finally {
      primary.resume();
    }
    assertThat(cluster.primary()).isSameAs(primary);
  }

  @Test
  void eachRoleMayDoItsPartAndNoMore() throws SQLException {
    cluster(FreePorts.any(), FreePorts.any());
    var primary = cluster.primary();
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
