package hokm.room;

import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;

/** The simplest player that is always legal. */
final class LowestCard implements BotPlayer {

  @Override
  public Suit trump(SeatView view) {
    return view.hand().get(0).suit();
  }

  @Override
  public boolean throwIn(SeatView view) {
    return false;
  }

  @Override
  public Card play(SeatView view) {
    return view.legal().get(0);
  }
}
