package hokm.room;

import com.fasterxml.jackson.core.JsonGenerator;
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
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A few characters an event: what the events before it already say is left out and put back on
 * reading. The deck stands whole in it, the undealt part too.
 */
final class JournalCodec {

  private JournalCodec() {}

  static void encode(JsonGenerator json, List<TableEvent> events) throws IOException {
    json.writeStartArray();
    for (TableEvent event : events) json.writeString(text(event));
    json.writeEndArray();
  }

  static List<TableEvent> decode(Table base, MatchRules rules, JsonArray json) {
    var events = new ArrayList<TableEvent>(json.size());
    var table = base;
    for (int i = 0; i < json.size(); i++) {
      var event = event(table, rules, json.getString(i));
      table = table.after(event);
      events.add(event);
    }
    return List.copyOf(events);
  }

  private static String text(TableEvent event) {
    if (event instanceof TableEvent.Played played) return text(played.event());
    if (event instanceof TableEvent.SeatTaken e) {
      return "t" + e.seat().number() + (e.bot() ? 1 : 0) + e.player() + "|" + e.name();
    }
    if (event instanceof TableEvent.SeatLeft e) return "l" + e.seat().number();
    if (event instanceof TableEvent.SeatAway e) return "a" + e.seat().number();
    if (event instanceof TableEvent.SeatBack e) return "b" + e.seat().number();
    if (event instanceof TableEvent.MatchStarted e) return "m" + e.matchId();
    if (event instanceof TableEvent.TimeGivenBack e) {
      return "g" + e.seat().number() + e.cause().ordinal() + e.millis();
    }
    throw new IllegalStateException("No text for " + event.getClass());
  }

  private static String text(Event event) {
    if (event instanceof Event.HakemDrawn e) {
      return "H" + e.start().number() + e.hakem().number() + letters(e.cards());
    }
    if (event instanceof Event.DealPrepared e) return "P" + e.secret();
    if (event instanceof Event.SaltContributed e) return "S" + e.seat().number() + e.salt();
    if (event instanceof Event.DealBegan e) return "B" + letters(e.deck());
    if (event instanceof Event.CardsDealt e) return "D" + e.seat().number() + e.count();
    if (event instanceof Event.ThrownIn e) return "R" + letters(e.deck());
    if (event instanceof Event.TrumpNamed e) return "T" + e.suit().letter();
    if (event instanceof Event.CardPlayed e) return "C" + letter(e.card());
    if (event instanceof Event.TrickWon) return "W";
    if (event instanceof Event.DealEnded) return "E";
    if (event instanceof Event.DeckRevealed) return "V";
    if (event instanceof Event.Forfeited e) return "F" + e.seat().number() + e.reason();
    if (event instanceof Event.MatchEnded e) return "M" + e.winner().number();
    throw new IllegalStateException("No text for " + event.getClass());
  }

  private static TableEvent event(Table table, MatchRules rules, String text) {
    String rest = text.substring(1);
    return switch (text.charAt(0)) {
      case 't' -> {
        int bar = rest.indexOf('|');
        yield new TableEvent.SeatTaken(seat(rest), rest.substring(2, bar),
            rest.substring(bar + 1), rest.charAt(1) == '1');
      }
      case 'l' -> new TableEvent.SeatLeft(seat(rest));
      case 'a' -> new TableEvent.SeatAway(seat(rest));
      case 'b' -> new TableEvent.SeatBack(seat(rest));
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

  private static String letters(List<Card> cards) {
    var letters = new StringBuilder(cards.size());
    for (Card card : cards) letters.append(letter(card));
    return letters.toString();
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
