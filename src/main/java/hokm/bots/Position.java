package hokm.bots;

import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.SeatView;
import hokm.rules.Team;
import hokm.rules.Trick;

/**
 * A deal in progress as bits, which is changed in place: the bots play it to its end thousands of
 * times a move. Seats, suits and cards are their numbers; a set of cards has one bit a card.
 */
final class Position {

  static final int TRICKS_TO_WIN = 7;
  static final long ALL = (1L << 52) - 1;
  private static final int SUIT_SIZE = 13;
  private static final long[] OF_SUIT = new long[4];
  private static final int[] SUIT = new int[52];

  static {
    for (int card = 0; card < 52; card++) {
      SUIT[card] = card / SUIT_SIZE;
      OF_SUIT[SUIT[card]] |= 1L << card;
    }
  }

  /** Of a seat whose cards nobody has told it is empty. */
  final long[] hands = new long[4];
  /** Tricks of each team. */
  final int[] won = new int[2];
  int trump;
  int hakem;
  long played;
  /** One bit for each suit in which the seat did not follow, four a seat. */
  int voids;
  int turn;
  /** Cards in the trick. */
  int lying;
  int led;
  /** The card that wins the trick as it lies, and whose it is. */
  int best;
  int winner;

  static int suit(int card) {
    return SUIT[card];
  }

  static long ofSuit(int suit) {
    return OF_SUIT[suit];
  }

  static int lowest(long cards) {
    return Long.numberOfTrailingZeros(cards);
  }

  static int highest(long cards) {
    return 63 - Long.numberOfLeadingZeros(cards);
  }

  /** What the seat knows; the other three hands are empty. */
  static Position of(SeatView view) {
    var position = beginning(view);
    position.hands[view.seat().number()] = Hand.of(view.hand()).bits();
    view.tricks().forEach(position::play);
    view.trick().ifPresent(position::play);
    for (Team team : Team.values()) position.won[team.number()] = view.tricksWon().at(team);
    return position;
  }

  /** Before the first lead, all hands empty. */
  static Position beginning(SeatView view) {
    var position = new Position();
    view.trump().ifPresent(suit -> position.trump = suit.ordinal());
    position.hakem = view.hakem().orElseThrow().number();
    position.turn = position.hakem;
    return position;
  }

  void copy(Position from) {
    System.arraycopy(from.hands, 0, hands, 0, 4);
    won[0] = from.won[0];
    won[1] = from.won[1];
    trump = from.trump;
    hakem = from.hakem;
    played = from.played;
    voids = from.voids;
    turn = from.turn;
    lying = from.lying;
    led = from.led;
    best = from.best;
    winner = from.winner;
  }

  private void play(Trick trick) {
    turn = trick.leader().number();
    for (Card card : trick.cards()) play(card.index());
  }

  void play(int card) {
    hands[turn] &= ~(1L << card);
    played |= 1L << card;
    if (lying == 0) {
      led = SUIT[card];
      best = card;
      winner = turn;
    } else {
      if (SUIT[card] != led) voids |= 1 << turn * 4 + led;
      if (beats(card)) {
        best = card;
        winner = turn;
      }
    }
    turn = turn + 1 & 3;
    if (++lying < 4) return;
    won[winner & 1]++;
    turn = winner;
    lying = 0;
  }

  boolean beats(int card) {
    return SUIT[card] == SUIT[best] ? card > best : SUIT[card] == trump;
  }

  boolean over() {
    return won[0] == TRICKS_TO_WIN || won[1] == TRICKS_TO_WIN;
  }

  /** What the seat in turn may play. */
  long legal() {
    long hand = hands[turn];
    if (lying == 0) return hand;
    long following = hand & OF_SUIT[led];
    return following != 0 ? following : hand;
  }

  /** The cards that the seat in turn does not see: in the other three hands. */
  long unseen() {
    return ALL & ~(played | hands[turn]);
  }

  /** As far as the seat in turn can tell. */
  boolean mayHold(int seat, int suit) {
    return !lacks(seat, suit) && (unseen() & OF_SUIT[suit]) != 0;
  }

  boolean lacks(int seat, int suit) {
    return (voids & 1 << seat * 4 + suit) != 0;
  }

  /** Whether the seat is known to have none of the suit and may still have a trump for it. */
  boolean mayRuff(int seat, int suit) {
    return suit != trump && !mayHold(seat, suit) && mayHold(seat, trump);
  }

  boolean opponentsMayRuff(int suit) {
    return mayRuff(turn + 1 & 3, suit) || mayRuff(turn + 3 & 3, suit);
  }

  boolean opponentsMayHoldTrump() {
    return mayHold(turn + 1 & 3, trump) || mayHold(turn + 3 & 3, trump);
  }

  /** Those of the cards, all of one suit, that no unseen card of the suit beats. */
  long unbeaten(long cards, int suit) {
    long out = unseen() & OF_SUIT[suit];
    return out == 0 ? cards : cards & -(2L << highest(out));
  }

  /** The cards above this one in its suit that are unseen. */
  long above(int card) {
    return unseen() & OF_SUIT[SUIT[card]] & -(2L << card);
  }

  /** Whether no unseen card lies between the two, so that the lower one does as well. */
  boolean touch(int low, int high) {
    return (unseen() & (1L << high) - (1L << low)) == 0;
  }
}
