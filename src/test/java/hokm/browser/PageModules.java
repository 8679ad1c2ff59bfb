package hokm.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Node.js with the page's own modules, without a browser. */
final class PageModules {

  static final Path TESTS = Path.of("src/test/web").toAbsolutePath();
  static final Duration DEADLINE = Duration.ofMinutes(1);

  private PageModules() {}

  private static Script script(String log) {
    return new Script(TESTS, Map.of(), Path.of("target/browser", log).toAbsolutePath());
  }

  /** @return what it printed; it is kept in this log as well */
  static String run(String log, List<String> arguments) throws IOException, InterruptedException {
    var node = Programs.node().toString();
    // Served as modules, they are no modules by their names; older versions go by the name.
    var command = Stream.of(List.of(node),
        major(node) < 23 ? List.of("--experimental-default-type=module") : List.<String>of(),
        arguments).flatMap(List::stream).toList();
    return script(log).run(DEADLINE, command);
  }

  private static int major(String node) throws IOException, InterruptedException {
    var version = script("version.log").run(DEADLINE, List.of(node, "--version"));
    return Integer.parseInt(version.strip().replaceFirst("^v(\\d+)\\..*$", "$1"));
  }
}
