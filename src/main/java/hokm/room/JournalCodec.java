package hokm.room;

import hokm.protocol.StopCause;
import hokm.protocol.TableEvent;
import hokm.rules.Card;
import hokm.rules.Event;
import hokm.rules.Fairness;
import hokm.rules.Hand;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import hokm.rules.Team;
import java.util.ArrayList;
import java.util.List;

/**
 * A few characters an event: what the events before it already say is left out and put back on
 * reading. The deck stands whole in it, the undealt part too.
 */
final class JournalCodec {

  /** No text of an event holds one. */
  static final char BETWEEN = '\t';

  private JournalCodec() {}

  static void encode(StringBuilder text, List<TableEvent> events) {
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) text.append(BETWEEN);
      if (events.get(i) instanceof TableEvent.Played played) write(text, played.event());
      else write(text, events.get(i));
    }
  }

  static List<TableEvent> decode(Table base, MatchRules rules, List<String> texts) {
    var events = new ArrayList<TableEvent>(texts.size());
    var table = base;
    for (String text : texts) {
      var event = event(table, rules, text);
      table = table.after(event);
      events.add(event);
    }
    return List.copyOf(events);
  }

  private static void write(StringBuilder to, TableEvent event) {
    if (event instanceof TableEvent.SeatTaken e) {
      to.append('t').append(e.seat().number()).append(e.level().isPresent() ? 1 : 0)
          .append(e.player()).append('|').append(e.name());
      SnapshotCodec.level(to, e.level());
    } else if (event instanceof TableEvent.SeatLeft e) {
      to.append('l').append(e.seat().number());
    } else if (event instanceof TableEvent.SeatAway e) {
      to.append('a').append(e.seat().number());
    } else if (event instanceof TableEvent.SeatBack e) {
      to.append('b').append(e.seat().number());
    } else if (event instanceof TableEvent.MatchStarted e) {
      to.append('m').append(e.matchId());
    } else if (event instanceof TableEvent.RematchWanted e) {
      to.append('r').append(e.seat().number());
    } else if (event instanceof TableEvent.TimeGivenBack e) {
      to.append('g').append(e.seat().number()).append(e.cause().ordinal()).append(e.millis());
    } else {
      throw new IllegalStateException("No text for " + event.getClass());
    }
  }

  private static void write(StringBuilder to, Event event) {
    if (event instanceof Event.CardPlayed e) {
      to.append('C').append(letter(e.card()));
    } else if (event instanceof Event.TrickWon) {
      to.append('W');
    } else if (event instanceof Event.CardsDealt e) {
      to.append('D').append(e.seat().number()).append(e.count());
    } else if (event instanceof Event.SaltContributed e) {
      to.append('S').append(e.seat().number()).append(e.salt());
    } else if (event instanceof Event.TrumpNamed e) {
      to.append('T').append(e.suit().letter());
    } else if (event instanceof Event.DealEnded) {
      to.append('E');
    } else if (event instanceof Event.DeckRevealed) {
      to.append('V');
    } else {
      writeRare(to, event);
    }
  }

  private static void writeRare(StringBuilder to, Event event) {
    if (event instanceof Event.HakemDrawn e) {
      to.append('H').append(e.start().number()).append(e.hakem().number());
      letters(to, e.cards());
    } else if (event instanceof Event.DealPrepared e) {
      to.append('P').append(e.secret());
    } else if (event instanceof Event.DealBegan e) {
      letters(to.append('B'), e.deck());
    } else if (event instanceof Event.ThrownIn e) {
      letters(to.append('R'), e.deck());
    } else if (event instanceof Event.Forfeited e) {
      to.append('F').append(e.seat().number()).append(e.reason());
    } else if (event instanceof Event.MatchEnded e) {
      to.append('M').append(e.winner().number());
    } else {
      throw new IllegalStateException("No text for " + event.getClass());
    }
  }

  private static TableEvent event(Table table, MatchRules rules, String text) {
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case 't' -> {
        var parts = rest.split("\\|", -1);
        yield new TableEvent.SeatTaken(seat(rest), parts[0].substring(2), parts[1],
            SnapshotCodec.level(rest.charAt(1) == '1', parts.length > 2 ? parts[2] : ""));
      }
      case 'l' -> new TableEvent.SeatLeft(seat(rest));
      case 'a' -> new TableEvent.SeatAway(seat(rest));
      case 'b' -> new TableEvent.SeatBack(seat(rest));
      case 'r' -> new TableEvent.RematchWanted(seat(rest));
      case 'm' -> new TableEvent.MatchStarted(rest, rules);
      case 'g' -> new TableEvent.TimeGivenBack(seat(rest),
          StopCause.values()[rest.charAt(1) - '0'], Long.parseLong(rest.substring(2)));
      default -> new TableEvent.Played(
          event(table.match().orElseThrow(), text.charAt(0), rest));
    };
  }

  private static Event event(Match match, char kind, String rest) {
    return switch (kind) {
      case 'H' -> new Event.HakemDrawn(seat(rest), cards(rest.substring(2)),
          Seat.at(rest.charAt(1) - '0'));
      case 'P' -> new Event.DealPrepared(match.dealNo() + 1, Fairness.secretCommit(rest), rest);
      case 'S' -> new Event.SaltContributed(seat(rest), rest.substring(1));
      case 'B' -> began(match, cards(rest));
      case 'D' -> dealt(match, seat(rest), rest.charAt(1) - '0');
      case 'R' -> new Event.ThrownIn(match.hakem().orElseThrow(), commit(match,
          match.deal().orElseThrow().throwIns() + 1, cards(rest)), cards(rest));
      case 'T' -> new Event.TrumpNamed(match.hakem().orElseThrow(), Suit.of(rest.charAt(0)));
      case 'C' -> new Event.CardPlayed(match.turn().orElseThrow(), card(rest.charAt(0)));
      case 'F' -> new Event.Forfeited(seat(rest), rest.substring(1));
      case 'M' -> new Event.MatchEnded(Team.values()[rest.charAt(0) - '0'], match.score());
      default -> concluded(match, kind);
    };
  }

  private static Event concluded(Match match, char kind) {
    var deal = match.deal().orElseThrow();
    return switch (kind) {
      case 'W' -> new Event.TrickWon(deal.tricks().size() + 1,
          deal.trick().winner(deal.trump().orElseThrow()).orElseThrow());
      case 'E' -> deal.ending(match.score());
      case 'V' -> match.revealing();
      default -> throw new IllegalStateException("A journal has no event " + kind);
    };
  }

  private static Event began(Match match, List<Card> deck) {
    var hakem = match.hakem().orElseThrow();
    return new Event.DealBegan(match.dealNo(), hakem, hakem.previous(), commit(match, 0, deck),
        deck);
  }

  private static String commit(Match match, int throwIns, List<Card> deck) {
    return Fairness.deckCommit(deck, Fairness.nonce(match.secret(), match.dealNo(), throwIns));
  }

  private static Event dealt(Match match, Seat seat, int count) {
    var deal = match.deal().orElseThrow();
    int from = deal.hands().toList().stream().mapToInt(Hand::size).sum();
    return new Event.CardsDealt(seat, count, List.copyOf(deal.deck().subList(from, from + count)));
  }

  private static Seat seat(String text) {
    return Seat.at(text.charAt(0) - '0');
  }

  private static void letters(StringBuilder to, List<Card> cards) {
    for (Card card : cards) to.append(letter(card));
  }

  /** A to Z for the first 26 cards of the ordered deck, a to z for the others. */
  private static char letter(Card card) {
    return (char) (card.index() < 26 ? 'A' + card.index() : 'a' + card.index() - 26);
  }

  private static Card card(char letter) {
    return Card.at(letter >= 'a' ? letter - 'a' + 26 : letter - 'A');
  }

  private static List<Card> cards(String letters) {
    return letters.chars().mapToObj(letter -> card((char) letter)).toList();
  }
}
