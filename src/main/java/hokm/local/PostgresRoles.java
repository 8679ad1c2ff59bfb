package hokm.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Changes of roles among servers that stay: a standby is promoted, an old primary comes back. */
public final class PostgresRoles {

  private static final Duration PROMOTE = Duration.ofSeconds(30);
  private static final Duration STREAMS = Duration.ofSeconds(10);
  private static final Duration CHECKPOINT = Duration.ofSeconds(60);
  private static final Duration REWIND = Duration.ofMinutes(30);

  private final PostgresCluster cluster;
  private final Consumer<String> say;

  /** @param say takes a line for the person who waits */
  public PostgresRoles(PostgresCluster cluster, Consumer<String> say) {
    this.cluster = cluster;
    this.say = say;
  }

  /** The server with this port; throws IllegalStateException when there is none. */
  public PostgresServer at(int port) {
    return cluster.servers().stream().filter(server -> server.port() == port).findFirst()
        .orElseThrow(() -> new IllegalStateException("No server here has port " + port
            + "; there are " + cluster.servers().stream()
                .map(server -> Integer.toString(server.port())).toList() + "."));
  }

  /**
   * Makes a standby the primary, and lets the others follow it.
   *
   * @param stopPrimary ends a primary that lives, once its standby has all; it comes back below
   */
  public void promote(PostgresServer chosen, boolean stopPrimary) {
    var states = cluster.look();
    var primary = PostgresCluster.primary(states);
    if (states.get(chosen).primary()) {
      throw new IllegalStateException(at(chosen) + " is a primary already.");
    }
    if (!states.get(chosen).ready()) {
      throw new IllegalStateException(at(chosen) + " does not answer, so it can't be promoted.");
    }
    if (primary.isPresent() && !stopPrimary) {
      throw new IllegalStateException("The primary at 127.0.0.1:" + primary.get().port()
          + " answers, and two are one too many; --switch stops it first.");
    }
    if (primary.isPresent() && states.get(chosen).upstream() != primary.get().port()) {
      throw new IllegalStateException(at(chosen) + " does not stream from the primary at 127.0.0.1:"
          + primary.get().port() + ", so it may lack what that has written.");
    }
    long most = states.values().stream().filter(PostgresState::standby)
        .mapToLong(PostgresState::position).max().orElse(0);
    if (primary.isEmpty() && states.get(chosen).position() < most) {
      throw new IllegalStateException(at(chosen)
          + " has received less than another standby; promote that one.");
    }
    // A fast stop ends once the standbys that stream have been sent everything.
    primary.ifPresent(PostgresServer::stop);
    chosen.ask("postgres", "SELECT pg_promote(true, 25)", PROMOTE);
    say.accept(at(chosen) + " is the primary now.");
    for (PostgresServer other : cluster.servers()) {
      if (other != chosen && other.data().standby() && other.alive()) follow(other, chosen);
    }
    primary.ifPresent(old -> rejoin(old, chosen));
  }

  private void follow(PostgresServer standby, PostgresServer primary) {
    standby.stop();
    cluster.point(standby, primary);
    standby.start();
    sayStreams(standby, primary);
  }

  /** Brings a server back as a standby: rewound where that can be, copied anew otherwise. */
  public void rejoin(PostgresServer server, PostgresServer primary) {
    if (server == primary) {
      throw new IllegalStateException(at(server) + " is the primary.");
    }
    server.stop();
    if (!rewound(server, primary)) cluster.copyTo(server, primary);
    cluster.point(server, primary);
    if (!server.startWhile(primary::alive)) {
      throw new IllegalStateException("The primary at 127.0.0.1:" + primary.port()
          + " ended before the standby had all that it needs.");
    }
    sayStreams(server, primary);
  }

  private boolean rewound(PostgresServer server, PostgresServer primary) {
    if (!server.data().exists() || !server.programs().has("pg_rewind")) return false;
    try (var connection = primary.connect("postgres", "postgres", CHECKPOINT)) {
      // Until then its files say that it is still on the timeline before its promotion.
      connection.createStatement().execute("CHECKPOINT");
      Child.run(Child.unprivileged(server.data().folder(),
          server.programs().rewind(server, primary)), REWIND);
      // The file that came along has the primary's port in it.
      server.data().configure(server.port());
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IllegalStateException cannot) {
      say.accept("It can't be rewound, so it is copied anew: " + cannot.getMessage());
      return false;
    }
  }

  private void sayStreams(PostgresServer below, PostgresServer primary) {
    awaitStreaming(below, primary);
    say.accept(at(below) + " streams from 127.0.0.1:" + primary.port() + ".");
  }

  /** It takes connections some moments before it streams. */
  static void awaitStreaming(PostgresServer below, PostgresServer primary) {
    long deadline = System.nanoTime() + STREAMS.toNanos();
    while (below.look().upstream() != primary.port()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(at(below) + " does not stream from 127.0.0.1:"
            + primary.port() + "; " + below.data().log() + " ends with: "
            + below.data().lastLines());
      }
      Supervisor.pause(50);
    }
  }

  /** What a rejoin does, as a script for a person to read or a shell to run. */
  public List<String> rejoinCommands(PostgresServer server, PostgresServer primary) {
    var programs = server.programs();
    var data = server.data();
    var home = data.folder();
    var ask = List.of(programs.of("psql"), "-qtd",
        server.conninfo(primary, "postgres") + " dbname=postgres", "-c");
    return List.of("# Stop it, and have the primary keep WAL for it.",
        typed(data, programs.stop(data)) + " || true",
        typed(data, ask, "CHECKPOINT"),
        typed(data, ask, PostgresCluster.slotMade(server.slot())),
        "# Undo what the primary never had; where that can't be, copy all of it.",
        typed(data, programs.rewind(server, primary)) + " || { find " + home
            + " -mindepth 1 -delete; " + typed(data, programs.copy(server, primary, home)) + "; }",
        "# The files that came along are the primary's: this server has its own port, follows,",
        "# and keeps WAL for nobody.",
        "rm -rf " + home + "/pg_replslot/*",
        "sed -i -e 's/^port = .*/port = " + server.port() + "/' -e '/upstream.conf/d' " + home
            + "/postgresql.conf",
        "touch " + home + "/standby.signal",
        "printf \"primary_conninfo = '%s'\\nprimary_slot_name = '%s'\\n\" "
            + quoted(server.conninfo(primary, "replicator")) + " " + server.slot() + " > " + home
            + "/postgresql.auto.conf",
        typed(data, programs.start(data)));
  }

  private static String typed(PostgresData data, List<String> command, String... last) {
    var all = new ArrayList<>(Child.unprivileged(data.folder(), command));
    all.addAll(List.of(last));
    return String.join(" ", all.stream().map(PostgresRoles::quoted).toList());
  }

  private static String quoted(String word) {
    return word.matches("[\\w./:=@%+-]+") ? word : "\"" + word + "\"";
  }

  private static String at(PostgresServer server) {
    return "PostgreSQL at 127.0.0.1:" + server.port();
  }
}
