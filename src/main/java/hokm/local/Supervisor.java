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
 * healthy ones expel each other; what has ended is started again, PostgreSQL as a standby of
 * whoever was promoted meanwhile.
 */
final class Supervisor {

  private static final Duration HUNG = Duration.ofMillis(4500);
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration AGAIN = Duration.ofSeconds(2);
  private static final Duration NOBODY_PROMOTED = Duration.ofSeconds(15);
  private static final Duration LOOK_FOR_STALE = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 500;

  private final List<NodeProcess> nodes;
  private final Optional<PostgresPair> postgres;
  private final Optional<RedisServer> redis;
  private final Consumer<String> say;
  private final Map<Object, Long> since = new HashMap<>();
  private final Thread thread = new Thread(this::run, "supervisor");
  private volatile boolean stopped;

  Supervisor(List<NodeProcess> nodes, Optional<PostgresPair> postgres,
      Optional<RedisServer> redis, Consumer<String> say) {
    this.nodes = nodes;
    this.postgres = postgres;
    this.redis = redis;
    this.say = say;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
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
        postgres.ifPresent(this::look);
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
      since.remove(node);
      node.start();
    } else if (node.ok("/health/live")) {
      since.put(node, System.nanoTime());
    } else if (!since.containsKey(node)) {
      if (passed(node.name() + " starts", START)) kill(node, START);
    } else if (passed(node, HUNG)) {
      kill(node, HUNG);
    }
  }

  private void kill(NodeProcess node, Duration silent) {
    say.accept("Node " + node.name() + " has not answered for " + silent.toMillis()
        + " ms; it is killed.");
    since.remove(node);
    node.kill();
  }

  /** Whether this has been so for the time; the first question starts the clock. */
  private boolean passed(Object what, Duration time) {
    return System.nanoTime() - since.computeIfAbsent(what, w -> System.nanoTime())
        >= time.toNanos();
  }

  private void look(PostgresPair pair) {
    if (passed(pair, LOOK_FOR_STALE)) {
      since.remove(pair);
      pair.stale().ifPresent(left -> back(pair, left));
    }
    for (PostgresServer server : pair.servers()) {
      var other = pair.other(server);
      if (server.alive()) {
        since.remove(server);
      } else if (!other.alive()) {
        say.accept("Both PostgreSQL servers have ended; they start again.");
        pair.start();
      } else if ("f".equals(other.ask("postgres", "SELECT pg_is_in_recovery()"))) {
        back(pair, server);
      } else if (passed(server, NOBODY_PROMOTED)) {
        say.accept("Nobody promoted the standby; PostgreSQL at 127.0.0.1:" + server.port()
            + " starts again.");
        server.start();
      }
    }
  }

  private void back(PostgresPair pair, PostgresServer server) {
    var primary = pair.other(server);
    pair.rejoin(server, primary);
    say.accept("PostgreSQL at 127.0.0.1:" + server.port() + " is back as a standby of "
        + "127.0.0.1:" + primary.port() + ".");
  }

  static void pause(long millis) {
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
  }
}
