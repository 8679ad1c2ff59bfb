package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;

/**
 * A game node as a process of its own. It watches its standard input and ends when that closes,
 * so that a crashed parent leaves none behind.
 */
public final class NodeProcess {

  private static final Duration STOP = Duration.ofSeconds(20);

  private final String name;
  private final String host;
  private final int port;
  private final Path log;
  private final Map<String, String> environment;
  private final Launch launch;
  private final HttpClient client = HttpClient.newBuilder()
      .connectTimeout(Duration.ofSeconds(1)).build();
  private Process process;
  private String run;

  /**
   * How it is launched.
   *
   * @param before what runs the JVM, such as taskset; empty for nothing
   * @param flags of the JVM, beside those of every node
   * @param main the class whose main it runs
   * @param arguments of the program
   */
  public record Launch(List<String> before, List<String> flags, String main,
      List<String> arguments) {

    /** Small and soon there; for long runs under load the JVM may do better. */
    public static final Launch NODE = new Launch(List.of(),
        List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), Launch.MAIN,
        List.of("node"));
    public static final String MAIN = "hokm.cli.Main";

    public Launch behind(List<String> command) {
      return new Launch(command, flags, main, arguments);
    }
  }

  /** @param port where its HTTP server will be, as the environment says too */
  public NodeProcess(String name, int port, Path log, Map<String, String> environment,
      Launch launch) {
    this(name, "127.0.0.1", port, log, environment, launch);
  }

  /** @param host where this process reaches its HTTP server */
  NodeProcess(String name, String host, int port, Path log, Map<String, String> environment,
      Launch launch) {
    this.name = name;
    this.host = host;
    this.port = port;
    this.log = log.toAbsolutePath();
    this.environment = environment;
    this.launch = launch;
  }

  public String name() {
    return name;
  }

  public String host() {
    return host;
  }

  public int port() {
    return port;
  }

  public Path log() {
    return log;
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  public long pid() {
    return process.pid();
  }

  public NodeProcess start() {
    try {
      Files.createDirectories(log.getParent());
      var builder = new ProcessBuilder(command()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().keySet().removeIf(key -> key.startsWith("HOKM_PG_")
          || key.startsWith("HOKM_REDIS_") || key.startsWith("HOKM_CLUSTER_")
          || key.startsWith("HOKM_ADMIN_"));
      builder.environment().putAll(environment);
      run = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt(), 6);
      builder.environment().put("HOKM_RUN", run);
      process = builder.start();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command() {
    var command = new ArrayList<>(launch.before());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    PostgresData.resource("/conf/jvm.options").lines().map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .forEach(line -> command.addAll(List.of(line.split(" "))));
    if (Runtime.version().feature() >= 24) command.add("--sun-misc-unsafe-memory-access=allow");
    command.addAll(launch.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), launch.main()));
    command.addAll(launch.arguments());
    return command;
  }

  /** Of its run: a node that starts again is another node. */
  public String id() {
    return name + "-" + run;
  }

  /** Whether GET of a health path answers 200 within a second, and this very run answers. */
  public boolean ok(String path) {
    return get(path, answer -> answer.statusCode() == 200 && answer.body().contains(quoted()));
  }

  /** Whether this very run knows all of these as members of its cluster. */
  public boolean sees(List<NodeProcess> others) {
    return get("/health", answer -> answer.body().contains(quoted())
        && others.stream().allMatch(other -> answer.body().contains(other.quoted())));
  }

  private String quoted() {
    return '"' + id() + '"';
  }

  private boolean get(String path, Predicate<HttpResponse<String>> as) {
    try {
      return as.test(client.send(HttpRequest.newBuilder(
              URI.create("http://" + host + ":" + port + path))
          .timeout(Duration.ofSeconds(1)).build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException no) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** SIGKILL. */
  public void kill() {
    process.destroyForcibly();
  }

  /** SIGSTOP: its kernel still takes connections, and nothing answers. */
  public void pause() {
    Child.signal("STOP", process.pid());
  }

  public void resume() {
    Child.signal("CONT", process.pid());
  }

  /** SIGTERM, and SIGKILL when that does not help. */
  public void stop() {
    if (process == null) return;
    // Process.destroy would close its input as well, which tells it that its parent is gone.
    process.toHandle().destroy();
    if (!Child.awaitEnd(process.toHandle(), STOP)) {
      process.destroyForcibly();
      Child.awaitEnd(process.toHandle(), STOP);
    }
  }
}
