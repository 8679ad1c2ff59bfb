package hokm.room;

import hokm.protocol.BotLevel;
import hokm.rules.Command;
import hokm.rules.SeatView;
import io.vertx.core.Future;

/** Who acts for seats that no person plays. */
public interface Bots {

  /**
   * What the seat in turn does. Never blocks the event loop that asks.
   *
   * @param view of the seat in turn, which names the trump or plays a card
   * @param timers of the event loop that asks
   * @return completes on that loop and never fails, within a bound that the implementation names
   */
  Future<Command> act(BotLevel level, SeatView view, Timers timers);

  /** The same player at every level, which is asked at once. */
  static Bots atOnce(BotPlayer bot) {
    return (level, view, timers) -> Future.succeededFuture(bot.act(view));
  }
}
