package hokm.rules;

import static hokm.rules.Refusal.BAD_SALT;
import static hokm.rules.Refusal.NOT_THE_HAKEM;
import static hokm.rules.Refusal.NOT_YOUR_TURN;
import static hokm.rules.Refusal.NO_DEAL;
import static hokm.rules.Refusal.OUT_OF_ORDER;
import static hokm.rules.Refusal.SALT_NOT_ASKED;
import static hokm.rules.Refusal.THROW_IN_NOT_ALLOWED;
import static hokm.rules.Refusal.TRUMP_ALREADY_NAMED;
import static hokm.rules.Refusal.TRUMP_NOT_NAMED;
import static hokm.rules.Scenario.cards;
import static hokm.rules.Seat.EAST;
import static hokm.rules.Seat.NORTH;
import static hokm.rules.Seat.SOUTH;
import static hokm.rules.Seat.WEST;
import static hokm.rules.Suit.DIAMONDS;
import static hokm.rules.Suit.HEARTS;
import static hokm.rules.Suit.SPADES;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.Command.BeginDeal;
import hokm.rules.Command.ContributeSalt;
import hokm.rules.Command.DrawHakem;
import hokm.rules.Command.NameTrump;
import hokm.rules.Command.PlayCard;
import hokm.rules.Command.PrepareDeal;
import hokm.rules.Command.ThrowIn;
import hokm.rules.Event.CardsDealt;
import hokm.rules.Event.HakemDrawn;
import hokm.rules.Event.TrumpNamed;
import hokm.rules.MatchRules.FirstHakem;
import hokm.rules.MatchRules.Redeal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** From the draw to the first lead. */
class BeginningTest {

  private static final String SECRET = "5".repeat(64);

  private Match match = Match.begin(MatchRules.DEFAULT);

  private List<Event> give(Command command) {
    var ruling = match.judge(command);
    assertThat(ruling).as("%s", command).isInstanceOf(Ruling.Accepted.class);
    var events = ((Ruling.Accepted) ruling).events();
    match = match.after(events);
    return events;
  }

  private void refused(Command command, Refusal reason) {
    assertThat(match.judge(command)).as("%s", command).isEqualTo(new Ruling.Refused(reason));
  }

  /** Brings the match to the five cards of this hakem. */
  private List<Event> fiveFor(Seat hakem) {
    match = new HakemDrawn(hakem, List.of(), hakem).on(match);
    give(new PrepareDeal(SECRET));
    return give(new BeginDeal());
  }

  @Test
  void theSeatWhereTheFirstAceFallsIsHakem() {
    give(new DrawHakem(EAST, cards("2S KH 9D 4C 7H AD AS 3C")));
    assertThat(match.hakem()).contains(NORTH);
  }

  @Test
  void theDrawShowsTheCardsUpToTheAceAndNoFurther() {
    var events = give(new DrawHakem(WEST, cards("2S AH 9D AC")));
    assertThat(events).containsExactly(new HakemDrawn(WEST, cards("2S AH"), SOUTH));
  }

  @Test
  void aTableMayDrawItsFirstHakemAtRandom() {
    match = Match.begin(new MatchRules(7, FirstHakem.RANDOM, Redeal.NONE));
    var events = give(new DrawHakem(WEST, Card.deck()));
    assertThat(events).containsExactly(new HakemDrawn(WEST, List.of(), WEST));
  }

  @Test
  void theHakemIsDrawnOnlyOnce() {
    give(new DrawHakem(SOUTH, Card.deck()));
    refused(new DrawHakem(SOUTH, Card.deck()), OUT_OF_ORDER);
  }

  @Test
  void theSeatToTheHakemsLeftDeals() {
    assertThat(fiveFor(SOUTH).get(0)).isInstanceOfSatisfying(Event.DealBegan.class,
        began -> assertThat(began.dealer()).isEqualTo(WEST));
  }

  @Test
  void theHakemHasFiveCardsAndNobodyElseHasAnyBeforeTheTrumpIsNamed() {
    fiveFor(EAST);
    assertThat(match.seenBy(SOUTH).handSizes()).isEqualTo(new PerSeat<>(0, 5, 0, 0));
    assertThat(match.seenBy(WEST).trump()).isEmpty();
  }

  @Test
  void theDealIsFivesThenTwiceFoursTheHakemFirst() {
    var dealt = packets(fiveFor(NORTH));
    dealt.addAll(packets(give(new NameTrump(NORTH, HEARTS))));
    assertThat(dealt.stream().map(CardsDealt::seat)).containsExactly(NORTH, WEST, SOUTH, EAST,
        NORTH, WEST, SOUTH, EAST, NORTH, WEST, SOUTH, EAST);
    assertThat(dealt.stream().map(CardsDealt::count))
        .containsExactly(5, 5, 5, 5, 4, 4, 4, 4, 4, 4, 4, 4);
    assertThat(dealt.stream().flatMap(packet -> packet.cards().stream()))
        .containsExactlyElementsOf(match.deal().orElseThrow().deck());
  }

