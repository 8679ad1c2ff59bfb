package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Phase;
import java.util.ArrayList;
import java.util.List;

/** The turns of a whole match, as they came. */
final class Moments {

  private Moments() {}

  /** Each is one in which the seat in turn may play a card. */
  static List<Match> ofPlay(BotPlayer all, long seed) {
    return of(all, seed, Phase.PLAYING).stream().filter(Moments::waitsForACard).toList();
  }

  static List<Match> ofTrump(BotPlayer all, long seed) {
    return of(all, seed, Phase.NAMING_TRUMP).stream()
        .filter(match -> match.seenBy(match.turn().orElseThrow()).hand().size() == 5).toList();
  }

  private static List<Match> of(BotPlayer all, long seed, Phase phase) {
    var match = Match.begin(MatchRules.DEFAULT);
    var moments = new ArrayList<Match>();
    for (Event event : new Simulation(MatchRules.DEFAULT, PerSeat.all(all)).match(seed, 1)) {
      match = event.on(match);
      if (match.phase() == phase && match.turn().isPresent()) moments.add(match);
    }
    return moments;
  }

  /** All packets are dealt, no complete trick lies, and nobody has won. */
  private static boolean waitsForACard(Match match) {
    var view = match.seenBy(match.turn().orElseThrow());
    int lying = view.trick().map(trick -> trick.cards().size()).orElse(0);
    int held = view.handSizes().toList().stream().mapToInt(Integer::intValue).sum();
    return !view.legal().isEmpty() && lying < 4 && held + lying + 4 * view.tricks().size() == 52;
  }
}
