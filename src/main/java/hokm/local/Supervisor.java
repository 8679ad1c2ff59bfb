package hokm.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Keeps what the stack has started running. A node that hangs is killed, since a hung member makes
 * healthy ones expel each other; what has ended is started again.
 */
final class Supervisor {

  private static final Duration HUNG = Duration.ofMillis(4500);
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 500;

  private final List<NodeProcess> nodes;
  private final Optional<PostgresKeeper> postgres;
  private final Optional<RedisServer> redis;
  private final Consumer<String> say;
  private final Map<Object, Long> since = new HashMap<>();
  private final Map<NodeProcess, Silence> silences = new HashMap<>();
  private final Thread thread = new Thread(this::run, "supervisor");
  private volatile boolean stopped;

  Supervisor(List<NodeProcess> nodes, Optional<PostgresKeeper> postgres,
      Optional<RedisServer> redis, Consumer<String> say) {
    this.nodes = nodes;
    this.postgres = postgres;
    this.redis = redis;
    this.say = say;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
    postgres.ifPresent(PostgresKeeper::start);
  }

  void stop() {
    postgres.ifPresent(PostgresKeeper::stop);
    stopped = true;
    thread.interrupt();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(60));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    while (!stopped) {
      try {
        for (NodeProcess node : nodes) look(node);
        redis.filter(server -> !server.alive()).ifPresent(server -> {
          say.accept("Redis has ended; it starts again with its file.");
          server.start();
        });
      } catch (RuntimeException failed) {
        if (!stopped) say.accept("The supervisor will try again: " + failed.getMessage());
      }
      pause(LOOK_MILLIS);
    }
  }

  private void look(NodeProcess node) {
    if (!node.alive()) {
      if (!passed(node.name() + " ended", AGAIN)) return;
      say.accept("Node " + node.name() + " has ended; it starts again.");
      since.remove(node.name() + " ended");
      since.remove(node.name() + " starts");
      silences.remove(node);
      node.start();
    } else if (node.ok("/health/live")) {
      silences.computeIfAbsent(node, first -> new Silence(HUNG, System.nanoTime()))
          .heard(System.nanoTime());
    } else if (!silences.containsKey(node)) {
      if (passed(node.name() + " starts", START)) kill(node, START);
    } else if (silences.get(node).missed(System.nanoTime())) {
      kill(node, HUNG);
    }
  }

  private void kill(NodeProcess node, Duration silent) {
    say.accept("Node " + node.name() + " has not answered for " + silent.toMillis()
        + " ms; it is killed.");
    silences.remove(node);
    node.kill();
  }

  /** Whether this has been so for the time; the first question starts the clock. */
  private boolean passed(Object what, Duration time) {
    return System.nanoTime() - since.computeIfAbsent(what, w -> System.nanoTime())
        >= time.toNanos();
  }

  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
