package hokm.cli;

import static hokm.room.BadSetting.require;

import hokm.bench.Pace;
import hokm.fuzz.Slow;
import hokm.soak.NodeLook;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "slow", mixinStandardHelpOptions = true,
    description = "Measures how long clients are kept that send byte by byte, never sign in, never"
        + " answer or never read, and what others feel of them.")
final class SlowCommand implements Callable<Integer> {

  /** Nothing happens in rooms but what the generator does. */
  private static final Map<String, String> PACE = Map.of("HOKM_TURN_MS", "3600000",
      "HOKM_AWAY_MS", "3600000", "HOKM_DEAL_PAUSE_MS", "3600000", "HOKM_LINGER_MS", "2000");

  @Spec
  private CommandSpec spec;

  @Option(names = "--sockets", defaultValue = "500", paramLabel = "N",
      description = "of each kind (default: ${DEFAULT-VALUE})")
  private int sockets;

  @Option(names = "--rooms", defaultValue = "20", paramLabel = "R",
      description = "of people who play, four each (default: ${DEFAULT-VALUE})")
  private int rooms;

  @Option(names = "--rate", defaultValue = "100", paramLabel = "M",
      description = "moves a second of all of them (default: ${DEFAULT-VALUE})")
  private int rate;

  @Option(names = "--seconds", defaultValue = "15", paramLabel = "T",
      description = "of play before the slow ones come (default: ${DEFAULT-VALUE})")
  private int seconds;

  @Option(names = "--report", paramLabel = "FILE.json", description = "writes the figures there")
  private Path json;

  @Override
  public Integer call() throws IOException {
    require(sockets >= 1 && sockets <= 5000, "--sockets: 1 to 5000", sockets);
    require(rooms >= 1 && rate >= 1 && rate <= rooms * 10, "--rate: 1 to 10 a room", rate);
    require(seconds >= 1, "--seconds: 1 or more", seconds);
    try (var trial = TrialStack.start("hokm-slow", 1, PACE, this::say)) {
      var node = trial.node();
      var report = new Slow(new InetSocketAddress("127.0.0.1", node.port()), new NodeLook(node),
          sockets, this::say)
          .run(rooms, new Pace(rate), Duration.ofSeconds(seconds));
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
