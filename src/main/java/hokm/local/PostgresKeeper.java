package hokm.local;

import hokm.local.PostgresState.Presence;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * Keeps the PostgreSQL servers up: what has ended, or was left behind by a promotion, comes back as
 * a standby of whoever takes writes; where nobody can, it goes on as what it was. One that says
 * nothing is left alone: it may be paused. On a thread of its own, since a copy and a recovery
 * take their time and nodes must not wait for them.
 */
public final class PostgresKeeper {

  private static final Duration NOBODY_PROMOTED = Duration.ofSeconds(15);
  /** In this time whoever promotes has pointed the other standbys to the new primary. */
  private static final Duration DOES_NOT_FOLLOW = Duration.ofSeconds(6);
  /** Long enough for whoever watches to say that it is there. */
  private static final Duration STALE = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(500);
  /** While something is not as it should be: without a standby nothing is acknowledged. */
  private static final Duration HURRY = Duration.ofMillis(250);
  private static final long SLICE_MILLIS = 20;

  private final PostgresCluster cluster;
  private final Consumer<String> say;
  private final Map<String, Long> since = new HashMap<>();
  /** Brought back, and not yet seen to stream. */
  private final Set<PostgresServer> coming = new HashSet<>();
  private final Thread thread = new Thread(this::run, "postgres keeper");
  private final ReentrantLock pass = new ReentrantLock();
  private String complaint = "";
  private String lastComplaint = "";
  private boolean calm;
  private volatile boolean held;
  private volatile boolean stopped;

  PostgresKeeper(PostgresCluster cluster, Consumer<String> say) {
    this.cluster = cluster;
    this.say = say;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** From now on it does nothing; what it is at is done first, which may take some seconds. */
  public void hold() {
    held = true;
    pass.lock();
    pass.unlock();
  }

  public void go() {
    held = false;
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
      pass.lock();
      try {
        complaint = "";
        if (held) since.clear();
        else look();
      } catch (RuntimeException failed) {
        complain("PostgreSQL's keeper will try again: " + failed.getMessage());
      } finally {
        lastComplaint = complaint;
        pass.unlock();
      }
      awaitNextLook();
    }
  }

  /** Until it is time, or a server has ended. */
  private void awaitNextLook() {
    long until = System.nanoTime() + (calm || held ? LOOK : HURRY).toNanos();
    long alive = alive();
    while (!stopped && System.nanoTime() - until < 0 && alive() == alive) {
      Supervisor.pause(SLICE_MILLIS);
    }
  }

  private long alive() {
    return cluster.servers().stream().filter(PostgresServer::alive).count();
  }

  /** Once, however often it fails in the same way. */
  private void complain(String sentence) {
    complaint = sentence;
    if (!stopped && !sentence.equals(lastComplaint)) say.accept(sentence);
  }

  private void look() {
    var states = cluster.look();
    if (states.values().stream().allMatch(state -> state.presence() == Presence.ENDED)) {
      say.accept("All PostgreSQL servers have ended; they start again.");
      cluster.start();
      return;
    }
    var primary = cluster.leader(states);
    calm = primary.isPresent() && states.entrySet().stream().allMatch(each ->
        each.getKey() == primary.get() || each.getValue().upstream() == primary.get().port());
    states.forEach((server, state) -> {
      if (primary.isEmpty()) withoutPrimary(server, states);
      else if (primary.get() != server) below(server, state, primary.get(), states);
    });
  }

  private void below(PostgresServer server, PostgresState state, PostgresServer primary,
      Map<PostgresServer, PostgresState> states) {
    since.remove(server.port() + " ended");
    boolean follows = state.standby() && state.upstream() == primary.port();
    if (state.primary() && state.timeline() == states.get(primary).timeline()) {
      complain("PostgreSQL at 127.0.0.1:" + server.port() + " and at 127.0.0.1:" + primary.port()
          + " are both primaries of one timeline; stop the one whose data is to be thrown away.");
    } else if (state.presence() == Presence.ENDED) {
      back(server, primary, server.data().standby() && !coming.contains(server));
    } else if (state.presence() == Presence.SILENT || follows) {
      since.remove(server.port() + " does not follow");
      if (follows && coming.remove(server)) {
        say.accept(at(server) + " is back as a standby of 127.0.0.1:" + primary.port() + ".");
      }
    } else if (passed(server.port() + " does not follow",
        state.primary() ? STALE : DOES_NOT_FOLLOW)) {
      back(server, primary, false);
    }
  }

  /** @param ownData whether it may have all that it needs to follow */
  private void back(PostgresServer server, PostgresServer primary, boolean ownData) {
    since.remove(server.port() + " does not follow");
    if (ownData) cluster.point(server, primary);
    else cluster.copyTo(server, primary);
    server.launch();
    coming.add(server);
  }

  private void withoutPrimary(PostgresServer server, Map<PostgresServer, PostgresState> states) {
    if (states.get(server).presence() != Presence.ENDED) return;
    if (server.data().standby()) {
      server.launch();
    } else if (server == cluster.newest()) {
      // One that can't go on lacks what only this one has, so nobody can promote it.
      if (states.values().stream().allMatch(state -> state.presence() == Presence.STARTING
          || state.presence() == Presence.ENDED)) {
        again(server, "No standby can go on alone");
      } else if (passed(server.port() + " ended", NOBODY_PROMOTED)) {
        again(server, "Nobody promoted a standby");
      }
    }
  }

  private void again(PostgresServer server, String why) {
    say.accept(why + "; " + at(server) + " starts again.");
    since.remove(server.port() + " ended");
    server.launch();
  }

  private static String at(PostgresServer server) {
    return "PostgreSQL at 127.0.0.1:" + server.port();
  }

  /** Whether this has been so for the time; the first question starts the clock. */
  private boolean passed(String what, Duration time) {
    return System.nanoTime() - since.computeIfAbsent(what, w -> System.nanoTime())
        >= time.toNanos();
  }
}
