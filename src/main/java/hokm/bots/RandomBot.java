package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import java.util.Random;

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
    // The commitment differs in every deal and the hand at every move, so no state is needed.
    long moment = view.dealCommit().hashCode() * 0x9E3779B97F4A7C15L + Hand.of(view.hand()).bits();
    return new Random(seed + moment * 0xBF58476D1CE4E5B9L).nextInt(bound);
  }
}
