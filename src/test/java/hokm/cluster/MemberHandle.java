package hokm.cluster;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A {@link MemberProcess} that the test started. */
final class MemberHandle {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  final String node;
  private final Process process;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();

  /** @param flags of its JVM, beside those that all have */
  MemberHandle(String node, int port, String members, String secret, String... flags)
      throws IOException {
    this.node = node;
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp",
        System.getProperty("java.class.path"), MemberProcess.class.getName(), node,
        String.valueOf(port), members, secret));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var reader = new Thread(this::read, "output of " + node);
    reader.setDaemon(true);
    reader.start();
  }

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  MemberHandle ready() {
    line("ready");
    return this;
  }

  /** Waits for a line that begins so. @return its words: the first is the time in ms */
  List<String> line(String start) {
    await().alias(node + " says " + start + " among " + lines).atMost(PATIENCE)
        .until(() -> process.isAlive() && lines.stream().anyMatch(line -> said(line, start)));
    String found = lines.stream().filter(line -> said(line, start)).findFirst().orElseThrow();
    return List.of(found.split(" "));
  }

  boolean hasSaid(String start) {
    return lines.stream().anyMatch(line -> said(line, start));
  }

  void tell(String command) throws IOException {
    process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** SIGKILL. @return the ms at which it was sent */
  long kill() {
    long now = System.currentTimeMillis();
    process.destroyForcibly();
    return now;
  }

  private static boolean said(String line, String start) {
    int space = line.indexOf(' ');
    return space > 0 && line.startsWith(start, space + 1);
  }

  private void read() {
    try (var output = new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      if (process.isAlive()) throw new UncheckedIOException(e);
    }
  }
}
