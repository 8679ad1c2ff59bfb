package hokm.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the tests; what it prints is kept in a file. */
record Script(Path folder, Map<String, String> environment, Path log) {

  /** Fails with what it has printed, unless it ends with 0 in time. @return what it printed */
  String run(Duration deadline, List<String> command) throws IOException, InterruptedException {
    Files.createDirectories(log.getParent());
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    var process = builder.start();
    process.getOutputStream().close();
    try {
      boolean ended = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
      var printed = Files.readString(log);
      assertThat(ended).as("%s did not end within %s:%n%s", command, deadline, printed).isTrue();
      assertThat(process.exitValue()).as("%s printed:%n%s", command, printed).isZero();
      return printed;
    } finally {
      end(process);
    }
  }

  /** With the browsers that it has started, which would outlive it. */
  private static void end(Process process) {
    var all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /** Throws away what an earlier run has left. */
  static void clear(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    }
  }
}
