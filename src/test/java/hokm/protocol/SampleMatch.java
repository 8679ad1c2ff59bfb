package hokm.protocol;

import hokm.rules.Card;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.rules.Ruling;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.ArrayList;
import java.util.List;

/** A match that goes on by itself, each seat with its first legal card. */
final class SampleMatch {

  static final MatchRules RULES =
      new MatchRules(2, MatchRules.FirstHakem.FIRST_ACE, MatchRules.Redeal.LOW_FIVE);

  final List<Event> events = new ArrayList<>();
  private Match match = Match.begin(RULES);

  Match match() {
    return match;
  }

  void until(Phase phase) {
    while (match.phase() != phase) step();
  }

  void step() {
    switch (match.phase()) {
      case DRAWING -> act(new Command.DrawHakem(Seat.SOUTH, Card.deck()));
      case BETWEEN_DEALS -> act(new Command.PrepareDeal("0a".repeat(31) + "0" + match.dealNo()));
      case PREPARING -> {
        for (Seat seat : Seat.values()) act(new Command.ContributeSalt(seat, "a" + seat.number()));
        act(new Command.BeginDeal());
      }
      case NAMING_TRUMP -> act(new Command.NameTrump(match.turn().orElseThrow(), Suit.HEARTS));
      case PLAYING -> {
        var seat = match.turn().orElseThrow();
        act(new Command.PlayCard(seat, match.seenBy(seat).legal().get(0)));
      }
      default -> throw new IllegalStateException("The match is over.");
    }
  }

  void act(Command command) {
    var happened = ((Ruling.Accepted) match.judge(command)).events();
    match = match.after(happened);
    events.addAll(happened);
  }
}
