package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import java.util.List;

/**
 * Flat Monte Carlo: plays each of its cards in the same worlds to the end of the deal, all seats by
 * {@link RulesOfThumb}, and takes the card that brings its team most.
 */
public final class HardBot implements BotPlayer {

  private static final int WORLDS = 200;
  /** Worlds that are drawn for each one that is kept. */
  private static final int TIMES = 4;
  /** How much less a world counts for each card that it does not explain. */
  private static final double SURPRISE = 0.3;

  private final long seed;
  private final NormalBot normal = new NormalBot();

  public HardBot(long seed) {
    this.seed = seed;
  }

  @Override
  public Suit trump(SeatView view) {
    var worlds = new Worlds(view, Luck.of(seed, view)).draw(WORLDS, 1, 1);
    var root = Position.of(view);
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int suit = 0; suit < 4; suit++) {
      if ((root.hands[root.turn] & Position.ofSuit(suit)) == 0) continue;
      root.trump = suit;
      double worth = worth(root, worlds, -1);
      if (worth <= most) continue;
      most = worth;
      best = suit;
    }
    return Suit.values()[best];
  }

  @Override
  public boolean throwIn(SeatView view) {
    return normal.throwIn(view);
  }

  @Override
  public Card play(SeatView view) {
    var root = Position.of(view);
    long choices = distinct(root);
    if (Long.bitCount(choices) == 1) return Card.at(Position.lowest(choices));
    var worlds = new Worlds(view, Luck.of(seed, view)).draw(WORLDS, TIMES, SURPRISE);
    int best = -1;
    double most = Double.NEGATIVE_INFINITY;
    for (long left = choices; left != 0; left &= left - 1) {
      int card = Position.lowest(left);
      double worth = worth(root, worlds, card);
      if (worth <= most) continue;
      most = worth;
      best = card;
    }
    return Card.at(best);
  }

  /** Of cards that do the same only the lowest. */
  private static long distinct(Position at) {
    long chosen = 0;
    int last = -1;
    for (long left = at.legal(); left != 0; left &= left - 1) {
      int card = Position.lowest(left);
      boolean same = last >= 0 && Position.suit(last) == Position.suit(card)
          && at.touch(last, card);
      if (!same) chosen |= 1L << card;
      last = card;
    }
    return chosen;
  }

  private static double worth(Position root, List<Worlds.World> worlds, int card) {
    var at = new Position();
    double sum = 0;
    for (var world : worlds) {
      at.copy(root);
      System.arraycopy(world.hands(), 0, at.hands, 0, 4);
      if (card >= 0) at.play(card);
      while (!at.over()) at.play(RulesOfThumb.card(at));
      sum += world.weight() * points(at, root.turn & 1);
    }
    return sum;
  }

  /** What the deal brings the team, less what it brings the others. */
  private static int points(Position over, int team) {
    int winner = over.won[0] == Position.TRICKS_TO_WIN ? 0 : 1;
    int points = over.won[1 - winner] > 0 ? 1 : winner == (over.hakem & 1) ? 2 : 3;
    return winner == team ? points : -points;
  }
}
