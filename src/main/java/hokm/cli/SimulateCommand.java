package hokm.cli;

import hokm.bots.Decks;
import hokm.bots.EasyBot;
import hokm.bots.Figures;
import hokm.bots.HardBot;
import hokm.bots.NormalBot;
import hokm.bots.RandomBot;
import hokm.bots.Share;
import hokm.bots.Simulation;
import hokm.bots.Timed;
import hokm.protocol.MatchLog;
import hokm.room.BotPlayer;
import hokm.room.Chance;
import hokm.rules.Event;
import hokm.rules.Fairness;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Team;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "simulate", mixinStandardHelpOptions = true,
    description = "Plays bots against bots and writes one match log a match.")
final class SimulateCommand implements Callable<Integer> {

  enum Bot {
    easy, normal, hard, random;

    BotPlayer player(long seed) {
      return switch (this) {
        case easy -> new EasyBot(seed);
        case normal -> new NormalBot();
        case hard -> new HardBot(seed);
        case random -> new RandomBot(seed);
      };
    }
  }

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

  @Option(names = "--bots", defaultValue = "normal", split = ",", paramLabel = "BOT",
      description = "one of easy, normal, hard, random for all seats, or two with a comma: the"
          + " first at seats 0 and 2. Every second match is the one before again, deck by deck,"
          + " with the seats exchanged (default: ${DEFAULT-VALUE})")
  private List<Bot> bots;

  @Option(names = "--deals", paramLabel = "N",
      description = "instead: shuffles N decks as rooms do and tests whether all orders are alike;"
          + " exits with 1 if not")
  private int deals;

  @Override
  public Integer call() throws IOException {
    if (deals > 0) return shuffle();
    require(matches >= 1, "--matches: 1 or more, not " + matches);
    require(bots.size() <= 2, "--bots: one or two, not " + bots.size());
    require(bots.size() == 1 || matches % 2 == 0,
        "--matches: an even number for two bots, not " + matches);
    if (out != null) Files.createDirectories(out);
    var figures = new Figures();
    var first = new Timed(bots.get(0).player(seed));
    var second = bots.size() == 1 ? first : new Timed(bots.get(1).player(seed + 1));
    int won = 0;
    long began = System.nanoTime();
    for (int no = 1; no <= matches; no++) {
      var events = match(no, first, second);
      figures.add(events);
      if (winner(events) == team(no)) won++;
      if (out != null) write(no, events);
    }
    print(began, figures, List.of(first, second), new Share(won, matches));
    return 0;
  }

  private void require(boolean met, String rule) {
    if (!met) throw new ParameterException(spec.commandLine(), rule);
  }

  /** Where the first named bot sits. */
  private Team team(int no) {
    return bots.size() == 2 && no % 2 == 0 ? Team.EAST_WEST : Team.NORTH_SOUTH;
  }

  private <T> PerSeat<T> seats(int no, T first, T second) {
    return PerSeat.of(seat -> seat.team() == team(no) ? first : second);
  }

  private List<Event> match(int no, BotPlayer first, BotPlayer second) {
    return new Simulation(MatchRules.DEFAULT, seats(no, first, second))
        .match(seed, bots.size() == 2 ? (no + 1) / 2 : no);
  }

  private static Team winner(List<Event> events) {
    return ((Event.MatchEnded) events.get(events.size() - 1)).winner();
  }

  private void print(long began, Figures figures, List<Timed> times, Share won) {
    double seconds = (System.nanoTime() - began) / 1e9;
    PrintWriter console = spec.commandLine().getOut();
    console.printf(Locale.ROOT, "%d matches in %.1f s, %.0f matches a second%n", matches, seconds,
        matches / seconds);
    for (int i = 0; i < bots.size(); i++) {
      console.printf(Locale.ROOT, "%-28s%s%n", bots.get(i) + " thinks", times.get(i));
    }
    if (bots.size() == 2) {
      console.printf(Locale.ROOT, "%-28s%s%n", bots.get(0) + " beats " + bots.get(1), won);
    }
    console.print(figures);
    console.flush();
  }

  private void write(int no, List<Event> events) throws IOException {
    var seats = seats(no, bots.get(0), bots.get(bots.size() - 1)).map(Bot::name).toList();
    var text = new StringBuilder().append(MatchLog.game(MatchRules.DEFAULT)
        .put("bots", new JsonArray(seats)).encode()).append('\n');
    for (JsonObject line : MatchLog.lines(events)) text.append(line.encode()).append('\n');
    Files.writeString(out.resolve(String.format(Locale.ROOT, "match-%06d.jsonl", no)), text);
  }

  private int shuffle() {
    var chance = new Chance(new Random(seed));
    var decks = new Decks();
    for (int no = 1; no <= deals; no++) {
      var salts = PerSeat.of(seat -> chance.salt());
      decks.add(Fairness.deck(chance.secret(), no, 0, salts));
    }
    spec.commandLine().getOut().print(decks);
    spec.commandLine().getOut().flush();
    return decks.rejected() ? 1 : 0;
  }
}
