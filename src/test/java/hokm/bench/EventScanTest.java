package hokm.bench;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.EventFrames;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.protocol.TimeLeft;
import hokm.rules.Card;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerTeam;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reads the frames that the rooms' own code writes. */
class EventScanTest implements EventScan.Told {

  private final List<String> heard = new ArrayList<>();
  private final EventScan scan = new EventScan();

  @Override
  public void moved(char kind, int seat) {
    heard.add(kind + " by " + seat);
  }

  @Override
  public void dealPrepared() {
    heard.add("deal prepared");
  }

  @Override
  public void matchEnded() {
    heard.add("match ended");
  }

  @Override
  public void mayName() {
    heard.add("may name");
  }

  @Override
  public void mayPlay(String card) {
    heard.add("may play " + card);
  }

  private static List<Numbered> numbered(long from, Event... events) {
    var all = new ArrayList<Numbered>();
    for (Event event : events) all.add(new Numbered(from++, new TableEvent.Played(event)));
    return all;
  }

  private void read(EventFrames frames, Seat viewer) {
    var bytes = ("..." + frames.to(viewer)).getBytes(StandardCharsets.UTF_8);
    scan.read(bytes, 3, bytes.length, viewer.number(), this);
  }

  private static EventFrames frames(List<Numbered> events, Optional<Match> match) {
    return new EventFrames("K7PM2Q", events, match.flatMap(Match::awaited), TimeLeft.NONE);
  }

  /** A match in which EAST is hakem, holds the clubs and leads. */
  private static Match clubsLed() {
    var match = Match.begin(MatchRules.DEFAULT)
        .after(List.of(new Event.HakemDrawn(Seat.SOUTH, List.of(), Seat.EAST),
            new Event.DealPrepared(1, "00", "aa"),
            new Event.DealBegan(1, Seat.EAST, Seat.SOUTH, "cc", Card.deck())));
    return match.after(List.of(
        new Event.CardsDealt(Seat.EAST, 13, Card.deck().subList(0, 13)),
        new Event.CardsDealt(Seat.NORTH, 13, Card.deck().subList(13, 26))));
  }

  @Test
  void hearsWhoPlayedAndWhetherItIsTheViewersTurn() {
    var match = clubsLed().after(List.of(new Event.TrumpNamed(Seat.EAST, Suit.HEARTS)));
    var frames = frames(numbered(41, new Event.CardPlayed(Seat.SOUTH, Card.of("AS")),
        new Event.TrickWon(1, Seat.EAST)), Optional.of(match));
    read(frames, Seat.EAST);
    assertThat(heard).containsExactly("c by 0", "may play 2C");
    assertThat(scan.first()).isEqualTo(41);
    assertThat(scan.last()).isEqualTo(42);
    heard.clear();
    read(frames, Seat.WEST);
    assertThat(heard).containsExactly("c by 0");
  }

  @Test
  void hearsSaltsAndWhoMayNameTheTrump() {
    var frames = frames(numbered(9, new Event.SaltContributed(Seat.WEST, "0f"),
        new Event.CardsDealt(Seat.EAST, 5, Card.deck().subList(0, 5))), Optional.of(clubsLed()));
    read(frames, Seat.EAST);
    assertThat(heard).containsExactly("s by 3", "may name");
  }

  @Test
  void hearsThatADealIsPreparedAndThatAMatchEnds() {
    read(frames(numbered(60, new Event.TrumpNamed(Seat.EAST, Suit.CLUBS),
        new Event.DeckRevealed(Card.deck(), "ab", "cd", List.of("1", "", "", "2")),
        new Event.DealPrepared(2, "00", "aa"),
        new Event.MatchEnded(Seat.EAST.team(), new PerTeam(1, 7))), Optional.empty()),
        Seat.EAST);
    assertThat(heard).containsExactly("t by 1", "deal prepared", "match ended");
    assertThat(scan.last()).isEqualTo(63);
  }
}
