package hokm.cli;

import hokm.local.PostgresFolder;
import hokm.local.PostgresPrograms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where the servers of ./hokm db are, and the programs that run them. */
final class DbPlace {

  static final Path DEBIAN = Path.of("/usr/lib/postgresql");

  @Option(names = "--data", defaultValue = ".hokm-db", paramLabel = "DIR",
      description = "the servers' folder (default: ${DEFAULT-VALUE})")
  private Path data;

  @Option(names = "--bin", paramLabel = "DIR", description = "PostgreSQL's programs (default: on"
      + " the PATH, or the newest in /usr/lib/postgresql)")
  private Path bin;

  Path data() {
    return data;
  }

  PostgresFolder folder(Consumer<String> progress) {
    return new PostgresFolder(data, programs(), progress);
  }

  private PostgresPrograms programs() {
    var path = new Env(System.getenv()).text("PATH", "");
    return PostgresPrograms.installed(bin != null ? bin : find(path, DEBIAN).orElseThrow(() ->
        new IllegalStateException("No PostgreSQL is installed here: install PostgreSQL 15 or"
            + " newer, or say with --bin where its programs are.")));
  }

  /** @param installed has a folder for each version, with bin in it */
  static Optional<Path> find(String path, Path installed) {
    return Stream.concat(
            Stream.of(path.split(Pattern.quote(java.io.File.pathSeparator)))
                .filter(each -> !each.isBlank()).map(Path::of),
            versions(installed).stream().map(each -> each.resolve("bin")))
        .map(each -> each.resolve("initdb")).filter(Files::isExecutable).findFirst()
        .map(DbPlace::home);
  }

  /** The programs are often links to where they all are. */
  private static Path home(Path program) {
    try {
      return program.toRealPath().getParent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> versions(Path installed) {
    try (var folders = Files.list(installed)) {
      return folders.filter(each -> each.getFileName().toString().matches("\\d{1,4}"))
          .sorted(Comparator.comparingInt((Path each) ->
              Integer.parseInt(each.getFileName().toString())).reversed()).toList();
    } catch (IOException none) {
      return List.of();
    }
  }
}
