package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.local.FreshFolder;
import hokm.local.RedisServer;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.outage.Fault;
import hokm.outage.Outage;
import hokm.outage.Result;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import hokm.snapshots.RedisSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "outage", mixinStandardHelpOptions = true,
    description = "Measures how long players wait when a node is lost, hangs, leaves or restarts,"
        + " or when Redis does.")
final class OutageCommand implements Callable<Integer> {

  /**
   * Persons have time, so that each room waits for its person. Rooms that were
   * left end soon, so that those of the next outage spread evenly.
   */
  private static final Map<String, String> PACE = Map.of("HOKM_TURN_MS", "600000",
      "HOKM_AWAY_MS", "600000", "HOKM_DEAL_PAUSE_MS", "20000",
      "HOKM_LINGER_MS", "5000");

  @Spec
  private CommandSpec spec;

  @Option(names = "--fault", split = ",", defaultValue = "kill,stop,drain,rolling,redis",
      paramLabel = "FAULT", description = "kill, stop, drain, rolling or redis (default: all)")
  private List<Fault> faults;

  @Option(names = "--rooms", defaultValue = "3000", paramLabel = "N",
      description = "of all nodes together (default: ${DEFAULT-VALUE})")
  private int rooms;

  @Option(names = "--nodes", defaultValue = "3", paramLabel = "N",
      description = "of the game (default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(names = "--rounds", defaultValue = "1", paramLabel = "N",
      description = "of each fault (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--warm", defaultValue = "20", paramLabel = "T",
      description = "seconds of play before each (default: ${DEFAULT-VALUE})")
  private int warm;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "N",
      description = "decides the moments of the moves (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Override
  public Integer call() throws IOException {
    require(nodes >= 2, "--nodes: 2 or more", nodes);
    require(rooms >= 1, "--rooms: 1 or more", rooms);
    require(warm >= 0 && warm <= 50, "--warm: 0 to 50", warm);
    var folder = Files.createTempDirectory("hokm-outage");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var results = new ArrayList<Result>();
    var held = FreshFolder.claim(folder, true).orElseThrow();
    try {
      measure(folder, results);
    } finally {
      held.release();
      say("The nodes' logs are in " + folder.resolve("logs") + ".");
    }
    if (json != null) {
      var all = new JsonArray();
      results.forEach(result -> all.add(result.json()));
      Files.writeString(json, new JsonObject().put("nodes", nodes).put("seed", seed)
          .put("outages", all).encodePrettily() + "\n");
    }
    return results.stream().allMatch(Result::whole) ? 0 : 1;
  }

  private void measure(Path folder, List<Result> results) {
    var vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    try (var stack = Stack.start(new StackSettings(folder, nodes, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
            StackSettings.ofOneAddress(PACE), this::say))) {
      var redis = RedisLink.open(vertx, new RedisSettings(stack.redis().orElseThrow().url(),
          RedisServer.USER, stack.redisPassword().orElseThrow(), RedisSettings.DEFAULT.deadline()));
      var outage = new Outage(vertx, new StackCluster(stack, new RedisRoomStore(redis)), seed,
          this::say);
      for (Fault fault : faults) {
        for (int i = 0; i < rounds; i++) {
          results.add(outage.run(fault, rooms, Duration.ofSeconds(warm)));
        }
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture()
          .completeOnTimeout(null, 5, TimeUnit.SECONDS).join();
    }
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
