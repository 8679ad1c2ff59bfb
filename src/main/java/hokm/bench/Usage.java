package hokm.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What a process takes of the machine; 0 where it runs elsewhere or the system does not tell. */
public final class Usage {

  private static final int HISTOGRAM_SECONDS = 60;

  private Usage() {}

  /** Processor time since its start, of user and system, as /proc/PID/stat has it. */
  public static long cpuNanos(OptionalLong pid) {
    return pid.stream().boxed().findFirst().flatMap(ProcessHandle::of)
        .flatMap(process -> process.info().totalCpuDuration()).map(Duration::toNanos).orElse(0L);
  }

  /** Resident memory. */
  public static long residentBytes(OptionalLong pid) {
    return status(pid, "VmRSS:") * 1024;
  }

  /** What of a JVM's heap is in use right after a full collection, which this causes. */
  static long liveHeapBytes(OptionalLong pid) {
    return histogram(pid).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Bytes of live objects by class, right after a full collection, which this causes. */
  public static Map<String, Long> histogram(OptionalLong pid) {
    if (pid.isEmpty()) return Map.of();
    try {
      var out = Files.createTempFile("hokm-heap", ".txt");
      try {
        var process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
            Long.toString(pid.getAsLong()), "GC.class_histogram").redirectErrorStream(true)
            .redirectOutput(out.toFile()).start();
        if (!process.waitFor(HISTOGRAM_SECONDS, TimeUnit.SECONDS)) process.destroyForcibly();
        try (var lines = Files.lines(out)) {
          var bytes = new HashMap<String, Long>();
          lines.map(line -> line.strip().split("\\s+"))
              .filter(row -> row.length >= 4 && row[0].matches("\\d+:"))
              .forEach(row -> bytes.merge(row[3], Long.parseLong(row[2]), Long::sum));
          return bytes;
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

  /** Threads that it has. */
  public static long threads(OptionalLong pid) {
    return status(pid, "Threads:");
  }

  /** Files, sockets and pipes that it holds open. */
  public static long openFiles(OptionalLong pid) {
    if (pid.isEmpty()) return 0;
    var names = Path.of("/proc", Long.toString(pid.getAsLong()), "fd").toFile().list();
    return names == null ? 0 : names.length;
  }

  private static long status(OptionalLong pid, String name) {
    if (pid.isEmpty()) return 0;
    var status = Path.of("/proc", Long.toString(pid.getAsLong()), "status");
    if (!Files.isReadable(status)) return 0;
    try (var lines = Files.lines(status)) {
      return lines.filter(line -> line.startsWith(name))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
