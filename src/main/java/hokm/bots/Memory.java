package hokm.bots;

import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import hokm.rules.Trick;
import java.util.ArrayList;
import java.util.List;

/**
 * What a careful player works out from the tricks that lie open.
 *
 * @param unseen the cards that the other three seats hold or that are not dealt
 * @param voids one bit for each suit in which the seat did not follow
 */
record Memory(Seat own, Suit trump, Hand unseen, PerSeat<Integer> voids) {

  private static final long ALL = (1L << 52) - 1;

  static Memory of(SeatView view) {
    var memory = new Memory(view.seat(), view.trump().orElseThrow(),
        new Hand(ALL & ~Hand.of(view.hand()).bits()), PerSeat.all(0));
    var tricks = new ArrayList<>(view.tricks());
    view.trick().ifPresent(tricks::add);
    return memory.after(tricks);
  }

  private Memory after(List<Trick> tricks) {
    long left = unseen.bits();
    int[] lacks = new int[4];
    for (Trick trick : tricks) {
      for (int i = 0; i < trick.cards().size(); i++) {
        var card = trick.cards().get(i);
        left &= ~(1L << card.index());
        if (card.suit() != trick.cards().get(0).suit()) {
          lacks[(trick.leader().number() + i) % 4] |= 1 << trick.cards().get(0).suit().ordinal();
        }
      }
    }
    return new Memory(own, trump, new Hand(left), PerSeat.of(seat -> lacks[seat.number()]));
  }

  boolean mayHold(Seat seat, Suit suit) {
    return (voids.at(seat) & 1 << suit.ordinal()) == 0 && unseen.holds(suit);
  }

  /** Whether the seat is known to lack the suit and may still have a trump for it. */
  boolean mayRuff(Seat seat, Suit suit) {
    return suit != trump && !mayHold(seat, suit) && mayHold(seat, trump);
  }

  boolean opponentsMayRuff(Suit suit) {
    return mayRuff(own.next(), suit) || mayRuff(own.previous(), suit);
  }

  boolean opponentsMayHoldTrump() {
    return mayHold(own.next(), trump) || mayHold(own.previous(), trump);
  }

  /** Whether no card that is out beats this one in its own suit. */
  boolean highest(Card card) {
    return unseen.only(card.suit()).bits() >>> card.index() == 0;
  }

  int left(Suit suit) {
    return unseen.only(suit).size();
  }
}
