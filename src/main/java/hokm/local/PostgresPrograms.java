package hokm.local;

import static hokm.room.BadSetting.require;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  int version() {
    var said = Child.run(List.of(of("postgres"), "--version"), Duration.ofSeconds(10));
    return Optional.of(VERSION.matcher(said)).filter(java.util.regex.Matcher::find)
        .map(found -> Integer.parseInt(found.group(1))).orElse(0);
  }
}
