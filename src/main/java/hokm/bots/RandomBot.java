package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;

/** A card with equal chance, also to name the trump by: the yardstick for the others. */
public record RandomBot(long seed) implements BotPlayer {

  @Override
  public Suit trump(SeatView view) {
    return view.hand().get(below(view.hand().size(), view)).suit();
  }

  @Override
  public boolean throwIn(SeatView view) {
    return false;
  }

  @Override
  public Card play(SeatView view) {
    return view.legal().get(below(view.legal().size(), view));
  }

  private int below(int bound, SeatView view) {
    return Luck.of(seed, view).nextInt(bound);
  }
}
