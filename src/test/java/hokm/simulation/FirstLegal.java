package hokm.simulation;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;

/** A bot that loses no time. */
final class FirstLegal implements BotPlayer {

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
