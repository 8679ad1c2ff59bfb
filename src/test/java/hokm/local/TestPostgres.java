package hokm.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Real servers on free ports, for tests in other packages; two at first. */
public record TestPostgres(PostgresCluster cluster, Path folder) {

  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");

  public static TestPostgres start(Path folder) {
    return new TestPostgres(cluster(folder, FreePorts.any(), FreePorts.any()).start(), folder);
  }

  static PostgresCluster cluster(Path folder, Integer... ports) {
    return new PostgresCluster(folder.resolve("postgres"),
        PostgresPrograms.embedded(BINARIES, line -> { }), List.of(ports), Secrets.of(folder),
        line -> { });
  }

  /** A third server, which follows the primary as soon as this returns. */
  public PostgresServer add() {
    return cluster.add(FreePorts.any());
  }

  /** As one does it who forgets that it has gone its own way: without a fresh copy. */
  public void startAsStandby(PostgresServer server, PostgresServer primary) {
    server.follow(primary);
    server.start();
  }

  /** As one does it who takes it for the primary, while another is. */
  public void startAsPrimary(PostgresServer server) throws IOException {
    Files.deleteIfExists(server.data().folder().resolve("standby.signal"));
    server.start();
  }

  public String password(String role) {
    return Secrets.of(folder).of(role);
  }
}
