package hokm.room;

import hokm.protocol.BotLevel;
import hokm.rules.Command;
import hokm.rules.Match;
import hokm.rules.Seat;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What the room itself does for a seat. A bot begins to think when its turn comes, so that this
 * counts into the time that it is seen to take; for a person it is decided when his time is up.
 */
final class BotTurn {

  private final Bots bots;
  private final Timers timers;
  private Match about;
  private Future<Command> act;

  BotTurn(Bots bots, Timers timers) {
    this.bots = bots;
    this.timers = timers;
  }

  /** After each change of the room. Comings and goings leave the match, and so the thought, be. */
  void follow(Table table) {
    var level = table.match().flatMap(Match::turn).map(table.occupants()::at)
        .flatMap(occupant -> occupant.level());
    if (level.isEmpty()) {
      about = null;
      act = null;
      return;
    }
    var match = table.match().orElseThrow();
    if (match == about) return;
    about = match;
    act = ask(level.get(), match, match.turn().orElseThrow());
  }

  /** @return empty where the match waits for no single seat */
  Future<Optional<Command>> act(Table table) {
    var match = table.match().orElseThrow();
    if (match == about) return act.map(Optional::of);
    return match.turn().map(seat -> ask(BotLevel.NORMAL, match, seat).map(Optional::of))
        .orElse(Future.succeededFuture(Optional.empty()));
  }

  private Future<Command> ask(BotLevel level, Match match, Seat seat) {
    return bots.act(level, match.seenBy(seat), timers);
  }
}
