package hokm.bots;

import hokm.room.BotPlayer;
import hokm.room.Chance;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Ruling;
import hokm.rules.Seat;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Plays whole matches of bots in process, on the rules that the rooms use. */
public record Simulation(MatchRules rules, PerSeat<BotPlayer> bots) {

  /** @param no which of the seed's matches; each can be played again without the others */
  public List<Event> match(long seed, int no) {
    var chance = new Chance(new Random(seed * 0x9E3779B97F4A7C15L + no * 0xBF58476D1CE4E5B9L));
    var match = Match.begin(rules);
    var events = new ArrayList<Event>();
    while (match.winner().isEmpty()) {
      var next = accepted(match, next(match, chance));
      events.addAll(next);
      match = match.after(next);
    }
    return events;
  }

  private Command next(Match match, Chance chance) {
    return switch (match.phase()) {
      case DRAWING -> new Command.DrawHakem(chance.seat(), chance.deck());
      case BETWEEN_DEALS -> new Command.PrepareDeal(chance.secret());
      case PREPARING -> prepare(match, chance);
      case NAMING_TRUMP, PLAYING -> act(match);
      case OVER -> throw new IllegalStateException("A match that is over waits for nothing.");
    };
  }

  private static Command prepare(Match match, Chance chance) {
    for (Seat seat : Seat.values()) {
      if (match.salts().at(seat).isEmpty()) return new Command.ContributeSalt(seat, chance.salt());
    }
    return new Command.BeginDeal();
  }

  private Command act(Match match) {
    var seat = match.turn().orElseThrow();
    return bots.at(seat).act(match.seenBy(seat));
  }

  private static List<Event> accepted(Match match, Command command) {
    if (match.judge(command) instanceof Ruling.Accepted ok) return ok.events();
    throw new IllegalStateException("A bot's act was refused: " + command);
  }
}
