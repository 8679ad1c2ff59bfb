package hokm.room;

import hokm.protocol.TableEvent;
import hokm.rules.Event;

/**
 * How far those who look on may see: one trick late, so that nobody can play by what they tell.
 * While a deal is played that is the end of the trick before the last complete one, and before
 * there are two the moment in which the first card is led; otherwise all of it. It never goes back.
 */
final class Horizon {

  private long ledAfter = -1;
  private long trick = -1;
  private long trickBefore = -1;

  private Horizon() {}

  /** The number of the newest event that those who look on may know. */
  static long of(RoomState state) {
    var horizon = new Horizon();
    long n = state.last() - state.sinceDeal().size();
    for (TableEvent told : state.sinceDeal()) {
      n++;
      if (told instanceof TableEvent.Played played) horizon.see(n, played.event());
    }
    if (horizon.ledAfter < 0) return state.last();
    return horizon.trickBefore < 0 ? horizon.ledAfter : horizon.trickBefore;
  }

  private void see(long n, Event event) {
    if (event instanceof Event.CardPlayed && ledAfter < 0) {
      ledAfter = n - 1;
    } else if (event instanceof Event.TrickWon) {
      trickBefore = trick;
      trick = n;
    } else if (event instanceof Event.DeckRevealed) {
      ledAfter = -1;
    }
  }
}
