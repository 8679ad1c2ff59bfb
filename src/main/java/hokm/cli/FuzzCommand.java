package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.fuzz.Fuzz;
import hokm.fuzz.FuzzReport;
import hokm.soak.LogTail;
import hokm.soak.NodeLook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "fuzz", mixinStandardHelpOptions = true,
    description = "Sends right, almost right and senseless frames over many sockets, beside people"
        + " who only want to play, and looks for whatever that does.")
final class FuzzCommand implements Callable<Integer> {

  /** Who does not act does not hold a table up, and what was left is soon over. */
  private static final Map<String, String> PACE = Map.of("HOKM_TURN_MS", "1500",
      "HOKM_BANK_MS", "0", "HOKM_AWAY_MS", "1000", "HOKM_DEAL_PAUSE_MS", "500",
      "HOKM_BOT_DELAY_MS", "5", "HOKM_GRACE_MS", "1000", "HOKM_LINGER_MS", "2000");
  private static final Map<String, String> RAISED = Map.of("HOKM_RATE", "1000000",
      "HOKM_BURST", "1000000");
  private static final String AS_RAISED = "limits raised";
  private static final String AS_ALWAYS = "limits as by default";
  /** One frame in so many meets the limits as they are by default. */
  private static final int WITH_LIMITS = 20;

  @Spec
  private CommandSpec spec;

  @Option(names = "--frames", defaultValue = "1000000", paramLabel = "N",
      description = "of all attackers together (default: ${DEFAULT-VALUE})")
  private long frames;

  @Option(names = "--sockets", defaultValue = "64", paramLabel = "N",
      description = "of attackers, at any time (default: ${DEFAULT-VALUE})")
  private int sockets;

  @Option(names = "--nodes", defaultValue = "2", paramLabel = "N",
      description = "of the game (default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(names = "--limits", split = ",", defaultValue = "default,raised", paramLabel = "WHICH",
      description = "of the nodes: default, raised or both, one frame in twenty with the former"
          + " (default: ${DEFAULT-VALUE})")
  private List<String> limits;

  @Option(names = "--seed", paramLabel = "S",
      description = "decides what is sent (default: by chance)")
  private Long seed;

  @Option(names = "--node", paramLabel = "HOST:PORT",
      description = "a node that runs already, whose log and memory are not looked at")
  private String node;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Override
  public Integer call() throws IOException {
    require(frames >= WITH_LIMITS, "--frames: " + WITH_LIMITS + " or more", frames);
    require(Set.of("default", "raised").containsAll(limits), "--limits: default, raised or both",
        limits);
    require(sockets >= 1 && sockets <= 10_000, "--sockets: 1 to 10000", sockets);
    long chosen = seed != null ? seed : System.nanoTime() % 1_000_000;
    say("The seed is " + chosen + ".");
    var reports = new ArrayList<FuzzReport>();
    if (node != null) {
      var door = BenchCommand.address("--node", node);
      reports.add(new Fuzz(new Fuzz.Ground(List.of(door), List.of(), List.of()), "as it is",
          sockets, chosen, this::say).run(frames));
    } else {
      long few = limits.size() > 1 ? frames / WITH_LIMITS : frames;
      long many = limits.size() > 1 ? frames - few : frames;
      if (limits.contains("default")) reports.add(here(AS_ALWAYS, Map.of(), few, chosen));
      if (limits.contains("raised")) reports.add(here(AS_RAISED, RAISED, many, chosen + 2));
    }
    if (json != null) {
      var parts = new JsonArray(reports.stream().map(FuzzReport::json).toList());
      Files.writeString(json, new JsonObject().put("seed", chosen).put("parts", parts)
          .encodePrettily() + "\n");
    }
    reports.forEach(report -> report.text().forEach(this::say));
    return reports.stream().allMatch(FuzzReport::held) ? 0 : 1;
  }

  private FuzzReport here(String part, Map<String, String> raised, long some, long by)
      throws IOException {
    var environment = new HashMap<>(PACE);
    environment.putAll(raised);
    try (var trial = TrialStack.start("hokm-fuzz", nodes, environment, this::say)) {
      say(part + ": " + some + " frames.");
      var all = trial.stack().nodes();
      var ground = new Fuzz.Ground(
          all.stream().map(each -> new InetSocketAddress("127.0.0.1", each.port())).toList(),
          all.stream().map(NodeLook::new).toList(),
          all.stream().map(each -> new LogTail(each.name(), each.log())).toList());
      return new Fuzz(ground, part, sockets, by, this::say).run(some);
    }
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
