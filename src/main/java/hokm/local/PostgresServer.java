package hokm.local;

import hokm.local.PostgresState.Presence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BooleanSupplier;

/**
 * One real PostgreSQL on the loopback address. Whether it is a primary or a standby follows from
 * its data. A postmaster outlives a killed parent, so a start first ends what is left of the last.
 * No call waits longer than it says for a server that is paused.
 */
public final class PostgresServer {

  static final String DATABASE = "hokm_game";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofSeconds(1);
  /** SQLSTATE of a server that starts, recovers or stops. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final PostgresPrograms programs;
  private final PostgresData data;
  private final int number;
  private final int port;
  private final Secrets secrets;
  private final boolean stays;
  private ProcessHandle process;

  /** @param stays whether it runs on when we end; then it may be running already */
  PostgresServer(PostgresPrograms programs, Path data, int number, int port, Secrets secrets,
      boolean stays) {
    this.programs = programs;
    this.data = new PostgresData(data.toAbsolutePath());
    this.number = number;
    this.port = port;
    this.secrets = secrets;
    this.stays = stays;
    if (stays) process = leftover().orElse(null);
  }

  private Optional<ProcessHandle> leftover() {
    return Child.leftover(data.pidFile(), data.folder().toString());
  }

  public int port() {
    return port;
  }

  /** Its own among the servers of its cluster, whatever role it has. */
  int number() {
    return number;
  }

  /** What keeps WAL for it, on whoever is the primary. */
  public String slot() {
    return "standby_slot_" + number;
  }

  PostgresPrograms programs() {
    return programs;
  }

  PostgresData data() {
    return data;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  /** Whether it answers as a primary. */
  public boolean leads() {
    return look().primary();
  }

  void init() {
    data.init(programs, secrets.of("postgres"));
  }

  /** Returns when it takes connections. */
  public void start() {
    startWhile(() -> true);
  }

  /** @return whether it takes connections; false as soon as what it needs for that is gone */
  boolean startWhile(BooleanSupplier possible) {
    if (stays && look().ready()) return true;
    launch();
    long deadline = System.nanoTime() + START.toNanos();
    while (look().presence() != Presence.READY) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        throw new IllegalStateException("PostgreSQL did not start on port " + port + "; "
            + data.log() + " ends with: " + data.lastLines());
      }
      if (!possible.getAsBoolean()) return false;
      Child.awaitEnd(process, Duration.ofMillis(20));
      if (Thread.currentThread().isInterrupted()) {
        throw new IllegalStateException("Nobody waits for PostgreSQL on port " + port + " now.");
      }
    }
    return true;
  }

  /** Begins to run; it takes connections later, or ends. */
  void launch() {
    try {
      endLeftover();
      data.configure(port);
      if (stays) {
        leave();
        return;
      }
      var started = new ProcessBuilder(Child.unprivileged(data.folder(),
          List.of(programs.of("postgres"), "-D", data.folder().toString())))
          .directory(data.folder().getParent().toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(data.log().toFile())).start();
      started.getOutputStream().close();
      process = started.toHandle();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By pg_ctl, in a session of its own. */
  private void leave() throws IOException {
    if (!Files.exists(data.log())) Files.createFile(data.log());
    Child.unprivileged(data.log(), List.of());
    Child.run(Child.unprivileged(data.folder(), programs.start(data)), STOP);
    long deadline = System.nanoTime() + STOP.toNanos();
    while (leftover().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException("PostgreSQL did not start on port " + port + "; "
            + data.log() + " ends with: " + data.lastLines());
      }
      Supervisor.pause(10);
    }
    process = leftover().orElseThrow();
  }

  private void endLeftover() throws IOException {
    leftover().ifPresent(old -> {
      Child.signal("INT", old.pid());
      if (!Child.awaitEnd(old, STOP)) old.destroyForcibly();
      Child.awaitEnd(old, STOP);
    });
    Files.deleteIfExists(data.pidFile());
  }

  /** Makes it follow another when it starts next. */
  void follow(PostgresServer upstream) {
    data.follow(conninfo(upstream, "replicator"), slot());
  }

  /** How this server comes to another: without a password, which libpq finds in a file. */
  String conninfo(PostgresServer upstream, String user) {
    return "host=127.0.0.1 port=" + upstream.port + " user=" + user + " passfile="
        + data.passwords() + " application_name=standby_" + number;
  }

  /** How it is now; takes a second at most, or two where it is paused in between. */
  PostgresState look() {
    if (!alive()) return PostgresState.without(Presence.ENDED);
    try (var connection = connect("postgres", "postgres", LOOK);
        var rows = connection.createStatement().executeQuery(PostgresState.LOOK)) {
      rows.next();
      return PostgresState.of(rows);
    } catch (SQLException e) {
      return PostgresState.without(starts(e) ? Presence.STARTING
          : alive() ? Presence.SILENT : Presence.ENDED);
    }
  }

  /** Before it listens, and until it takes connections. */
  private static boolean starts(SQLException e) {
    return CANNOT_CONNECT_NOW.equals(e.getSQLState())
        || e.getCause() instanceof java.net.ConnectException;
  }

  /** Whether it lives but takes no connections yet, as a standby that is not consistent. */
  public boolean starting() {
    return look().presence() == Presence.STARTING;
  }

  /** As the superuser, with a deadline on everything; close it. */
  public Connection connect(String database) throws SQLException {
    return connect(database, "postgres");
  }

  /** @param user one of conf/postgres/roles.sql, or postgres */
  public Connection connect(String database, String user) throws SQLException {
    return connect(database, user, ANSWER);
  }

  /** @param answer for each answer that is waited for; to the next whole second */
  public Connection connect(String database, String user, Duration answer) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", secrets.of(user));
    properties.setProperty("connectTimeout", "1");
    properties.setProperty("socketTimeout", Long.toString((answer.toMillis() + 999) / 1000));
    properties.setProperty("cancelSignalTimeout", "1");
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        properties);
  }

  /** @return the first column of the first row as text; null when there is no row */
  public String ask(String database, String sql) {
    return ask(database, sql, ANSWER);
  }

  /** @param answer how long it may take to answer; then fails as when it ended */
  public String ask(String database, String sql, Duration answer) {
    try (var connection = connect(database, "postgres", answer);
        var rows = connection.createStatement().executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL to the postmaster; its children notice and die as they do. */
  public void kill() {
    var children = process.children().toList();
    Child.signal("KILL", process.pid());
    // Those that were paused with it would stay for ever.
    children.forEach(child -> Child.signal("CONT", child.pid()));
    Child.awaitEnd(process, STOP);
  }

  /** SIGSTOP to all of it: connections are taken by the kernel, and nothing answers. */
  public void pause() {
    // First who could make more of them.
    Child.signal("STOP", process.pid());
    process.children().forEach(child -> Child.signal("STOP", child.pid()));
  }

  public void resume() {
    process.children().forEach(child -> Child.signal("CONT", child.pid()));
    Child.signal("CONT", process.pid());
  }

  /** Fast: sessions are ended, the WAL is written. One that is paused goes on for that. */
  public void stop() {
    if (!alive()) return;
    Child.signal("INT", process.pid());
    resume();
    if (!Child.awaitEnd(process, STOP)) kill();
  }
}
