package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.Rank;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import java.util.stream.Stream;

/** Plays by {@link RulesOfThumb}; remembers every card and who did not follow. */
public final class NormalBot implements BotPlayer {

  private static final int LENGTH = 2;

  /** Length and honours together: an ace alone is worth three low cards, not four. */
  @Override
  public Suit trump(SeatView view) {
    return Suit.values()[bestTrump(Hand.of(view.hand()).bits())];
  }

  static int bestTrump(long five) {
    int best = 0;
    for (int suit = 1; suit < 4; suit++) {
      if (worthAsTrump(five, suit) > worthAsTrump(five, best)) best = suit;
    }
    return best;
  }

  private static int worthAsTrump(long five, int suit) {
    int worth = 0;
    for (long left = five & Position.ofSuit(suit); left != 0; left &= left - 1) {
      int rank = Position.lowest(left) - suit * 13;
      worth += LENGTH + Math.max(0, rank - Rank.NINE.ordinal());
    }
    return worth;
  }

  /** Five low cards win little whatever is trump, unless four of them are of one suit. */
  @Override
  public boolean throwIn(SeatView view) {
    return view.mayThrowIn() && Stream.of(Suit.values())
        .allMatch(suit -> Hand.of(view.hand()).only(suit).size() < 4);
  }

  @Override
  public Card play(SeatView view) {
    return Card.at(RulesOfThumb.card(Position.of(view)));
  }
}
