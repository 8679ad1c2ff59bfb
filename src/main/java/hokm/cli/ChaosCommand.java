package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.chaos.Fault;
import hokm.chaos.Page;
import hokm.chaos.Plan;
import hokm.local.FreshFolder;
import hokm.local.NodeProcess.Launch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "chaos", mixinStandardHelpOptions = true,
    description = "Plays many matches at once, hurts the cluster again and again, and checks that"
        + " nothing was lost.")
final class ChaosCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--minutes", defaultValue = "30", paramLabel = "N",
      description = "how long faults strike (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(names = "--seed", paramLabel = "N",
      description = "decides the faults, their moments and the players (default: by chance)")
  private Long seed;

  @Option(names = "--faults", split = ",", paramLabel = "FAULT",
      description = "${COMPLETION-CANDIDATES} (default: all that this machine allows)",
      completionCandidates = Groups.class)
  private List<String> faults;

  @Option(names = "--rooms", defaultValue = "24", paramLabel = "N",
      description = "in play at any time (default: ${DEFAULT-VALUE})")
  private int rooms;

  @Option(names = "--think", defaultValue = "250", paramLabel = "MS",
      description = "the longest that a player thinks (default: ${DEFAULT-VALUE})")
  private int think;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Option(names = "--html", paramLabel = "FILE.html", description = "writes a page with a timeline")
  private Path html;

  @Option(names = "--data", paramLabel = "DIR",
      description = "where the servers keep their data; what is there is thrown away (default: a"
          + " temporary folder)")
  private Path data;

  /** For the help. */
  static final class Groups implements Iterable<String> {
    @Override
    public java.util.Iterator<String> iterator() {
      return Fault.groups().iterator();
    }
  }

  @Override
  public Integer call() throws IOException {
    require(minutes > 0, "--minutes: more than 0", minutes);
    require(rooms >= 1 && rooms <= 1000, "--rooms: 1 to 1000", rooms);
    require(think >= 2, "--think: 2 or more", think);
    var plan = new Plan(seed != null ? seed : System.nanoTime() % 1_000_000,
        Duration.ofMillis(Math.round(minutes * 60_000)), rooms, Duration.ofMillis(think),
        Plan.PATIENCE, chosen(), faults == null || faults.contains(Fault.TWO));
    var folder = data != null ? data : Files.createTempDirectory("hokm-chaos");
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (var lock = FreshFolder.claim(folder, true).orElse(null)) {
      require(lock != null, "--data: a folder that no other run has", folder);
      say("Starting three nodes, PostgreSQL twice and Redis; the seed is " + plan.seed() + ".");
      var outcome = new ChaosRun(folder, node -> Launch.NODE, stack -> { }, this::say).of(plan);
      if (json != null) Files.writeString(json, outcome.json().encodePrettily() + "\n");
      if (html != null) Files.writeString(html, new Page(outcome).html());
      outcome.text().forEach(this::say);
      say("The nodes' logs are in " + folder.resolve("logs") + ".");
      return outcome.held() ? 0 : 1;
    }
  }

  private EnumSet<Fault> chosen() {
    var all = EnumSet.allOf(Fault.class);
    if (faults == null) return all;
    for (String each : faults) {
      require(Fault.groups().contains(each), "--faults: some of " + Fault.groups(), each);
    }
    return Arrays.stream(Fault.values()).filter(fault -> faults.contains(fault.group()))
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
