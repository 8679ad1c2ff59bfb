package hokm.local;

import static hokm.room.BadSetting.require;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Real PostgreSQL servers, of which one streams to the others. Which is the primary follows from
 * their data: after a promotion it is the one on the highest timeline. Each server has a number,
 * and a slot of that number at whoever is the primary; the seed's standby has 1.
 */
public final class PostgresCluster {

  /** As many as primary.conf has senders for, with one to spare for a copy that is being made. */
  static final List<String> FOLDERS = List.of("one", "two", "three");
  private static final String SLOTS = "standby_slot_%";
  private static final Duration FREED = Duration.ofSeconds(5);

  private final Path folder;
  private final PostgresPrograms programs;
  private final List<PostgresServer> servers = new CopyOnWriteArrayList<>();
  private final Secrets secrets;
  private final Consumer<String> progress;

  private final boolean stay;

  /**
   * Servers that end with us.
   *
   * @param folder holds a folder for each server
   * @param progress takes a line for the person who waits
   */
  public PostgresCluster(Path folder, PostgresPrograms programs, List<Integer> ports,
      Secrets secrets, Consumer<String> progress) {
    this(folder, programs, secrets, progress, false);
    ports.forEach(port -> servers.add(next(port)));
  }

  private PostgresCluster(Path folder, PostgresPrograms programs, Secrets secrets,
      Consumer<String> progress, boolean stay) {
    this.folder = folder.toAbsolutePath();
    this.programs = programs;
    this.secrets = secrets;
    this.progress = progress;
    this.stay = stay;
    secrets.tellLibpq(this.folder.resolve("pgpass"));
  }

  /** Servers that run on when we end, on these ports; none are made or started yet. */
  static PostgresCluster staying(Path folder, PostgresPrograms programs, List<Integer> ports,
      Secrets secrets, Consumer<String> progress) {
    var cluster = new PostgresCluster(folder, programs, secrets, progress, true);
    ports.forEach(port -> cluster.servers.add(cluster.next(port)));
    return cluster;
  }

  /** The servers that stand in the folder already, running or not. */
  static PostgresCluster found(Path folder, PostgresPrograms programs, Secrets secrets,
      Consumer<String> progress) {
    var cluster = new PostgresCluster(folder, programs, secrets, progress, true);
    for (int no = 0; no < FOLDERS.size(); no++) {
      var data = new PostgresData(cluster.folder.resolve(FOLDERS.get(no)));
      if (data.exists()) cluster.servers.add(cluster.server(no, data.port()));
    }
    return cluster;
  }

  private PostgresServer next(int port) {
    require(servers.size() < FOLDERS.size(), "PostgreSQL servers: " + FOLDERS.size()
        + " at most, as primary.conf says", servers.size() + 1);
    int number = IntStream.range(0, FOLDERS.size()).filter(no -> servers.stream()
        .noneMatch(server -> server.number() == no)).findFirst().orElseThrow();
    return server(number, port);
  }

  private PostgresServer server(int number, int port) {
    return new PostgresServer(programs, folder.resolve(FOLDERS.get(number)), number, port, secrets,
        stay);
  }

  /** In the order in which they came; roles change. */
  public List<PostgresServer> servers() {
    return List.copyOf(servers);
  }

  /** The server that takes writes now; throws IllegalStateException when there is none. */
  public PostgresServer primary() {
    return primary(look()).orElseThrow(() ->
        new IllegalStateException("No server is a primary now."));
  }

  /** Those that answer as a standby now. */
  public List<PostgresServer> standbys() {
    return having(PostgresState::standby);
  }

  private List<PostgresServer> having(Predicate<PostgresState> role) {
    return look().entrySet().stream().filter(each -> role.test(each.getValue()))
        .map(Map.Entry::getKey).toList();
  }

  /** Each server as it is now. */
  Map<PostgresServer, PostgresState> look() {
    var all = new LinkedHashMap<PostgresServer, PostgresState>();
    servers.forEach(server -> all.put(server, server.look()));
    return all;
  }

  /** Of several it is the one on the highest timeline. */
  static Optional<PostgresServer> primary(Map<PostgresServer, PostgresState> states) {
    return states.entrySet().stream().filter(each -> each.getValue().primary())
        .max(Comparator.comparingLong(each -> each.getValue().timeline()))
        .map(Map.Entry::getKey);
  }

  /** A primary that lacks nothing that any of them has; what follows it is not thrown away. */
  Optional<PostgresServer> leader(Map<PostgresServer, PostgresState> states) {
    long newest = states.entrySet().stream().mapToLong(each -> Math.max(
        each.getValue().timeline(), each.getKey().data().timeline())).max().orElse(0);
    return primary(states).filter(server -> states.get(server).timeline() >= newest);
  }

  /** Of a pair the other; of more the first of the others. */
  public PostgresServer other(PostgresServer than) {
    return servers.stream().filter(server -> server != than).findFirst().orElseThrow();
  }

