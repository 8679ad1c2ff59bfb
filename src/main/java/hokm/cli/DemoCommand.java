package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.bots.NormalBot;
import hokm.demo.Demonstration;
import hokm.demo.HtmlReport;
import hokm.demo.Measured;
import hokm.demo.Report;
import hokm.demo.Target;
import hokm.local.FreshFolder;
import hokm.local.RedisServer;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.room.RoomStore;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "demo", mixinStandardHelpOptions = true,
    description = "Plays a match, kills the room's node and then the database's primary, and"
        + " checks that nothing was lost.")
final class DemoCommand implements Callable<Integer> {

  private static final Duration ALL = Duration.ofMinutes(3);
  /** What is left of the whole for stopping the servers and writing the report. */
  private static final Duration STOP = Duration.ofSeconds(20);

  /** Clients act at once; a bot that acted for one would be found as an unexpected move. */
  private static final Map<String, String> PACE = Map.of("HOKM_TURN_MS", "20000",
      "HOKM_AWAY_MS", "20000", "HOKM_BOT_DELAY_MS", "20");

  @Spec
  private CommandSpec spec;

  @Option(names = "--seed", paramLabel = "N",
      description = "decides when the faults strike, the salts and the pace (default: by chance)")
  private Long seed;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Option(names = "--html", paramLabel = "FILE.html", description = "writes a page with a timeline")
  private Path html;

  @Option(names = "--data", paramLabel = "DIR",
      description = "where the servers keep their data; what is there is thrown away (default: a"
          + " temporary folder)")
  private Path data;

  @Option(names = "--at", paramLabel = "PORT",
      description = "plays at this port of 127.0.0.1 on what runs already, and starts nothing;"
          + " HOKM_REDIS_* and HOKM_PG_* say where its servers are reached from here")
  private Integer at;

  @Option(names = "--kill", paramLabel = "PROGRAM",
      description = "with --at: is given the name of a node, or host:port of a server, to kill")
  private String killer;

  @Override
  public Integer call() throws IOException {
    long end = System.nanoTime() + ALL.toNanos();
    long chosen = seed != null ? seed : System.nanoTime() % 1_000_000;
    if (at != null) return attached(chosen, end);
    var folder = data != null ? data : temporary();
    var watchdog = endInAnyCase();
    try (var lock = FreshFolder.claim(folder, true).orElse(null)) {
      if (lock == null) {
        say("Another run has the folder " + folder + "; choose one with --data.");
        return 1;
      }
      var measured = demonstrate(folder, chosen, end);
      report(measured);
      if (!measured.passed()) say("The nodes' logs are in " + folder.resolve("logs") + ".");
      if (measured.passed() && data == null) delete(folder);
      return measured.passed() ? 0 : 1;
    } finally {
      watchdog.shutdownNow();
    }
  }

  private int attached(long chosen, long end) throws IOException {
    require(killer != null, "--kill: a program, with --at", "");
    var config = Config.of(new Env(System.getenv()));
    var watchdog = endInAnyCase();
    var vertx = Vertx.vertx();
    try {
      say("Playing at port " + at + "; the seed is " + chosen + ".");
      var redis = RedisLink.open(vertx, config.redis());
      var measured = demonstrate(vertx, redis, rooms ->
          new AttachedTarget(at, rooms, config.postgres(), killer), chosen, end);
      report(measured);
      return measured.passed() ? 0 : 1;
    } finally {
      vertx.close();
      watchdog.shutdownNow();
    }
  }

  private void report(Measured measured) throws IOException {
    var report = new Report(measured);
    if (json != null) Files.writeString(json, report.json().encodePrettily() + "\n");
    if (html != null) Files.writeString(html, new HtmlReport(measured).page());
    say(report.text());
  }

  private Measured demonstrate(Path folder, long chosen, long end) {
    say("Starting two nodes, PostgreSQL twice, Redis and the balancer; the seed is " + chosen
        + ".");
    var vertx = Vertx.vertx();
    try (var stack = Stack.start(new StackSettings(folder, 2, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.empty(), PACE, this::say))) {
      var redis = RedisLink.open(vertx, new RedisSettings(stack.redis().orElseThrow().url(),
          RedisServer.USER, stack.redisPassword().orElseThrow(), RedisSettings.DEFAULT.deadline()));
      return demonstrate(vertx, redis, rooms -> new StackTarget(stack, rooms), chosen, end);
    } finally {
      vertx.close();
    }
  }

  private Measured demonstrate(Vertx vertx, RedisLink redis, Function<RoomStore, Target> target,
      long chosen, long end) {
    var left = Duration.ofNanos(end - System.nanoTime()).minus(STOP);
    var measured = new Demonstration(vertx, target.apply(new RedisRoomStore(redis)),
        NormalBot::new, chosen, left, this::say).run();
    redis.close().toCompletionStage().toCompletableFuture()
        .completeOnTimeout(null, 2, TimeUnit.SECONDS).join();
    return measured;
  }

  /** The servers run as another user when we are root, so the folder can't be ours alone. */
  private static Path temporary() throws IOException {
    var folder = Files.createTempDirectory("hokm-demo");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    return folder;
  }

  /** Every wait has its bound; should one not hold, the process ends all the same. */
  private ExecutorService endInAnyCase() {
    var watchdog = Executors.newSingleThreadScheduledExecutor(run -> {
      var thread = new Thread(run, "demonstration-watchdog");
      thread.setDaemon(true);
      return thread;
    });
    watchdog.schedule(() -> {
      say("The demonstration did not end within " + ALL.toSeconds() + " s.");
      System.exit(1);
    }, ALL.toMillis(), TimeUnit.MILLISECONDS);
    return watchdog;
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(each);
    }
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
