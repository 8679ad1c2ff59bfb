package hokm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page's own modules, tried by Node.js without a browser. */
class WebTest {

  private static final Path TESTS = Path.of("src/test/web").toAbsolutePath();
  private static final Path LOG = Path.of("target/browser/web.log").toAbsolutePath();
  private static final Duration DEADLINE = Duration.ofMinutes(1);

  @Test
  void theModulesOfThePageDoWhatTheirTestsSay() throws Exception {
    var node = Programs.node().toString();
    var command = new ArrayList<>(List.of(node));
    // Served as modules, they are no modules by their names; older versions go by the name.
    if (major(node) < 23) command.add("--experimental-default-type=module");
    command.add("--test");
    command.addAll(tests());
    var printed = new Script(TESTS, Map.of(), LOG).run(DEADLINE, command);
    assertThat(printed).containsPattern("(?m)^# pass [1-9]|^ℹ pass [1-9]")
        .containsPattern("(?m)^# fail 0|^ℹ fail 0");
  }

  private static int major(String node) throws IOException, InterruptedException {
    var version = new Script(TESTS, Map.of(), LOG).run(DEADLINE, List.of(node, "--version"));
    return Integer.parseInt(version.strip().replaceFirst("^v(\\d+)\\..*$", "$1"));
  }

  private static List<String> tests() throws IOException {
    try (var files = Files.list(TESTS)) {
      return files.map(Path::toString).filter(name -> name.endsWith(".test.mjs")).sorted().toList();
    }
  }
}
