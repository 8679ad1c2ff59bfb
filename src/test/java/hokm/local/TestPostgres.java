package hokm.local;

import java.nio.file.Path;

/** A real pair on free ports, for tests in other packages. */
public record TestPostgres(PostgresPair pair, Path folder) {

  private static final Path BINARIES =
      Path.of(System.getProperty("java.io.tmpdir"), "hokm-test-binaries");

  public static TestPostgres start(Path folder) {
    var pair = new PostgresPair(folder, BINARIES, FreePorts.any(), FreePorts.any(),
        Secrets.of(folder), line -> { });
    return new TestPostgres(pair.start(), folder);
  }

  /** As one does it who forgets that it has gone its own way: without a fresh copy. */
  public void startAsStandby(PostgresServer server, PostgresServer primary) {
    server.follow(primary.port(), "standby_slot_1");
    server.start();
  }

  public String password(String role) {
    return Secrets.of(folder).of(role);
  }
}
