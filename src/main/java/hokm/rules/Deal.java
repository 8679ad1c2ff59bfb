package hokm.rules;

import static hokm.rules.Ruling.accepted;
import static hokm.rules.Ruling.refused;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tricks until one team has seven.
 *
 * @param deck all 52 in deal order, the undealt part included, so that a saved deal is whole
 * @param throwIns how often the hakem has thrown in his five
 * @param trick the trick on the table; without cards before its lead
 */
public record Deal(int no, Seat hakem, List<Card> deck, String commit, int throwIns,
    PerSeat<Hand> hands, Optional<Suit> trump, List<Trick> tricks, Trick trick,
    PerTeam tricksWon) {

  static final int TRICKS_TO_WIN = 7;
  static final int THROW_INS = 2;
  private static final int FIRST_PACKET = 5;
  private static final int LATER_PACKET = 4;

  static Deal begin(Event.DealBegan began) {
    return fresh(began.no(), began.hakem(), began.deck(), began.commit(), 0);
  }

  private static Deal fresh(int no, Seat hakem, List<Card> deck, String commit, int throwIns) {
    return new Deal(no, hakem, deck, commit, throwIns, PerSeat.all(Hand.EMPTY), Optional.empty(),
        List.of(), Trick.ledBy(hakem), PerTeam.ZERO);
  }

  /** The hakem's first five, before anyone else has a card. */
  static Event.CardsDealt firstPacket(Seat hakem, List<Card> deck) {
    return packet(hakem, deck, 0, FIRST_PACKET);
  }

  private static Event.CardsDealt packet(Seat seat, List<Card> deck, int from, int count) {
    return new Event.CardsDealt(seat, count, List.copyOf(deck.subList(from, from + count)));
  }

  Ruling nameTrump(Seat seat, Suit suit) {
    if (seat != hakem) return refused(Refusal.NOT_THE_HAKEM);
    if (trump.isPresent()) return refused(Refusal.TRUMP_ALREADY_NAMED);
    var events = new ArrayList<Event>();
    events.add(new Event.TrumpNamed(seat, suit));
    int from = FIRST_PACKET;
    for (Seat to = hakem.next(); to != hakem; to = to.next(), from += FIRST_PACKET) {
      events.add(packet(to, deck, from, FIRST_PACKET));
    }
    for (int i = 0; i < 8; i++, from += LATER_PACKET) {
      events.add(packet(Seat.at((hakem.number() + i) % 4), deck, from, LATER_PACKET));
    }
    return accepted(events);
  }

  boolean mayThrowIn(Seat seat, MatchRules.Redeal rule) {
    return rule == MatchRules.Redeal.LOW_FIVE && seat == hakem && trump.isEmpty()
        && throwIns < THROW_INS
        && hands.at(seat).cards().stream().allMatch(c -> c.rank().compareTo(Rank.TEN) <= 0);
  }

  Ruling play(Seat seat, Card card) {
    if (trump.isEmpty()) return refused(Refusal.TRUMP_NOT_NAMED);
    if (seat != trick.turn()) return refused(Refusal.NOT_YOUR_TURN);
    if (!hands.at(seat).holds(card)) return refused(Refusal.CARD_NOT_HELD);
    if (!legal(seat).holds(card)) return refused(Refusal.MUST_FOLLOW_SUIT);
    var events = new ArrayList<Event>();
    events.add(new Event.CardPlayed(seat, card));
    var played = trick.plus(card);
    if (played.complete()) {
      events.add(new Event.TrickWon(tricks.size() + 1, played.winner(trump.get()).orElseThrow()));
    }
    return accepted(events);
  }

  /** What the seat may play if it is its turn; empty otherwise. */
  Hand legal(Seat seat) {
    if (trump.isEmpty() || winner().isPresent() || seat != trick.turn()) return Hand.EMPTY;
    var hand = hands.at(seat);
    return trick.suitLed().filter(hand::holds).map(hand::only).orElse(hand);
  }

  Optional<Team> winner() {
    for (Team team : Team.values()) {
      if (tricksWon.at(team) == TRICKS_TO_WIN) return Optional.of(team);
    }
    return Optional.empty();
  }

  /** How this won deal counts. @param before the match's score without it */
  public Event.DealEnded ending(PerTeam before) {
    var team = winner().orElseThrow();
    var kind = kind(team);
    return new Event.DealEnded(team, tricksWon, kind, before.plus(team, kind.points()));
  }

  private DealKind kind(Team winner) {
    if (tricksWon.at(winner.other()) > 0) return DealKind.WIN;
    return winner == hakem.team() ? DealKind.KOT : DealKind.HAKEM_KOT;
  }

  /** The hakem stays when his team won; otherwise the seat to his right follows. */
  Seat nextHakem(Team winner) {
    return winner == hakem.team() ? hakem : hakem.next();
  }

  Deal dealt(Event.CardsDealt e) {
    return withHands(hands.with(e.seat(), hands.at(e.seat()).plus(e.cards())));
  }

  Deal thrownIn(Event.ThrownIn e) {
    return fresh(no, hakem, e.deck(), e.commit(), throwIns + 1);
  }

  Deal named(Suit suit) {
    return new Deal(no, hakem, deck, commit, throwIns, hands, Optional.of(suit), tricks, trick,
        tricksWon);
  }

  Deal played(Event.CardPlayed e) {
    return withHands(hands.with(e.seat(), hands.at(e.seat()).minus(e.card())))
        .withTricks(tricks, trick.plus(e.card()), tricksWon);
  }

  Deal won(Event.TrickWon e) {
    var more = new ArrayList<>(tricks);
    more.add(trick);
    return withTricks(List.copyOf(more), Trick.ledBy(e.seat()),
        tricksWon.plus(e.seat().team(), 1));
  }

  private Deal withHands(PerSeat<Hand> hands) {
    return new Deal(no, hakem, deck, commit, throwIns, hands, trump, tricks, trick, tricksWon);
  }

  private Deal withTricks(List<Trick> tricks, Trick trick, PerTeam tricksWon) {
    return new Deal(no, hakem, deck, commit, throwIns, hands, trump, tricks, trick, tricksWon);
  }
}
