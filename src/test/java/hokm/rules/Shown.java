package hokm.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps what each seat has rightly been shown of the deal in progress, and holds every view and
 * every event against it. Reads their text, so a field added tomorrow is watched too.
 */
final class Shown {

  private static final Pattern CARD = Pattern.compile("\\b[2-9TJQKA][CDHS]\\b");

  private final PerSeat<Set<String>> known = PerSeat.of(seat -> new HashSet<>());
  private final Set<String> hidden = new HashSet<>();

  /** Before the event is checked it is learned from: packets by their owner, plays by all. */
  void check(Event event) {
    learn(event);
    for (Seat seat : Seat.values()) {
      var seen = event.seenBy(seat).toString();
      if (!(event instanceof Event.HakemDrawn)) text(seat, seen);
    }
  }

  void check(Match match) {
    for (Seat seat : Seat.values()) text(seat, match.seenBy(seat).toString());
  }

  private void learn(Event event) {
    if (event instanceof Event.DealPrepared e) {
      for (Seat seat : Seat.values()) known.at(seat).clear();
      hidden.clear();
      hidden.add(e.secret());
      for (int attempt = 0; attempt < 3; attempt++) {
        hidden.add(Fairness.nonce(e.secret(), e.no(), attempt));
      }
    }
    if (event instanceof Event.CardsDealt e) {
      e.cards().forEach(card -> known.at(e.seat()).add(card.toString()));
    }
    if (event instanceof Event.ThrownIn e) known.at(e.seat()).clear();
    for (Seat seat : Seat.values()) {
      if (event instanceof Event.CardPlayed e) known.at(seat).add(e.card().toString());
      if (event instanceof Event.DeckRevealed) {
        Card.deck().forEach(card -> known.at(seat).add(card.toString()));
      }
    }
    if (event instanceof Event.DeckRevealed) hidden.clear();
  }

  void text(Seat seat, String text) {
    CARD.matcher(text).results().forEach(found -> assertThat(known.at(seat))
        .as("%s is shown %s in %s", seat, found.group(), text).contains(found.group()));
    assertThat(text).doesNotContain("bits=");
    hidden.forEach(secret -> assertThat(text).doesNotContain(secret));
  }
}
