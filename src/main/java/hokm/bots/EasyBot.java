package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;

/** A beginner: plays any card that is allowed, and now and then the right one. */
public final class EasyBot implements BotPlayer {

  private static final int ONE_IN = 10;

  private final long seed;
  private final RandomBot careless;
  private final NormalBot careful = new NormalBot();

  public EasyBot(long seed) {
    this.seed = seed;
    careless = new RandomBot(seed);
  }

  @Override
  public Suit trump(SeatView view) {
    return careless.trump(view);
  }

  @Override
  public boolean throwIn(SeatView view) {
    return false;
  }

  @Override
  public Card play(SeatView view) {
    boolean thinks = Luck.of(~seed, view).nextInt(ONE_IN) == 0;
    return thinks ? careful.play(view) : careless.play(view);
  }
}
