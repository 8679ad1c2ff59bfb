package hokm.room;

import hokm.rules.Card;
import hokm.rules.Command;
import hokm.rules.Phase;
import hokm.rules.SeatView;
import hokm.rules.Suit;

/** Acts for a seat, on what that seat may know. Never blocks; the same view, the same act. */
public interface BotPlayer {

  /** Asked only while the seat is the hakem with five cards. */
  Suit trump(SeatView view);

  boolean throwIn(SeatView view);

  /** One of the view's legal cards. Asked only on the seat's turn. */
  Card play(SeatView view);

  /** What the seat in turn does now. */
  default Command act(SeatView view) {
    if (view.phase() == Phase.PLAYING) return new Command.PlayCard(view.seat(), play(view));
    return view.mayThrowIn() && throwIn(view)
        ? new Command.ThrowIn(view.seat()) : new Command.NameTrump(view.seat(), trump(view));
  }
}
