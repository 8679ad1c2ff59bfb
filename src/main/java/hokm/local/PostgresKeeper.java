package hokm.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps the pair of PostgreSQL servers up: what has ended, or was left behind by a promotion, comes
 * back as a standby of whoever takes writes; where nobody can, it goes on as what it was. On a
 * thread of its own, since a copy and a recovery take their time and nodes must not wait for them.
 */
final class PostgresKeeper {

  private static final Duration NOBODY_PROMOTED = Duration.ofSeconds(15);
  private static final Duration LOOK_FOR_STALE = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 500;

  private final PostgresPair pair;
  private final Consumer<String> say;
  private final Map<Object, Long> since = new HashMap<>();
  private final Thread thread = new Thread(this::run, "postgres keeper");
  private String lastComplaint = "";
  private volatile boolean stopped;

  PostgresKeeper(PostgresPair pair, Consumer<String> say) {
    this.pair = pair;
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
        lookForStale();
        for (PostgresServer server : pair.servers()) look(server);
        lastComplaint = "";
      } catch (RuntimeException failed) {
        complain("PostgreSQL's keeper will try again: " + failed.getMessage());
      }
      Supervisor.pause(LOOK_MILLIS);
    }
  }

  /** Once, however often it fails in the same way. */
  private void complain(String sentence) {
    if (stopped || sentence.equals(lastComplaint)) return;
    lastComplaint = sentence;
    say.accept(sentence);
  }

  private void lookForStale() {
    if (!passed(pair, LOOK_FOR_STALE)) return;
    since.remove(pair);
    pair.stale().ifPresent(this::back);
  }

  private void look(PostgresServer server) {
    var other = pair.other(server);
    if (server.alive()) {
      since.remove(server);
    } else if (!other.alive()) {
      say.accept("Both PostgreSQL servers have ended; they start again.");
      pair.start();
    } else if (other.standby() && other.starting()) {
      // It lacks what only this one has, so nobody can promote it.
      again(server, "The standby can't go on alone");
    } else if ("f".equals(other.ask("postgres", "SELECT pg_is_in_recovery()"))) {
      back(server);
    } else if (passed(server, NOBODY_PROMOTED)) {
      again(server, "Nobody promoted the standby");
    }
  }

  private void again(PostgresServer server, String why) {
    say.accept(why + "; PostgreSQL at 127.0.0.1:" + server.port() + " starts again.");
    server.start();
  }

  private void back(PostgresServer server) {
    var primary = pair.other(server);
    if (pair.rejoin(server, primary)) {
      say.accept("PostgreSQL at 127.0.0.1:" + server.port() + " is back as a standby of "
          + "127.0.0.1:" + primary.port() + ".");
    }
  }

  /** Whether this has been so for the time; the first question starts the clock. */
  private boolean passed(Object what, Duration time) {
    return System.nanoTime() - since.computeIfAbsent(what, w -> System.nanoTime())
        >= time.toNanos();
  }
}
