package hokm.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The folder of one server: its data, and the files that say how it runs. */
record PostgresData(Path folder) {

  private static final String OWN = "postgresql.conf";
  private static final String PORT = "port = ";
  private static final String ALTERED = "postgresql.auto.conf";
  private static final String UPSTREAM = "upstream.conf";
  private static final Duration INIT = Duration.ofSeconds(60);

  boolean exists() {
    return Files.exists(folder.resolve("PG_VERSION"));
  }

  /** Of PostgreSQL, the major one. */
  int version() {
    try {
      return Integer.parseInt(Files.readString(folder.resolve("PG_VERSION")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean standby() {
    return Files.exists(folder.resolve("standby.signal"));
  }

  Path pidFile() {
    return folder.resolve("postmaster.pid");
  }

  Path log() {
    return folder.resolveSibling(folder.getFileName() + ".log");
  }

  /** What libpq reads passwords from; one for all servers. */
  Path passwords() {
    return folder.resolveSibling("pgpass");
  }

  /** The port that it was configured with. */
  int port() {
    try (var lines = Files.lines(folder.resolve(OWN))) {
      return lines.filter(line -> line.startsWith(PORT)).findFirst()
          .map(line -> Integer.parseInt(line.substring(PORT.length()).strip())).orElseThrow(() ->
              new IllegalStateException(folder.resolve(OWN) + " names no port."));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The newest timeline that its WAL knows of, without a start; 0 without any. */
  long timeline() {
    try (var names = Files.list(folder.resolve("pg_wal"))) {
      return names.map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9A-F]{24}"))
          .mapToLong(name -> Long.parseLong(name.substring(0, 8), 16)).max().orElse(0);
    } catch (IOException none) {
      return 0;
    }
  }

  /** An empty cluster whose superuser has a password. */
  void init(PostgresPrograms programs, String superuser) {
    try {
      Files.createDirectories(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      Files.setPosixFilePermissions(folder.getParent(),
          PosixFilePermissions.fromString("rwxr-xr-x"));
      // A neighbour of the data, so that both are reached, and owned, by the same user.
      var password = folder.resolveSibling(folder.getFileName() + ".password");
      try {
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(
            PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, superuser);
        Child.unprivileged(password, List.of());
        Child.run(Child.unprivileged(folder, List.of(programs.of("initdb"), "-D",
            folder.toString(), "--username=postgres", "--pwfile=" + password,
            "--auth=scram-sha-256", "--encoding=UTF8", "--no-locale")), INIT);
      } finally {
        Files.deleteIfExists(password);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same files as everywhere else, and what is this server's own. */
  void configure(int port) throws IOException {
    for (String name : List.of("primary.conf", "standby.conf", "pg_hba.conf")) {
      Files.writeString(folder.resolve(name), conf(name));
    }
    var own = new ArrayList<>(List.of("include 'primary.conf'", "include 'standby.conf'",
        "listen_addresses = '127.0.0.1'", PORT + port, "logging_collector = off"));
    if (Files.exists(folder.resolve(UPSTREAM))) own.add("include '" + UPSTREAM + "'");
    Files.writeString(folder.resolve(OWN), String.join("\n", own) + "\n");
  }

  /** Makes it follow another when it starts next, whatever it was told to follow before. */
  void follow(String conninfo, String slot) {
    try {
      Files.writeString(folder.resolve(UPSTREAM), "primary_conninfo = '" + conninfo
          + "'\nprimary_slot_name = '" + slot + "'\n");
      // A server that was re-pointed while it ran has that here, where it outweighs the rest.
      Files.writeString(folder.resolve(ALTERED), "");
      Files.writeString(folder.resolve("standby.signal"), "");
      // Slots of its time as a primary would keep WAL for nobody.
      try (var slots = Files.list(folder.resolve("pg_replslot"))) {
        slots.forEach(PostgresBinaries::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String lastLines() {
    try {
      var lines = Files.readAllLines(log());
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException none) {
      return "nothing";
    }
  }

  static String conf(String name) {
    return resource("/conf/postgres/" + name);
  }

  static String resource(String path) {
    try (InputStream in = PostgresData.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
