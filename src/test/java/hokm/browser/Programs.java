package hokm.browser;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * What the tests of the page need of this machine beyond a JDK. Where it is missing they are
 * skipped and say how to get it; with -Dhokm.browser=required they fail instead.
 */
final class Programs {

  private static final boolean REQUIRED = "required".equals(System.getProperty("hokm.browser"));
  private static final Path DEBIAN_CHROMIUM = Path.of("/usr/bin/chromium");

  private Programs() {}

  static Path node() {
    return find("node").orElseGet(() -> missing("Node.js", "apt-get install nodejs"));
  }

  static Path npm() {
    return find("npm").orElseGet(() -> missing("npm", "apt-get install npm"));
  }

  static Path chromium() {
    return Stream.of(Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of),
            Optional.of(DEBIAN_CHROMIUM), find("chromium"), find("google-chrome"))
        .flatMap(Optional::stream).filter(Files::isExecutable).findFirst()
        .orElseGet(() -> missing("Chromium", "apt-get install chromium, or name one by CHROMIUM"));
  }

  private static Path missing(String what, String how) {
    var sentence = what + " is not installed, and the page can't be tried without it; to get it: "
        + how + ".";
    if (REQUIRED) return fail(sentence);
    System.out.println("Skipped: " + sentence);
    Assumptions.abort(sentence);
    throw new IllegalStateException(sentence);
  }

  private static Optional<Path> find(String program) {
    var path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return List.of(path.split(Pattern.quote(File.pathSeparator))).stream()
        .filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable).findFirst();
  }
}
