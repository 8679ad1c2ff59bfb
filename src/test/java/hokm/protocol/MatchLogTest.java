package hokm.protocol;

import static hokm.rules.Seat.EAST;
import static hokm.rules.Seat.NORTH;
import static hokm.rules.Seat.SOUTH;
import static hokm.rules.Seat.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.Card;
import hokm.rules.DealKind;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerTeam;
import hokm.rules.Suit;
import hokm.rules.Team;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The lines of the match log's description, one by one. */
class MatchLogTest {

  private static final List<Card> TWO = cards("9S", "AH");

  private static List<Card> cards(String... cards) {
    return Stream.of(cards).map(Card::of).toList();
  }

  private static void reads(Event event, String... lines) {
    assertThat(MatchLog.lines(List.of(event)))
        .containsExactly(Stream.of(lines).map(JsonObject::new).toArray(JsonObject[]::new));
  }

  @Test
  void theFirstLineTellsTheRules() {
    assertThat(MatchLog.game(MatchRules.DEFAULT)).isEqualTo(new JsonObject("""
        {"t":"game","players":4,
         "rules":{"target":7,"hakem":"first_ace","pause":"hakem","redeal":"none"}}"""));
  }

  @Test
  void theDrawIsTwoLines() {
    reads(new Event.HakemDrawn(SOUTH, TWO, EAST), """
        {"t":"draw","start":0,"cards":["9S","AH"]}""", """
        {"t":"hakem","seat":1}""");
  }

  @Test
  void aHakemAtRandomIsOneLine() {
    reads(new Event.HakemDrawn(WEST, List.of(), WEST), """
        {"t":"hakem","seat":3}""");
  }

  @Test
  void aDealBeginsWithItsDeckAndBothCommitments() {
    var lines = MatchLog.lines(List.of(new Event.DealPrepared(1, "c0", "hidden"),
        new Event.SaltContributed(WEST, "ab"), new Event.DealBegan(1, EAST, SOUTH, "c1", TWO)));
    assertThat(lines).containsExactly(new JsonObject("""
        {"t":"hand","no":1,"hakem":1,"dealer":0,"deck":["9S","AH"],"commit":"c1",
         "secretCommit":"c0"}"""));
  }

  @Test
  void timeGivenBackStandsInTheLineOfWhatHappenedNext() {
    var story = List.<TableEvent>of(new TableEvent.Played(new Event.TrumpNamed(EAST, Suit.CLUBS)),
        new TableEvent.TimeGivenBack(EAST, StopCause.MOVED, 40),
        new TableEvent.TimeGivenBack(EAST, StopCause.STORE_AWAY, 1200),
        new TableEvent.SeatAway(WEST),
        new TableEvent.Played(new Event.CardPlayed(EAST, Card.of("AH"))),
        new TableEvent.Played(new Event.CardPlayed(NORTH, Card.of("2H"))));
    assertThat(MatchLog.told(story)).containsExactly(new JsonObject("""
        {"t":"trump","seat":1,"suit":"C"}"""), new JsonObject("""
        {"t":"play","seat":1,"card":"AH","timeGivenBack":[
         {"seat":1,"cause":"moved","millis":40},
         {"seat":1,"cause":"store_away","millis":1200}]}"""), new JsonObject("""
        {"t":"play","seat":2,"card":"2H"}"""));
  }

  @Test
  void packetsTrumpPlaysAndTricksAreALineEach() {
    reads(new Event.CardsDealt(EAST, 2, TWO), """
        {"t":"deal","seat":1,"cards":["9S","AH"]}""");
    reads(new Event.ThrownIn(EAST, "c2", TWO), """
        {"t":"redeal","seat":1,"deck":["9S","AH"],"commit":"c2"}""");
    reads(new Event.TrumpNamed(EAST, Suit.HEARTS), """
        {"t":"trump","seat":1,"suit":"H"}""");
    reads(new Event.CardPlayed(EAST, Card.of("AH")), """
        {"t":"play","seat":1,"card":"AH"}""");
    reads(new Event.TrickWon(1, EAST), """
        {"t":"trick","no":1,"winner":1}""");
  }

  @Test
  void theEndsOfADealAndOfAMatchTellTheScore() {
    reads(new Event.DealEnded(Team.EAST_WEST, new PerTeam(0, 7), DealKind.KOT,
        new PerTeam(0, 2)), """
        {"t":"hand_end","winner":1,"tricks":[0,7],"points":2,"kind":"kot","score":[0,2]}""");
    reads(new Event.DeckRevealed(TWO, "ff", "5e", List.of("a", "", "c", "d")), """
        {"t":"reveal","deck":["9S","AH"],"nonce":"ff","secret":"5e","salts":["a","","c","d"]}""");
    reads(new Event.Forfeited(NORTH, "left"), """
        {"t":"forfeit","seat":2,"reason":"left"}""");
    reads(new Event.MatchEnded(Team.EAST_WEST, new PerTeam(3, 7)), """
        {"t":"match_end","winner":1,"score":[3,7]}""");
  }
}
