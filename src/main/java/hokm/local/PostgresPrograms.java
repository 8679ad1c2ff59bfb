package hokm.local;

import static hokm.room.BadSetting.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The folder with PostgreSQL's programs: of the archive that comes with us, or of an installation.
 * The archive has no more than initdb, postgres and pg_ctl in it.
 */
public record PostgresPrograms(Path folder) {

  private static final int OLDEST = 15;
  private static final Pattern VERSION = Pattern.compile("\\) (\\d+)");

  public static PostgresPrograms embedded(Path binaries, Consumer<String> progress) {
    return new PostgresPrograms(PostgresBinaries.unpack(binaries, progress).resolve("bin"));
  }

  /** Programs that are installed; a BadSetting tells what is wrong with the folder. */
  public static PostgresPrograms installed(Path folder) {
    var programs = new PostgresPrograms(folder.toAbsolutePath().normalize());
    for (String name : List.of("initdb", "postgres", "pg_ctl")) {
      require(programs.has(name), "--bin: the folder with PostgreSQL's " + name, folder);
    }
    int version = programs.version();
    require(version >= OLDEST, "--bin: PostgreSQL " + OLDEST + " or newer", version);
    return programs;
  }

  boolean has(String name) {
    return Files.isExecutable(folder.resolve(name));
  }

  String of(String name) {
    return folder.resolve(name).toString();
  }

  /** What is done when a server is to run on by itself; returns before it takes connections. */
  List<String> start(PostgresData data) {
    return List.of(of("pg_ctl"), "-D", data.folder().toString(), "-l", data.log().toString(),
        "-W", "-s", "start");
  }

  List<String> stop(PostgresData data) {
    return List.of(of("pg_ctl"), "-D", data.folder().toString(), "-m", "fast", "stop");
  }

  /**
   * Without a sync of its own: a server that starts from a copy syncs all of it first.
   *
   * @param to an empty folder, or none
   */
  List<String> copy(PostgresServer server, PostgresServer primary, Path to) {
    return List.of(of("pg_basebackup"), "-D", to.toString(), "-d",
        server.conninfo(primary, "replicator"), "-X", "stream", "-c", "fast", "--no-sync", "-R",
        "-S", server.slot());
  }

  /** Undoes what a stopped server has that the primary never had. */
  List<String> rewind(PostgresServer server, PostgresServer primary) {
    return List.of(of("pg_rewind"), "--target-pgdata=" + server.data().folder(),
        "--source-server=" + server.conninfo(primary, "postgres") + " dbname=postgres");
  }

  /** @return 0 when the program can't be run */
  int version() {
    var said = Child.run(List.of(of("postgres"), "--version"), Duration.ofSeconds(10));
    var found = VERSION.matcher(said);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }
}