  /** Returns when the primary takes writes and the standbys stream from it. */
  public PostgresCluster start() {
    if (servers.stream().noneMatch(server -> server.data().exists())) {
      make();
      return this;
    }
    var primary = newest();
    primary.start();
    dropForeignSlots(primary);
    for (PostgresServer standby : servers) {
      if (standby == primary) continue;
      if (!follows(standby, primary)) rejoin(standby, primary);
    }
    return this;
  }

  /** Whether it could be started as a standby with the data that it has. */
  private boolean follows(PostgresServer standby, PostgresServer primary) {
    if (!standby.data().exists() || !standby.data().standby()) return false;
    if (standby.alive()) return true;
    point(standby, primary);
    try {
      standby.startWhile(primary::alive);
      return true;
    } catch (IllegalStateException diverged) {
      progress.accept(diverged.getMessage() + " It is copied anew.");
      return false;
    }
  }

  private void make() {
    var first = servers.get(0);
    progress.accept("Making the database…");
    first.init();
    first.start();
    makeRoles(first);
    servers.stream().skip(1).forEach(standby -> rejoin(standby, first));
  }

  /** Whose data is a primary's, of those the one of the highest timeline. */
  PostgresServer newest() {
    return servers.stream()
        .filter(server -> server.data().exists() && !server.data().standby())
        .max(Comparator.comparingLong(server -> server.data().timeline()))
        .orElseThrow(() -> new IllegalStateException("All PostgreSQL servers in " + folder
            + " are standbys; take standby.signal out of the folder of the newest one."));
  }

  private void makeRoles(PostgresServer on) {
    var sql = PostgresData.conf("roles.sql");
    for (String role : List.of("replicator", "hokm_owner", "game_user", "hokm_supervisor")) {
      sql = sql.replace("${" + role + "}", "'" + secrets.of(role) + "'");
    }
    run(on, "postgres", sql);
    run(on, PostgresServer.DATABASE, PostgresData.conf("hokm_game.sql"));
  }

  private static void run(PostgresServer on, String database, String script) {
    try (var connection = on.connect(database); var statement = connection.createStatement()) {
      for (String sql : Script.statements(script)) statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void makeSlot(PostgresServer on, String slot) {
    on.ask("postgres", slotMade(slot));
  }

  static String slotMade(String slot) {
    return "SELECT pg_create_physical_replication_slot('" + slot + "', true)"
        + " WHERE NOT EXISTS (SELECT FROM pg_replication_slots WHERE slot_name = '" + slot + "')";
  }

  /** Slots of servers that are no more: nobody would ever read what they keep. */
  private void dropForeignSlots(PostgresServer primary) {
    var foreign = "FROM pg_replication_slots WHERE slot_name LIKE '" + SLOTS
        + "' AND slot_name NOT IN (" + servers.stream().map(server -> "'" + server.slot() + "'")
            .collect(Collectors.joining(", ")) + ")";
    long deadline = System.nanoTime() + FREED.toNanos();
    // The sender of a standby that has just ended still has its slot for a moment.
    while (!"0".equals(primary.ask("postgres", "SELECT count(*) " + foreign))) {
      primary.ask("postgres", "SELECT pg_drop_replication_slot(slot_name) " + foreign
          + " AND NOT active");
      if (System.nanoTime() > deadline) {
        progress.accept("A slot at 127.0.0.1:" + primary.port() + " is in use by a stranger.");
        return;
      }
      Supervisor.pause(20);
    }
  }

  /** Makes it follow the primary when it starts next, with the data that it has. */
  void point(PostgresServer standby, PostgresServer primary) {
    makeSlot(primary, standby.slot());
    standby.follow(primary);
  }

  /**
   * Makes a server a standby of the primary, from a fresh copy; its own data is thrown away, once
   * the copy is whole.
   *
   * @return false when the primary ended before the standby had all that it needs
   */
  public boolean rejoin(PostgresServer server, PostgresServer primary) {
    copyTo(server, primary);
    return server.startWhile(primary::alive);
  }

  /** All of a rejoin but the start. */
  void copyTo(PostgresServer server, PostgresServer primary) {
    server.stop();
    makeSlot(primary, server.slot());
    PostgresClone.make(server, primary);
    server.follow(primary);
  }

  /** A further standby; returns when it streams. */
  public PostgresServer add(int port) {
    var primary = primary();
    var server = next(port);
    if (!rejoin(server, primary)) {
      server.stop();
      throw new IllegalStateException("The primary at 127.0.0.1:" + primary.port()
          + " ended before the new standby had all that it needs.");
    }
    PostgresRoles.awaitStreaming(server, primary);
    servers.add(server);
    return server;
  }

  /** Ends a standby for good, with its data and its slot. */
  public void remove(PostgresServer server) {
    var primary = primary();
    if (server == primary) {
      throw new IllegalStateException("127.0.0.1:" + server.port() + " is the primary; promote a"
          + " standby before it is removed.");
    }
    servers.remove(server);
    server.stop();
    PostgresBinaries.delete(server.data().folder());
    dropForeignSlots(primary);
  }

  public void stop() {
    var all = new ArrayList<>(servers);
    all.forEach(PostgresServer::stop);
  }
}
