package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Two real PostgreSQL servers in streaming replication. Which is the primary follows from their
 * data: after a promotion it is the one on the higher timeline, and the other is cloned anew.
 */
public final class PostgresPair {

  private static final String SLOT = "standby_slot_1";
  /** A clone does not take these from the other server: they are that server's own. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "upstream.conf");
  private static final Set<String> EMPTIED = Set.of("pg_replslot", "pg_wal", "pg_stat_tmp",
      "pg_notify", "pg_serial", "pg_snapshots", "pg_subtrans", "pg_dynshmem");

  private final List<PostgresServer> servers;
  private final Secrets secrets;
  private final Consumer<String> progress;

  /** @param progress takes a line for the person who waits */
  public PostgresPair(Path folder, Path binaries, int firstPort, int secondPort,
      Secrets secrets, Consumer<String> progress) {
    this.secrets = secrets;
    this.progress = progress;
    var home = PostgresBinaries.unpack(binaries, progress);
    var data = folder.toAbsolutePath().resolve("postgres");
    servers = List.of(new PostgresServer(home, data.resolve("one"), firstPort, secrets),
        new PostgresServer(home, data.resolve("two"), secondPort, secrets));
  }

  /** In the order of their ports' arguments; roles change. */
  public List<PostgresServer> servers() {
    return servers;
  }

  /** The server that takes writes now; throws IllegalStateException when there is none. */
  public PostgresServer primary() {
    return servers.stream().filter(PostgresServer::alive)
        .filter(server -> "f".equals(server.ask("postgres", "SELECT pg_is_in_recovery()")))
        .findFirst().orElseThrow(() -> new IllegalStateException("No server is a primary now."));
  }

  /** A server that takes writes though the other was promoted after it; it is left behind. */
  Optional<PostgresServer> stale() {
    if (!servers.stream().allMatch(PostgresServer::alive)) return Optional.empty();
    var lines = servers.stream().map(server -> server.ask("postgres", "SELECT CASE WHEN NOT"
        + " pg_is_in_recovery() THEN pg_walfile_name(pg_current_wal_lsn()) END")).toList();
    if (lines.contains(null)) return Optional.empty();
    var timelines = lines.stream().map(line -> line.substring(0, 8)).toList();
    int order = timelines.get(0).compareTo(timelines.get(1));
    return order == 0 ? Optional.empty() : Optional.of(servers.get(order < 0 ? 0 : 1));
  }

  public PostgresServer other(PostgresServer than) {
    return servers.get(servers.get(0) == than ? 1 : 0);
  }

  /** Returns when the primary takes writes and the standby streams from it. */
  public PostgresPair start() {
    var first = servers.get(0);
    if (!first.exists() && !servers.get(1).exists()) {
      progress.accept("Making the database…");
      first.init();
      first.start();
      makeRoles(first);
      rejoin(servers.get(1), first);
      return this;
    }
    var primary = newest();
    primary.start();
    var standby = other(primary);
    if (standby.exists() && standby.standby()) {
      standby.follow(primary.port(), SLOT);
      makeSlot(primary);
      standby.start();
    } else {
      rejoin(standby, primary);
    }
    return this;
  }

  private PostgresServer newest() {
    var one = servers.get(0);
    var two = servers.get(1);
    if (!two.exists() || two.standby()) return one;
    if (!one.exists() || one.standby()) return two;
    return two.timeline() > one.timeline() ? two : one;
  }

  private void makeRoles(PostgresServer on) {
    var sql = PostgresServer.conf("roles.sql");
    for (String role : List.of("replicator", "hokm_owner", "game_user", "hokm_supervisor")) {
      sql = sql.replace("${" + role + "}", "'" + secrets.of(role) + "'");
    }
    run(on, "postgres", sql);
    run(on, PostgresServer.DATABASE, PostgresServer.conf("hokm_game.sql"));
  }

  private static void run(PostgresServer on, String database, String script) {
    try (var connection = on.connect(database); var statement = connection.createStatement()) {
      for (String sql : script.replaceAll("(?m)^--.*$", "").split(";")) {
        if (!sql.isBlank()) statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void makeSlot(PostgresServer on) {
    on.ask("postgres", "SELECT pg_create_physical_replication_slot('" + SLOT + "', true)"
        + " WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '" + SLOT
        + "')");
  }

  /**
   * Makes a server a standby of the primary, from a fresh copy; its own data is thrown away, once
   * the copy is whole.
   *
   * @return false when the primary ended before the standby had all that it needs
   */
  public boolean rejoin(PostgresServer server, PostgresServer primary) {
    copyTo(server, primary);
    return server.startWhile(primary::alive);
  }

  /** All of a rejoin but the start. */
  void copyTo(PostgresServer server, PostgresServer primary) {
    server.stop();
    makeSlot(primary);
    var fresh = server.data().resolveSibling(server.data().getFileName() + ".copy");
    PostgresBinaries.delete(fresh);
    try (var connection = primary.connect("postgres")) {
      connection.createStatement().execute("SELECT pg_backup_start('clone', true)");
      copy(primary.data(), fresh);
      try (var rows = connection.createStatement()
          .executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        rows.next();
        Files.writeString(fresh.resolve("backup_label"), rows.getString(1));
      }
      Files.writeString(fresh.resolve("standby.signal"), "");
      PostgresBinaries.delete(server.data());
      Files.move(fresh, server.data());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.follow(primary.port(), SLOT);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.walkFileTree(from, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
          throws IOException {
        var relative = from.relativize(folder);
        if (relative.getNameCount() > 1 && EMPTIED.contains(relative.getName(0).toString())) {
          return FileVisitResult.SKIP_SUBTREE;
        }
        var target = to.resolve(relative.toString());
        Files.createDirectory(target, PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rwx------")));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        var relative = from.relativize(file);
        boolean out = relative.getNameCount() == 1 && LEFT_OUT.contains(relative.toString())
            || relative.getNameCount() > 1 && EMPTIED.contains(relative.getName(0).toString());
        if (!out) Files.copy(file, to.resolve(relative.toString()));
        return FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
        if (gone instanceof NoSuchFileException) return FileVisitResult.CONTINUE;
        throw gone;
      }
    });
  }

  public void stop() {
    servers.forEach(PostgresServer::stop);
  }
}
