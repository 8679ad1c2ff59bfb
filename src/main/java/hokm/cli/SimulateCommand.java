package hokm.cli;

import hokm.bots.Figures;
import hokm.bots.HouseBot;
import hokm.bots.RandomBot;
import hokm.bots.Simulation;
import hokm.protocol.MatchLog;
import hokm.room.BotPlayer;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "simulate", mixinStandardHelpOptions = true,
    description = "Plays bots against bots and writes one match log a match.")
final class SimulateCommand implements Callable<Integer> {

  enum Bots { house, random }

  @Spec
  private CommandSpec spec;

  @Option(names = "--matches", defaultValue = "1000", paramLabel = "N",
      description = "how many matches, 1 or more (default: ${DEFAULT-VALUE})")
  private int matches;

  @Option(names = "--seed", defaultValue = "1", paramLabel = "S",
      description = "the same seed gives the same logs (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--out", paramLabel = "DIR",
      description = "where match-000001.jsonl and so on are written; none are without it")
  private Path out;

  @Option(names = "--bots", defaultValue = "house", paramLabel = "house|random",
      description = "who plays (default: ${DEFAULT-VALUE})")
  private Bots bots;

  @Override
  public Integer call() throws IOException {
    if (matches < 1) {
      throw new ParameterException(spec.commandLine(), "--matches: 1 or more, not " + matches);
    }
    if (out != null) Files.createDirectories(out);
    var figures = new Figures();
    var simulation = new Simulation(MatchRules.DEFAULT, PerSeat.all(player()));
    long began = System.nanoTime();
    for (int no = 1; no <= matches; no++) {
      var events = simulation.match(seed, no);
      figures.add(events);
      if (out != null) write(no, simulation.rules(), events);
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    PrintWriter console = spec.commandLine().getOut();
    console.printf(Locale.ROOT, "%d matches in %.1f s, %.0f matches a second%n", matches, seconds,
        matches / seconds);
    console.print(figures);
    console.flush();
    return 0;
  }

  private BotPlayer player() {
    return bots == Bots.house ? new HouseBot() : new RandomBot(seed);
  }

  private void write(int no, MatchRules rules, List<Event> events) throws IOException {
    var text = new StringBuilder().append(MatchLog.game(rules).encode()).append('\n');
    for (JsonObject line : MatchLog.lines(events)) text.append(line.encode()).append('\n');
    Files.writeString(out.resolve(String.format(Locale.ROOT, "match-%06d.jsonl", no)), text);
  }
}
