package hokm.room;

import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;

/** Acts for a seat, on what that seat may know. Never blocks; the same view, the same act. */
public interface BotPlayer {

  /** Asked only while the seat is the hakem with five cards. */
  Suit trump(SeatView view);

  boolean throwIn(SeatView view);

  /** One of the view's legal cards. Asked only on the seat's turn. */
  Card play(SeatView view);
}
