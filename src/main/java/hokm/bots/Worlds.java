package hokm.bots;

import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.SeatView;
import hokm.rules.Trick;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Deals of the cards that a seat does not see, drawn among those that it can't exclude: each seat
 * has as many as it has, none of a suit in which it did not follow, and all that it has played.
 */
final class Worlds {

  /** A world, and how many of the drawn ones it stands for. */
  record World(long[] hands, int weight) {}

  private static final int TRUMP_TRIES = 6;
  private static final int FIRST_FIVE = 5;

  private final SplittableRandom luck;
  private final Position now;
  private final Position beginning;
  private final int own;
  private final int[] room = new int[4];
  private final long[] playedBy = new long[4];
  private final int[] plays;
  private final int[] cards;
  private final int[] free = new int[4];
  private final Position replay = new Position();

  Worlds(SeatView view, SplittableRandom luck) {
    this.luck = luck;
    now = Position.of(view);
    beginning = Position.beginning(view);
    own = view.seat().number();
    var made = new ArrayList<Integer>();
    view.tricks().forEach(trick -> remember(trick, made));
    view.trick().ifPresent(trick -> remember(trick, made));
    plays = made.stream().mapToInt(Integer::intValue).toArray();
    for (int seat = 0; seat < 4; seat++) {
      room[seat] = seat == own ? 0 : 13 - Long.bitCount(playedBy[seat]);
    }
    room[own] = 13 - Long.bitCount(playedBy[own] | now.hands[own]);
    long unseen = Position.ALL & ~(now.played | now.hands[own]);
    cards = new Hand(unseen).cards().stream().mapToInt(Card::index).toArray();
  }

  private void remember(Trick trick, List<Integer> made) {
    for (int i = 0; i < trick.cards().size(); i++) {
      int card = trick.cards().get(i).index();
      playedBy[(trick.leader().number() + i) % 4] |= 1L << card;
      made.add(card);
    }
  }

  /**
   * Draws several times as many and keeps them by how well they explain what the others have done.
   *
   * @param surprise how much less likely each card makes a world that it would not be played in
   */
  List<World> draw(int count, int times, double surprise) {
    int all = plays.length == 0 ? count : count * times;
    var drawn = new long[all][];
    var upTo = new double[all];
    double sum = 0;
    for (int i = 0; i < all; i++) {
      drawn[i] = plausible();
      sum += Math.pow(surprise, surprises(drawn[i]));
      upTo[i] = sum;
    }
    var kept = new ArrayList<World>();
    double at = luck.nextDouble();
    int weight = 0;
    for (int i = 0, taken = 0; i < all; i++, weight = 0) {
      while (taken < count && (taken + at) * sum <= upTo[i] * count) {
        taken++;
        weight++;
      }
      if (weight > 0) kept.add(new World(drawn[i], weight));
    }
    return kept;
  }

  /** One in which the hakem might well have named this trump on his first five. */
  private long[] plausible() {
    var hands = deal();
    if (now.hakem == own) return hands;
    for (int i = 0; i < TRUMP_TRIES && !namesTrump(hands[now.hakem] | playedBy[now.hakem]); i++) {
      hands = deal();
    }
    return hands;
  }

  private boolean namesTrump(long thirteen) {
    long five = 0;
    long left = thirteen;
    for (int i = 0; i < FIRST_FIVE; i++) {
      long rest = left;
      for (int skip = luck.nextInt(13 - i); skip > 0; skip--) rest &= rest - 1;
      five |= rest & -rest;
      left &= ~(rest & -rest);
    }
    return NormalBot.bestTrump(five) == now.trump;
  }

  /** The cards with the fewest seats to go to go first, so that none is left over. */
  long[] deal() {
    shuffle();
    System.arraycopy(room, 0, free, 0, 4);
    var hands = new long[4];
    hands[own] = now.hands[own];
    for (int seats = 1; seats <= 4; seats++) {
      for (int card : cards) {
        if (seatsFor(card) == seats) place(card, hands);
      }
    }
    return hands;
  }

  private void shuffle() {
    for (int last = cards.length - 1; last > 0; last--) {
      int other = luck.nextInt(last + 1);
      int card = cards[last];
      cards[last] = cards[other];
      cards[other] = card;
    }
  }

  private boolean mayGo(int card, int seat) {
    return room[seat] > 0 && !now.lacks(seat, Position.suit(card));
  }

  private int seatsFor(int card) {
    int seats = 0;
    for (int seat = 0; seat < 4; seat++) if (mayGo(card, seat)) seats++;
    return seats;
  }

  private void place(int card, long[] hands) {
    int places = 0;
    for (int seat = 0; seat < 4; seat++) if (mayGo(card, seat)) places += free[seat];
    if (places == 0) {
      exchange(card, hands);
      return;
    }
    int place = luck.nextInt(places);
    for (int seat = 0; seat < 4; seat++) {
      if (!mayGo(card, seat)) continue;
      place -= free[seat];
      if (place < 0) {
        give(card, seat, hands);
        return;
      }
    }
  }

  private void give(int card, int seat, long[] hands) {
    hands[seat] |= 1L << card;
    free[seat]--;
  }

  /** The seats that might have it are full, so one of them gives another card away for it. */
  private void exchange(int card, long[] hands) {
    for (int seat = 0; seat < 4; seat++) {
      if (!mayGo(card, seat)) continue;
      for (int other : cards) {
        if ((hands[seat] & 1L << other) == 0) continue;
        for (int to = 0; to < 4; to++) {
          if (free[to] == 0 || !mayGo(other, to)) continue;
          hands[seat] &= ~(1L << other);
          free[seat]++;
          give(other, to, hands);
          give(card, seat, hands);
          return;
        }
      }
    }
    throw new IllegalStateException("No deal fits what has been played.");
  }

  /** How many cards the others would not have played by the rules of thumb with these hands. */
  private int surprises(long[] hands) {
    replay.copy(beginning);
    for (int seat = 0; seat < 4; seat++) replay.hands[seat] = hands[seat] | playedBy[seat];
    int surprises = 0;
    for (int card : plays) {
      if (replay.turn != own && !alike(RulesOfThumb.card(replay), card)) surprises++;
      replay.play(card);
    }
    return surprises;
  }

  private boolean alike(int one, int other) {
    return one == other || Position.suit(one) == Position.suit(other)
        && replay.touch(Math.min(one, other), Math.max(one, other));
  }
}
