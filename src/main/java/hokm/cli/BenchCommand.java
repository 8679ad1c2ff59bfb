package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.bench.Bench;
import hokm.bench.Comparison;
import hokm.bench.Figures;
import hokm.bench.Pace;
import hokm.bench.RedisInfo;
import hokm.bench.Side;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "bench", mixinStandardHelpOptions = true, description = "Measures what a move"
    + " takes, in turn with a bare card room: real sockets, moves at a fixed rate.")
final class BenchCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--rooms", defaultValue = "200", paramLabel = "R",
      description = "four sockets each (default: ${DEFAULT-VALUE})")
  private int rooms;

  @Option(names = "--rate", split = ",", defaultValue = "1000,5000,max", paramLabel = "M",
      description = "moves a second of all rooms, or max (default: ${DEFAULT-VALUE})")
  private List<String> rates;

  @Option(names = "--seconds", defaultValue = "10", paramLabel = "T",
      description = "of each measurement (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--warm", defaultValue = "15", paramLabel = "T",
      description = "seconds before the first, at full speed or idle"
          + " (default: ${DEFAULT-VALUE})")
  private int warm;

  @Option(names = "--rounds", defaultValue = "3", paramLabel = "N",
      description = "of each rate, the sides in turn (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--target", defaultValue = "13", paramLabel = "POINTS",
      description = "that win a match (default: ${DEFAULT-VALUE})")
  private int target;

  @Option(names = "--aof", defaultValue = "everysec", paramLabel = "WHEN",
      description = "when Redis forces its file to the disk: everysec, always or no"
          + " (default: ${DEFAULT-VALUE})")
  private String aof;

  @Option(names = "--durable", arity = "1", defaultValue = "true", paramLabel = "BOOLEAN",
      description = "false measures a node that saves nothing, for comparison only")
  private boolean durable;

  @Option(names = "--baseline", arity = "1", defaultValue = "true", paramLabel = "BOOLEAN",
      description = "false measures the node alone")
  private boolean baseline;

  @Option(names = "--idle", description = "measures memory and CPU of rooms where nothing happens")
  private boolean idle;

  @Option(names = "--node", paramLabel = "HOST:PORT",
      description = "a node that runs already, whose Redis HOKM_REDIS_URL names")
  private String node;

  @Option(names = "--pid", paramLabel = "PID", description = "of that node, if it runs here")
  private Long pid;

  @Option(names = "--jvm", split = " ", defaultValue = "-Xms512m -Xmx512m -XX:+UseSerialGC",
      paramLabel = "FLAGS", description = "of both sides (default: ${DEFAULT-VALUE})")
  private List<String> flags;

  @Option(names = "--pin", arity = "1", defaultValue = "true", paramLabel = "BOOLEAN",
      description = "false lets all of them share all cores")
  private boolean pin;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Override
  public Integer call() throws IOException {
    require(rooms >= 1, "--rooms: 1 or more", rooms);
    require(seconds >= 1 && rounds >= 1, "--seconds and --rounds: 1 or more", seconds);
    require(List.of("everysec", "always", "no").contains(aof), "--aof: everysec, always or no",
        aof);
    var paces = rates.stream().map(Pace::of).toList();
    if (node != null) return elsewhere(paces);
    var folder = Files.createTempDirectory("hokm-bench");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var place = new BenchPlace(folder, aof, flags, pin)) {
      say((place.pinned() ? "The sides have core 1; Redis and the generator have core 0."
          : "Nothing is pinned: sides, Redis and generator share all cores.")
          + " Redis forces its file to the disk: " + aof + ". Logs are in "
          + folder.resolve("logs") + ".");
      var sides = new ArrayList<Side>();
      sides.add(durable ? place.side("node", "node", true)
          : place.side("forgetful", "forgetful-node", true));
      if (baseline) sides.add(place.side("baseline", "baseline", false));
      return measure(sides, place.redis(), paces);
    }
  }

  private int elsewhere(List<Pace> paces) throws IOException {
    var redis = Config.of(new Env(System.getenv())).redis();
    return measure(List.of(new Side("node", address("--node", node),
        pid == null ? OptionalLong.empty() : OptionalLong.of(pid), true)),
        new RedisInfo(address("HOKM_REDIS_URL", redis.address()), redis.user(), redis.password(),
            OptionalLong.empty()), paces);
  }

  static InetSocketAddress address(String what, String text) {
    require(text.matches("[^:]+:\\d{1,5}"), what + ": host:port", text);
    int colon = text.indexOf(':');
    return new InetSocketAddress(text.substring(0, colon),
        Integer.parseInt(text.substring(colon + 1)));
  }

  private int measure(List<Side> sides, RedisInfo redis, List<Pace> paces) throws IOException {
    var figures = new ArrayList<Figures>();
    var report = new JsonObject().put("rooms", rooms).put("aof", aof).put("durable", durable);
    try (var bench = new Bench(sides, redis, target, this::say)) {
      if (idle) {
        report.put("idle", bench.idle(rooms, Duration.ofSeconds(warm),
            Duration.ofSeconds(seconds)).stream()
            .map(each -> each.json()).toList());
      } else {
        bench.seat(rooms);
        bench.warm(Duration.ofSeconds(warm));
        var comparisons = new ArrayList<Comparison>();
        for (Pace pace : paces) {
          var measured = bench.measure(pace, Duration.ofSeconds(seconds), rounds);
          figures.addAll(measured);
          var compared = Comparison.of(measured);
          compared.ifPresent(comparison -> say(comparison.text()));
          compared.ifPresent(comparisons::add);
        }
        report.put("measurements", figures.stream().map(Figures::json).toList())
            .put("comparisons", comparisons.stream().map(Comparison::json).toList());
      }
    }
    if (json != null) Files.writeString(json, report.encodePrettily() + "\n");
    return figures.stream().allMatch(Figures::whole) ? 0 : 1;
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
