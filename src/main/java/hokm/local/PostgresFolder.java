package hokm.local;

import static hokm.room.BadSetting.require;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A folder with servers that stay, of an installed PostgreSQL: their data, their passwords, and
 * what a node must be told to use them. It looks as the folder of the local stack does, so that
 * this can use it as well.
 */
public record PostgresFolder(Path folder, PostgresPrograms programs, Consumer<String> progress) {

  /** @param progress takes a line for the person who waits */
  public PostgresFolder {
    folder = folder.toAbsolutePath().normalize();
    require(folder.toString().matches("[\\w./+@-]+"),
        "--data: a path of letters, digits and ./_+@- alone", folder);
  }

  private Path servers() {
    return folder.resolve("postgres");
  }

  private static Path endpoints(Path folder) {
    return folder.resolve("endpoints");
  }

  private static Path password(Path folder, String role) {
    return folder.resolve("passwords").resolve(role);
  }

  /** A primary at the first port and its standbys at the others, from nothing. */
  public PostgresCluster setup(List<Integer> ports) {
    require(empty(), "--data: a folder that is empty, or not there yet", folder);
    require(ports.stream().distinct().count() == ports.size(), "--port: different ports", ports);
    for (int port : ports) require(FreePorts.free(port), "--port: a port that is free", port);
    try {
      var secrets = Secrets.of(folder);
      Secrets.ROLES.forEach(role -> Secrets.keep(password(folder, role), secrets.of(role)));
      var cluster = PostgresCluster.staying(servers(), programs, ports, secrets, progress);
      started(cluster);
      tell(cluster);
      return cluster;
    } catch (RuntimeException failed) {
      clear();
      throw failed;
    }
  }

  private static void started(PostgresCluster cluster) {
    try {
      cluster.start();
      var primary = cluster.primary();
      cluster.standbys().forEach(each -> PostgresRoles.awaitStreaming(each, primary));
    } catch (RuntimeException failed) {
      cluster.stop();
      throw failed;
    }
  }

  /** So that a setup that failed can be tried again. */
  private void clear() {
    try (var files = Files.list(folder)) {
      files.forEach(PostgresBinaries::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean empty() {
    if (!Files.exists(folder)) return true;
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (IOException notAFolder) {
      return false;
    }
  }

  /** The servers that a setup has made here. */
  public PostgresCluster open() {
    require(Files.isDirectory(servers()), "--data: a folder that ./hokm db setup has made", folder);
    var cluster = PostgresCluster.found(servers(), programs, Secrets.of(folder), progress);
    require(!cluster.servers().isEmpty(), "--data: a folder with a server in it", folder);
    int version = cluster.servers().get(0).data().version();
    require(version == programs.version(), "--bin: programs of PostgreSQL " + version
        + ", which made the data in " + folder, programs.version());
    return cluster;
  }

  /** Writes the list of servers that nodes look at. */
  public void tell(PostgresCluster cluster) {
    try {
      Files.writeString(endpoints(folder), cluster.servers().stream()
          .map(server -> "127.0.0.1:" + server.port() + "\n").collect(Collectors.joining()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Settings of a node that is to use the servers in the folder. */
  public static Map<String, String> environment(Path folder) {
    var home = folder.toAbsolutePath().normalize();
    require(Files.exists(endpoints(home)), "--data: a folder that ./hokm db setup has made", home);
    var all = new TreeMap<String, String>();
    all.put("HOKM_PG_ENDPOINTS_FILE", endpoints(home).toString());
    all.put("HOKM_PG_PASSWORD_FILE", password(home, "game_user").toString());
    all.put("HOKM_PG_OWNER_PASSWORD_FILE", password(home, "hokm_owner").toString());
    all.put("HOKM_PG_SUPERVISOR_PASSWORD_FILE", password(home, "hokm_supervisor").toString());
    return all;
  }
}
