package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.local.PostgresServer;
import hokm.persistence.PostgresSettings.Ack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What each role of conf/postgres/roles.sql may do, once the tables are there. */
class RightsIT {

  private static final String DENIED = "42501";

  /** Who breaks into a node has the game role. */
  private static final List<String> NOT_THE_GAME = List.of("SELECT pg_promote()",
      "ALTER SYSTEM SET primary_conninfo = 'host=evil'", "SELECT pg_reload_conf()",
      "SELECT * FROM pg_authid", "SELECT * FROM pg_shadow", "SELECT pg_read_file('/etc/passwd')",
      "COPY players TO PROGRAM 'true'", "COPY players TO '/tmp/x'", "CREATE TABLE public.mine ()",
      "CREATE SCHEMA mine", "CREATE TEMP TABLE mine ()", "CREATE ROLE mine",
      "DROP TABLE bans", "ALTER TABLE matches ADD mine int", "TRUNCATE players",
      "DELETE FROM matches", "DELETE FROM deals", "DELETE FROM players", "DELETE FROM bans",
      "UPDATE deals SET winner = 0", "UPDATE players SET name = 'x'",
      "SELECT * FROM admin_audit", "SELECT * FROM admin_calls",
      "UPDATE admin_audit SET who = 'nobody'", "DELETE FROM admin_audit",
      "SELECT pg_create_physical_replication_slot('x')", "SELECT supervision.make_slot('x')",
      "INSERT INTO flyway_schema_history SELECT * FROM flyway_schema_history");

  /** Who has the supervisor's role can point standbys elsewhere, and no more. */
  private static final List<String> NOT_THE_SUPERVISOR = List.of("SELECT * FROM matches",
      "SELECT * FROM players", "SELECT * FROM bans", "SELECT * FROM admin_audit",
      "INSERT INTO bans (player_id, reason, banned_by) VALUES ('x', 'x', 'x')",
      "SELECT * FROM pg_authid", "SELECT pg_read_file('/etc/passwd')",
      "ALTER SYSTEM SET archive_command = 'true'", "CREATE TABLE public.mine ()",
      "CREATE SCHEMA mine", "CREATE TEMP TABLE mine ()", "CREATE ROLE mine",
      "SELECT pg_create_physical_replication_slot('x')");

  @TempDir
  private Path folder;

  private static void assertDenied(Connection on, List<String> statements) throws SQLException {
    for (String sql : statements) {
      try (var statement = on.createStatement()) {
        assertThatThrownBy(() -> statement.execute(sql)).as(sql)
            .isInstanceOfSatisfying(SQLException.class, e ->
                assertThat(e.getSQLState()).as(sql + ": " + e.getMessage()).isEqualTo(DENIED));
      }
    }
  }

  private static void run(Connection on, String... all) throws SQLException {
    for (String sql : all) {
      try (var statement = on.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  @Test
  void theGameRoleCannotPromoteNorReadSecretsAndTheSupervisorCanReadNoTable() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var scene = new PersistenceScene(folder, Ack.PRIMARY)) {
      PostgresServer primary = scene.postgres.cluster().primary();
      Migrations.run(scene.settings(Ack.PRIMARY), PersistenceScene.endpoint(primary));
      try (var game = primary.connect(PersistenceScene.DATABASE, "game_user");
          var supervisor = primary.connect(PersistenceScene.DATABASE, "hokm_supervisor")) {
        assertDenied(game, NOT_THE_GAME);
        assertDenied(supervisor, NOT_THE_SUPERVISOR);
        run(game, "INSERT INTO admin_audit (call, step, happened_at, who, remote, node, action,"
            + " target, arguments) VALUES (gen_random_uuid(), 'asked', now(), 'w', 'r', 'n', 'a',"
            + " 't', '{}') ON CONFLICT DO NOTHING", "SELECT * FROM bans");
        run(supervisor, "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn()",
            "SELECT * FROM pg_stat_replication", "SELECT supervision.make_slot('standby_slot_9')",
            "ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        assertThat(PersistenceScene.count(primary, "admin_audit")).isEqualTo(1);
      }
      for (String role : List.of("game_user", "hokm_supervisor", "hokm_owner")) {
        for (String database : List.of("postgres", "template1")) {
          assertThatThrownBy(() -> primary.connect(database, role)).as(role + " in " + database)
              .isInstanceOf(SQLException.class).hasMessageContaining("permission denied");
        }
      }
      var standby = scene.postgres.cluster().servers().stream()
          .filter(each -> each != primary).findFirst().orElseThrow();
      // A node would be as quick.
      PersistenceScene.await(scene.vertx.close());
      primary.kill();
      try (var supervisor = standby.connect(PersistenceScene.DATABASE, "hokm_supervisor")) {
        run(supervisor, "SELECT pg_promote(true, 20)");
      }
      assertThat(standby.leads()).isTrue();
    }
  }
}
