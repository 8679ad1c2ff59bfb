package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the PostgreSQL that is installed here. */
class PostgresFolderIT {

  @TempDir
  private Path temp;

  private static PostgresPrograms installed() throws Exception {
    var debian = Path.of("/usr/lib/postgresql");
    assumeTrue(Files.isDirectory(debian), "install PostgreSQL 15 or newer, for this test to run");
    try (var versions = Files.list(debian)) {
      return PostgresPrograms.installed(versions.map(each -> each.resolve("bin"))
          .filter(each -> Files.isExecutable(each.resolve("initdb"))).findFirst().orElseThrow());
    }
  }

  @Test
  void whatASetupHasMadeGoesOnAsTheLocalStacksOwn() throws Exception {
    Files.setPosixFilePermissions(temp, PosixFilePermissions.fromString("rwxr-xr-x"));
    var programs = installed();
    var folder = new PostgresFolder(temp.resolve("servers"), programs, line -> { });
    var made = folder.setup(Stream.generate(FreePorts::any).distinct().limit(2).toList());
    made.primary().ask("hokm_game", "SELECT pg_create_restore_point('seen')");
    assertThat(folder.open().standbys()).hasSize(1);
    made.stop();

    var cluster = new PostgresCluster(folder.folder().resolve("postgres"), programs,
        List.of(FreePorts.any(), FreePorts.any()), Secrets.of(folder.folder()), line -> { });
    try {
      cluster.start();
      var primary = cluster.primary();
      var standby = cluster.other(primary);
      primary.kill();
      standby.ask("postgres", "SELECT pg_promote(true, 20)", Duration.ofSeconds(25));
      assertThat(cluster.rejoin(primary, standby)).isTrue();
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
          primary.look().upstream() == standby.port());
    } finally {
      cluster.stop();
    }
  }
}
