package hokm.cli;

import hokm.bench.RedisInfo;
import hokm.bench.Side;
import hokm.local.FreePorts;
import hokm.local.NodeProcess;
import hokm.local.NodeProcess.Launch;
import hokm.local.RedisServer;
import hokm.local.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a benchmark runs on: a Redis, and the sides as processes. Where the system can pin, the
 * sides have one core, and Redis and the generator have another.
 */
final class BenchPlace implements AutoCloseable {

  private static final Duration READY = Duration.ofSeconds(60);
  private static final String SIDES = "1";
  private static final String OTHERS = "0";

  /** A node has time for its own, so that nothing happens but what the generator does. */
  private static final Map<String, String> PACE = Map.of("HOKM_TURN_MS", "3600000",
      "HOKM_AWAY_MS", "3600000", "HOKM_DEAL_PAUSE_MS", "3600000", "HOKM_LINGER_MS", "2000",
      "HOKM_RATE", "1000000", "HOKM_BURST", "1000000", "HOKM_CONNECTIONS", "100000",
      "HOKM_ROOMS", "100000", "HOKM_ROLES", "gateway,rooms,matchmaker",
      "HOKM_END_WITH_PARENT", "true");

  private final Path folder;
  private final List<String> flags;
  private final boolean pinned;
  private final String password;
  private final RedisServer redis;
  private final List<NodeProcess> processes = new ArrayList<>();

  /**
   * @param flags of the sides' JVMs, the same for all
   * @param pin whether to pin, this process too, for good
   */
  BenchPlace(Path folder, String aof, List<String> flags, boolean pin) {
    this.folder = folder;
    this.flags = flags;
    this.pinned = pin && Runtime.getRuntime().availableProcessors() > 1
        && pin(ProcessHandle.current().pid());
    this.password = Long.toHexString(System.nanoTime());
    this.redis = new RedisServer(folder.resolve("redis"), folder.resolve("binaries"),
        FreePorts.any(), password, aof).start();
    if (pinned) pin(redis.pid());
  }

  /** All threads of a process, and those that they start. @return whether the system can */
  private static boolean pin(long pid) {
    try {
      var process = new ProcessBuilder("taskset", "-a", "-p", "-c", OTHERS, Long.toString(pid))
          .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  boolean pinned() {
    return pinned;
  }

  RedisInfo redis() {
    return new RedisInfo(new InetSocketAddress("127.0.0.1", redis.port()),
        RedisServer.OPERATOR, redis.operatorPassword(),
        OptionalLong.of(redis.pid()));
  }

  /** Returns when it is ready. @param command of the program that runs it */
  Side side(String name, String command, boolean accepts) {
    int port = FreePorts.any();
    var environment = new HashMap<>(StackSettings.ofOneAddress(PACE));
    environment.put("HOKM_NODE", name);
    environment.put("HOKM_HTTP_PORT", Integer.toString(port));
    environment.put("HOKM_REDIS_URL", redis.url());
    // The baseline keeps things under keys of its own.
    boolean node = !command.equals("baseline");
    environment.put("HOKM_REDIS_USER", node ? RedisServer.USER : RedisServer.OPERATOR);
    environment.put("HOKM_REDIS_PASSWORD", node ? password : redis.operatorPassword());
    environment.put("HOKM_CLUSTER_PORT", Integer.toString(FreePorts.any()));
    var before = pinned ? List.of("taskset", "-c", SIDES) : List.<String>of();
    var process = new NodeProcess(name, port, folder.resolve("logs").resolve(name + ".log"),
        environment, new Launch(before, flags, Launch.MAIN, List.of(command)));
    processes.add(process.start());
    long deadline = System.nanoTime() + READY.toNanos();
    while (!process.ok("/health/ready")) {
      if (!process.alive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("The " + name + " did not become ready; its log is "
            + process.log() + ".");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
    }
    return new Side(name, new InetSocketAddress("127.0.0.1", port),
        OptionalLong.of(process.pid()), accepts);
  }

  /** Of all that was written only the logs stay. */
  @Override
  public void close() {
    processes.forEach(NodeProcess::stop);
    redis.stop();
    try (var all = Files.walk(folder)) {
      var logs = folder.resolve("logs");
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.startsWith(logs) && !logs.startsWith(each)) Files.delete(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
