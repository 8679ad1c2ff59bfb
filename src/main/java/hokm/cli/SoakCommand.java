package hokm.cli;

import hokm.soak.Plan;
import hokm.soak.Soak;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "soak", mixinStandardHelpOptions = true,
    description = "Keeps rooms in play for long, with people who come and go, and says whether what"
        + " the nodes take stays what it was.")
final class SoakCommand implements Callable<Integer> {

  @Spec
  private CommandSpec spec;

  @Option(names = "--minutes", defaultValue = "60", paramLabel = "N",
      description = "how long (default: ${DEFAULT-VALUE})")
  private double minutes;

  @Option(names = "--every", defaultValue = "60", paramLabel = "SECONDS",
      description = "how often it is looked (default: ${DEFAULT-VALUE})")
  private int every;

  @Option(names = "--nodes", defaultValue = "2", paramLabel = "N",
      description = "of the game (default: ${DEFAULT-VALUE})")
  private int nodes;

  @Option(names = "--rooms", defaultValue = "100", paramLabel = "R",
      description = "in play at any time (default: ${DEFAULT-VALUE})")
  private int rooms;

  @Option(names = "--rate", defaultValue = "100", paramLabel = "M",
      description = "moves a second that are aimed at (default: ${DEFAULT-VALUE})")
  private double rate;

  @Option(names = "--seed", paramLabel = "S",
      description = "decides who does what (default: by chance)")
  private Long seed;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Override
  public Integer call() throws IOException {
    var plan = new Plan(Duration.ofMillis(Math.round(minutes * 60_000)),
        Duration.ofSeconds(every), nodes, rooms, rate,
        seed != null ? seed : System.nanoTime() % 1_000_000);
    var pace = Map.of("HOKM_LINGER_MS", "10000", "HOKM_BOT_DELAY_MS",
        Long.toString(plan.think().toMillis() / 2));
    try (var trial = TrialStack.start("hokm-soak", nodes, pace, this::say)) {
      say("The seed is " + plan.seed() + "; people think up to " + plan.think().toMillis()
          + " ms.");
      var report = new Soak(trial.stack(), plan, this::say).run();
      if (json != null) Files.writeString(json, report.json().encodePrettily() + "\n");
      report.text().forEach(this::say);
      return report.held() ? 0 : 1;
    }
  }

  private void say(String line) {
    PrintWriter console = spec.commandLine().getOut();
    console.println(line);
    console.flush();
  }
}
