package hokm.alerts;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** Prometheus and its promtool, where they are installed; elsewhere the test is skipped. */
final class Program {

  private static final long PATIENCE_SECONDS = 60;

  /** @param printed both of its streams */
  record Ended(int code, String printed) {}

  private Program() {}

  static Path find(String name) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    var found = List.of(path.split(Pattern.quote(File.pathSeparator))).stream()
        .filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable).findFirst();
    if (found.isPresent()) return found.get();
    var sentence = name + " is not installed, and the alerts can't be tried without it; to get it:"
        + " apt-get install prometheus.";
    System.out.println("Skipped: " + sentence);
    Assumptions.abort(sentence);
    throw new IllegalStateException(sentence);
  }

  static Ended promtool(String... arguments) throws Exception {
    var out = Files.createTempFile("promtool", ".out");
    try {
      var command = new java.util.ArrayList<>(List.of(find("promtool").toString()));
      command.addAll(List.of(arguments));
      var process = new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(out.toFile()).start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) process.destroyForcibly();
      return new Ended(ended ? process.exitValue() : -1, Files.readString(out));
    } finally {
      Files.deleteIfExists(out);
    }
  }
}
