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
import java.time.Duration;
import java.util.Set;

/** A copy of a primary's data, for a server that becomes its standby. */
final class PostgresClone {

  /** A clone does not take these from the other server: they are that server's own. */
  private static final Set<String> LEFT_OUT =
      Set.of("postmaster.pid", "postmaster.opts", "standby.signal", "upstream.conf");
  private static final Set<String> EMPTIED = Set.of("pg_replslot", "pg_wal", "pg_stat_tmp",
      "pg_notify", "pg_serial", "pg_snapshots", "pg_subtrans", "pg_dynshmem");
  /** For a checkpoint of the primary, and for the end of its backup. */
  private static final Duration BACKUP = Duration.ofSeconds(30);
  private static final Duration COPY = Duration.ofMinutes(30);

  private PostgresClone() {}

  /** The server's own data is thrown away, once the copy is whole. */
  static void make(PostgresServer server, PostgresServer primary) {
    var data = server.data().folder();
    var fresh = data.resolveSibling(data.getFileName() + ".copy");
    PostgresBinaries.delete(fresh);
    if (server.programs().has("pg_basebackup")) backup(server, primary, fresh);
    else snapshot(primary, fresh);
    try {
      PostgresBinaries.delete(data);
      Files.move(fresh, data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void backup(PostgresServer server, PostgresServer primary, Path fresh) {
    try {
      Files.createDirectory(fresh, PosixFilePermissions.asFileAttribute(
          PosixFilePermissions.fromString("rwx------")));
      Child.run(Child.unprivileged(fresh, server.programs().copy(server, primary, fresh)), COPY);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What pg_basebackup does, for servers on one machine, where that does not come with them. */
  private static void snapshot(PostgresServer primary, Path fresh) {
    try (var connection = primary.connect("postgres", "postgres", BACKUP)) {
      connection.createStatement().execute("SELECT pg_backup_start('clone', true)");
      copy(primary.data().folder(), fresh);
      try (var rows = connection.createStatement()
          .executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
        rows.next();
        Files.writeString(fresh.resolve("backup_label"), rows.getString(1));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
}