  private static List<CardsDealt> packets(List<Event> events) {
    return new ArrayList<>(events.stream().filter(CardsDealt.class::isInstance)
        .map(CardsDealt.class::cast).toList());
  }

  @Test
  void theUndealtCardsAreKeptSoThatACrashBetweenThePacketsChangesNothing() {
    var five = fiveFor(NORTH);
    var deck = ((Event.DealBegan) five.get(0)).deck();
    give(new NameTrump(NORTH, HEARTS));
    assertThat(match.seenBy(WEST).hand()).containsExactlyInAnyOrder(
        Stream.of(deck.subList(5, 10), deck.subList(24, 28), deck.subList(40, 44))
            .flatMap(List::stream).toArray(Card[]::new));
  }

  @Test
  void onlyTheHakemNamesTheTrump() {
    fiveFor(EAST);
    refused(new NameTrump(SOUTH, HEARTS), NOT_THE_HAKEM);
    refused(new NameTrump(WEST, HEARTS), NOT_THE_HAKEM);
    give(new NameTrump(EAST, HEARTS));
    assertThat(match.seenBy(SOUTH).trump()).contains(HEARTS);
  }

  @Test
  void theHakemMayNameASuitThatHeDoesNotHold() {
    Scenario.hands(SOUTH, "2S 3S 4H 5H 6C").accepts(new NameTrump(SOUTH, DIAMONDS))
        .told(new TrumpNamed(SOUTH, DIAMONDS));
  }

  @Test
  void theTrumpIsNamedOnce() {
    fiveFor(EAST);
    give(new NameTrump(EAST, HEARTS));
    refused(new NameTrump(EAST, SPADES), TRUMP_ALREADY_NAMED);
  }

  @Test
  void noCardIsPlayedBeforeTheTrump() {
    fiveFor(EAST);
    refused(new PlayCard(EAST, match.seenBy(EAST).hand().get(0)), TRUMP_NOT_NAMED);
  }

  @Test
  void theHakemLeadsTheFirstTrick() {
    fiveFor(EAST);
    give(new NameTrump(EAST, HEARTS));
    refused(new PlayCard(SOUTH, match.seenBy(SOUTH).hand().get(0)), NOT_YOUR_TURN);
    give(new PlayCard(EAST, match.seenBy(EAST).hand().get(0)));
  }

  @Test
  void withoutADealThereIsNothingToNameToPlayOrToThrowIn() {
    give(new DrawHakem(SOUTH, Card.deck()));
    refused(new NameTrump(SOUTH, HEARTS), NO_DEAL);
    refused(new PlayCard(SOUTH, Card.of("AH")), NO_DEAL);
    refused(new ThrowIn(SOUTH), NO_DEAL);
  }

  @Test
  void aDealIsPreparedAndBegunOnlyInItsPlace() {
    refused(new PrepareDeal(SECRET), OUT_OF_ORDER);
    refused(new BeginDeal(), OUT_OF_ORDER);
    fiveFor(SOUTH);
    refused(new PrepareDeal(SECRET), OUT_OF_ORDER);
    refused(new BeginDeal(), OUT_OF_ORDER);
  }

  @Test
  void aSeatSaltsOnceBetweenTheCommitmentAndTheDeal() {
    give(new DrawHakem(SOUTH, Card.deck()));
    refused(new ContributeSalt(SOUTH, "ab"), SALT_NOT_ASKED);
    give(new PrepareDeal(SECRET));
    give(new ContributeSalt(SOUTH, "ab"));
    refused(new ContributeSalt(SOUTH, "cd"), SALT_NOT_ASKED);
    give(new BeginDeal());
    refused(new ContributeSalt(WEST, "ef"), SALT_NOT_ASKED);
  }

  @Test
  void aSaltIsUpToSixtyFourHexDigits() {
    give(new DrawHakem(SOUTH, Card.deck()));
    give(new PrepareDeal(SECRET));
    for (String bad : List.of("", "AB", "xyz", "a|b", "a".repeat(65))) {
      refused(new ContributeSalt(SOUTH, bad), BAD_SALT);
    }
    give(new ContributeSalt(SOUTH, "a".repeat(64)));
  }

  @Test
  void fiveCardsAreNotThrownInWhereTheTableDoesNotAllowIt() {
    Scenario.hands(SOUTH, "2S 3S 4H 5H 6C").refuses(new ThrowIn(SOUTH), THROW_IN_NOT_ALLOWED);
  }
}
