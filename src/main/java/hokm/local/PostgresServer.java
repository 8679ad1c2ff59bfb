package hokm.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * One real PostgreSQL on the loopback address. Whether it is a primary or a standby follows from
 * its data. A postmaster outlives a killed parent, so a start first ends what is left of the last.
 */
public final class PostgresServer {

  static final String DATABASE = "hokm_game";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(20);
  /** SQLSTATE of a server that starts, recovers or stops. */
  private static final String CANNOT_CONNECT_NOW = "57P03";

  private final Path home;
  private final Path data;
  private final int port;
  private final Secrets secrets;
  private Process process;

  PostgresServer(Path home, Path data, int port, Secrets secrets) {
    this.home = home;
    this.data = data.toAbsolutePath();
    this.port = port;
    this.secrets = secrets;
  }

  public int port() {
    return port;
  }

  Path data() {
    return data;
  }

  public long pid() {
    return process.pid();
  }

  public boolean alive() {
    return process != null && process.isAlive();
  }

  boolean exists() {
    return Files.exists(data.resolve("PG_VERSION"));
  }

  boolean standby() {
    return Files.exists(data.resolve("standby.signal"));
  }

  /** The newest timeline that its WAL knows of, without a start; 0 without any. */
  long timeline() {
    try (var names = Files.list(data.resolve("pg_wal"))) {
      return names.map(file -> file.getFileName().toString())
          .filter(name -> name.matches("[0-9A-F]{24}"))
          .mapToLong(name -> Long.parseLong(name.substring(0, 8), 16)).max().orElse(0);
    } catch (IOException none) {
      return 0;
    }
  }

  /** An empty cluster whose superuser has a password. */
  void init() {
    try {
      Files.createDirectories(data);
      Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
      var password = data.resolveSibling(data.getFileName() + ".password");
      Files.writeString(password, secrets.of("postgres"));
      Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-r--r--"));
      Files.setPosixFilePermissions(data.getParent(),
          PosixFilePermissions.fromString("rwxr-xr-x"));
      try {
        Child.run(Child.unprivileged(data, List.of(program("initdb"), "-D", data.toString(),
            "--username=postgres", "--pwfile=" + password, "--auth=scram-sha-256",
            "--encoding=UTF8", "--no-locale", "--set", "max_wal_senders=3",
            "--set", "max_connections=100")), START);
      } finally {
        Files.delete(password);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String program(String name) {
    return home.resolve("bin").resolve(name).toString();
  }

  /** Returns when it takes connections. */
  public void start() {
    startWhile(() -> true);
  }

  /** @return whether it takes connections; false as soon as what it needs for that is gone */
  boolean startWhile(BooleanSupplier possible) {
    try {
      endLeftover();
      configure();
      process = new ProcessBuilder(Child.unprivileged(data,
          List.of(program("postgres"), "-D", data.toString(), "-p", Integer.toString(port))))
          .directory(data.getParent().toFile()).redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
      process.getOutputStream().close();
      return awaitConnections(possible);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return data.resolveSibling(data.getFileName() + ".log");
  }

  private void endLeftover() throws IOException {
    var pidFile = data.resolve("postmaster.pid");
    Child.leftover(pidFile, data.toString()).ifPresent(old -> {
      Child.signal("INT", old.pid());
      if (!Child.awaitEnd(old, STOP)) old.destroyForcibly();
      Child.awaitEnd(old, STOP);
    });
    Files.deleteIfExists(pidFile);
  }

  /** The same files as everywhere else, and what is this server's own. */
  private void configure() throws IOException {
    for (String name : List.of("primary.conf", "standby.conf", "pg_hba.conf")) {
      Files.writeString(data.resolve(name), conf(name));
    }
    Files.writeString(data.resolve("postgresql.auto.conf"), "");
    var own = new ArrayList<>(List.of("include 'primary.conf'", "include 'standby.conf'",
        "listen_addresses = '127.0.0.1'", "logging_collector = off"));
    if (Files.exists(data.resolve("upstream.conf"))) own.add("include 'upstream.conf'");
    Files.writeString(data.resolve("postgresql.conf"), String.join("\n", own) + "\n");
  }

  static String conf(String name) {
    return resource("/conf/postgres/" + name);
  }

  static String resource(String path) {
    try (InputStream in = PostgresServer.class.getResourceAsStream(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it follow another when it starts next. */
  void follow(int upstream, String slot) {
    try {
      Files.writeString(data.resolve("upstream.conf"), "primary_conninfo = 'host=127.0.0.1 port="
          + upstream + " user=replicator password=" + secrets.of("replicator")
          + " application_name=standby_" + port + "'\nprimary_slot_name = '" + slot + "'\n");
      Files.writeString(data.resolve("standby.signal"), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean awaitConnections(BooleanSupplier possible) {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try (var connection = connect("postgres")) {
        connection.createStatement().execute("SELECT 1");
        return true;
      } catch (SQLException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IllegalStateException("PostgreSQL did not start on port " + port + "; "
              + log() + " ends with: " + lastLines());
        }
        if (!possible.getAsBoolean()) return false;
        pause(Duration.ofMillis(20));
      }
    }
  }

  /** Whether it lives but takes no connections yet, as a standby that is not consistent. */
  public boolean starting() {
    try {
      connect("postgres").close();
      return false;
    } catch (SQLException e) {
      return CANNOT_CONNECT_NOW.equals(e.getSQLState());
    }
  }

  private String lastLines() {
    try {
      var lines = Files.readAllLines(log());
      return String.join(" / ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    } catch (IOException none) {
      return "nothing";
    }
  }

  private void pause(Duration time) {
    try {
      process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As the superuser, with a deadline on everything; close it. */
  public Connection connect(String database) throws SQLException {
    return connect(database, "postgres");
  }

  /** @param user one of conf/postgres/roles.sql, or postgres */
  public Connection connect(String database, String user) throws SQLException {
    var properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", secrets.of(user));
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        properties);
  }

  /** @return the first column of the first row as text; null when there is no row */
  public String ask(String database, String sql) {
    try (var connection = connect(database); var rows = connection.createStatement()
        .executeQuery(sql)) {
      return rows.next() ? rows.getString(1) : null;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL to the postmaster; its children notice and die as they do. */
  public void kill() {
    Child.signal("KILL", process.pid());
    Child.awaitEnd(process.toHandle(), STOP);
  }

  /** SIGSTOP to all of it: connections are taken by the kernel, and nothing answers. */
  public void pause() {
    all("STOP");
  }

  public void resume() {
    all("CONT");
  }

  private void all(String signal) {
    var children = process.toHandle().children().toList();
    Child.signal(signal, process.pid());
    children.forEach(child -> Child.signal(signal, child.pid()));
  }

  /** Fast: sessions are ended, the WAL is written. */
  public void stop() {
    if (!alive()) return;
    Child.signal("INT", process.pid());
    if (!Child.awaitEnd(process.toHandle(), STOP)) kill();
  }
}
