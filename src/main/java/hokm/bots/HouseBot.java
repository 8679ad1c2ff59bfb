package hokm.bots;

import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.Rank;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import hokm.rules.Trick;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A sensible partner without searching: wins cheaply, lets its partner's winner stand, ruffs low,
 * leads what nobody can beat. Remembers the open tricks and nothing else.
 */
public final class HouseBot implements BotPlayer {

  private static final Comparator<Card> BY_RANK = Comparator.comparing(Card::rank);
  private static final int LENGTH = 2;

  /** Length and honours together: an ace alone is worth three low cards, not four. */
  @Override
  public Suit trump(SeatView view) {
    return Stream.of(Suit.values())
        .max(Comparator.comparingInt(suit -> worthAsTrump(view.hand(), suit))).orElseThrow();
  }

  private static int worthAsTrump(List<Card> five, Suit suit) {
    return five.stream().filter(card -> card.suit() == suit)
        .mapToInt(card -> LENGTH + Math.max(0, card.rank().ordinal() - Rank.NINE.ordinal())).sum();
  }

  /** Five low cards win little whatever is trump, unless four of them are of one suit. */
  @Override
  public boolean throwIn(SeatView view) {
    return view.mayThrowIn() && Stream.of(Suit.values())
        .allMatch(suit -> Hand.of(view.hand()).only(suit).size() < 4);
  }

  @Override
  public Card play(SeatView view) {
    if (view.legal().size() == 1) return view.legal().get(0);
    var memory = Memory.of(view);
    var trick = view.trick().orElseThrow();
    if (trick.cards().isEmpty()) return new Lead(view, memory).card();
    return follow(view, memory, trick);
  }

  private static Card follow(SeatView view, Memory memory, Trick trick) {
    var trump = memory.trump();
    boolean last = trick.cards().size() == 3;
    var winner = trick.winner(trump).orElseThrow();
    var winning = cardOf(trick, winner);
    if (winner == view.seat().partner() && stands(winning, trick, memory)) {
      return discard(view.legal(), view, memory);
    }
    var winners = view.legal().stream()
        .filter(card -> Trick.beats(card, winning, trump)).sorted(BY_RANK).toList();
    if (winners.isEmpty()) return discard(view.legal(), view, memory);
    if (last) return cheapest(winners, trump);
    return cheapestThatHolds(winners, winner, trick, memory)
        .orElseGet(() -> discard(view.legal(), view, memory));
  }

  /** Before the last seat: a card that can't be beaten in its suit, or third hand's highest. */
  private static Optional<Card> cheapestThatHolds(List<Card> winners, Seat winner, Trick trick,
      Memory memory) {
    var trump = memory.trump();
    var ruffs = winners.stream().filter(card -> card.suit() == trump).toList();
    boolean ruffing = trick.cards().get(0).suit() != trump && ruffs.size() == winners.size();
    if (ruffing) return ruff(ruffs.get(0), winner, trick, memory);
    var sure = winners.stream().filter(memory::highest).findFirst();
    if (sure.isPresent()) return sure;
    if (trick.cards().size() == 1) return Optional.empty();
    var best = winners.get(winners.size() - 1);
    return Optional.of(winners.stream().filter(card -> touches(card, best, memory)).findFirst()
        .orElse(best));
  }

  /** Second hand keeps its trump, for its partner may win; a partner's trick is not ruffed. */
  private static Optional<Card> ruff(Card lowest, Seat winner, Trick trick, Memory memory) {
    boolean second = trick.cards().size() == 1;
    return Optional.of(lowest)
        .filter(card -> !second && winner != memory.own().partner());
  }

  /** Whether no card that is out lies between the two, so that the lower does as well. */
  private static boolean touches(Card low, Card high, Memory memory) {
    long between = (1L << high.index()) - (1L << low.index());
    return (memory.unseen().bits() & between) == 0;
  }

  /** Whether the partner's card will win as far as one can tell. */
  private static boolean stands(Card winning, Trick trick, Memory memory) {
    if (trick.cards().size() == 3) return true;
    var last = memory.own().next();
    var led = trick.cards().get(0).suit();
    if (winning.suit() == led && memory.mayRuff(last, led)) return false;
    if (winning.suit() != led && memory.mayHold(last, led)) return true;
    return memory.highest(winning) || !memory.mayHold(last, winning.suit());
  }

  private static Card cheapest(List<Card> winners, Suit trump) {
    return winners.stream()
        .min(Comparator.comparing((Card card) -> card.suit() == trump).thenComparing(BY_RANK))
        .orElseThrow();
  }

  /** The card that will be missed least: low, no trump, no sure winner. */
  private static Card discard(List<Card> legal, SeatView view, Memory memory) {
    var hand = Hand.of(view.hand());
    return legal.stream()
        .min(Comparator.comparing((Card card) -> card.suit() == memory.trump())
            .thenComparing(memory::highest)
            .thenComparing(BY_RANK)
            .thenComparingInt(card -> hand.only(card.suit()).size()))
        .orElseThrow();
  }

  private static Card cardOf(Trick trick, Seat seat) {
    return trick.cards().get((seat.number() - trick.leader().number() + 4) % 4);
  }
}
