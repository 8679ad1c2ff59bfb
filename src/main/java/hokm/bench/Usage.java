package hokm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What a process takes of the machine; 0 where it runs elsewhere or the system does not tell. */
final class Usage {

  private static final int HISTOGRAM_SECONDS = 60;

  private Usage() {}

  /** Processor time since its start, of user and system, as /proc/PID/stat has it. */
  static long cpuNanos(OptionalLong pid) {
    return pid.stream().boxed().findFirst().flatMap(ProcessHandle::of)
        .flatMap(process -> process.info().totalCpuDuration()).map(Duration::toNanos).orElse(0L);
  }

  /** Resident memory. */
  static long residentBytes(OptionalLong pid) {
    if (pid.isEmpty()) return 0;
    var status = Path.of("/proc", Long.toString(pid.getAsLong()), "status");
    if (!Files.isReadable(status)) return 0;
    try (var lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of a JVM's heap is in use right after a full collection, which this causes. */
  static long liveHeapBytes(OptionalLong pid) {
    if (pid.isEmpty()) return 0;
    try {
      var out = Files.createTempFile("hokm-heap", ".txt");
      try {
        var process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(pid.getAsLong()), "GC.class_histogram").redirectErrorStream(true)
            .redirectOutput(out.toFile()).start();
        if (!process.waitFor(HISTOGRAM_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        try (var lines = Files.lines(out)) {
          return lines.filter(line -> line.startsWith("Total"))
              .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[2]))
              .findFirst().orElse(0);
        }
      } finally {
        Files.deleteIfExists(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
