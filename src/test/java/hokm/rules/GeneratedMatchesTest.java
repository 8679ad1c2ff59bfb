package hokm.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.Seed;
import hokm.rules.MatchRules.FirstHakem;
import hokm.rules.MatchRules.Redeal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds at every step of whatever match; the seed of a failure is printed. */
class GeneratedMatchesTest {

  private final Random random = new Random(Seed.of("GeneratedMatchesTest"));

  static Stream<MatchRules> rules() {
    return Stream.of(MatchRules.DEFAULT,
        new MatchRules(3, FirstHakem.RANDOM, Redeal.LOW_FIVE),
        new MatchRules(1, FirstHakem.FIRST_ACE, Redeal.LOW_FIVE),
        new MatchRules(13, FirstHakem.RANDOM, Redeal.NONE));
  }

  @ParameterizedTest
  @MethodSource("rules")
  void theFiftyTwoCardsAreInTheHandsTheTricksAndTheUndealtDeck(MatchRules rules) {
    var play = new TestPlay(rules, random);
    while (!play.over()) {
      play.step();
      play.match().deal().ifPresent(GeneratedMatchesTest::conserved);
    }
  }

  private static void conserved(Deal deal) {
    var everywhere = new HashSet<Card>();
    int held = 0;
    for (Seat seat : Seat.values()) {
      everywhere.addAll(deal.hands().at(seat).cards());
      held += deal.hands().at(seat).size();
    }
    int played = deal.tricks().size() * 4 + deal.trick().cards().size();
    deal.tricks().forEach(trick -> everywhere.addAll(trick.cards()));
    everywhere.addAll(deal.trick().cards());
    var undealt = deal.deck().subList(held + played, 52);
    everywhere.addAll(undealt);
    assertThat(everywhere).hasSize(52);
    assertThat(held + played + undealt.size()).isEqualTo(52);
  }

  @ParameterizedTest
  @MethodSource("rules")
  void replayingTheEventsGivesTheSameMatch(MatchRules rules) {
    var play = new TestPlay(rules, random);
    while (!play.over()) {
      play.step();
      if (random.nextInt(20) == 0) replayed(play);
    }
    replayed(play);
  }

  private static void replayed(TestPlay play) {
    assertThat(Match.begin(play.match().rules()).after(play.events())).isEqualTo(play.match());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void noSeatIsShownACardThatItMayNotSee(MatchRules rules) {
    for (int n = 0; n < 10; n++) {
      var play = new TestPlay(rules, random);
      var shown = new Shown();
      while (!play.over()) {
        play.step().forEach(shown::check);
        shown.check(play.match());
      }
    }
  }

  @Test
  void theCheckForUnseenCardsSeesALeak() {
    var shown = new Shown();
    var five = new Event.CardsDealt(Seat.SOUTH, 5, Scenario.cards("2C 3C 4C 5C TH"));
    shown.check(five);
    shown.text(Seat.SOUTH, five.toString());
    assertThatThrownBy(() -> shown.text(Seat.EAST, five.toString()))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> shown.text(Seat.SOUTH, Hand.of(five.cards()).toString()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void everyRefusalLeavesTheMatchAsItWas() {
    var play = new TestPlay(new MatchRules(7, FirstHakem.FIRST_ACE, Redeal.LOW_FIVE), random);
    var met = EnumSet.noneOf(Refusal.class);
    while (!play.over()) {
      var before = play.match();
      for (int n = 0; n < 5; n++) met.addAll(refusals(before, anything()));
      assertThat(play.match()).isEqualTo(before);
      play.step();
    }
    assertThat(play.match().judge(anything().get(0)))
        .isEqualTo(new Ruling.Refused(Refusal.MATCH_OVER));
    met.add(Refusal.MATCH_OVER);
    assertThat(met).as("refusals met by asking for anything").isEqualTo(Set.of(Refusal.values()));
  }

  private static List<Refusal> refusals(Match match, List<Command> commands) {
    return commands.stream().map(match::judge).filter(Ruling.Refused.class::isInstance)
        .map(ruling -> ((Ruling.Refused) ruling).reason()).toList();
  }

  private List<Command> anything() {
    var seat = Seat.at(random.nextInt(4));
    return List.of(new Command.PlayCard(seat, Card.at(random.nextInt(52))),
        new Command.NameTrump(seat, Suit.values()[random.nextInt(4)]),
        new Command.ThrowIn(seat), new Command.BeginDeal(), new Command.PrepareDeal("ab"),
        new Command.ContributeSalt(seat, "ab"), new Command.ContributeSalt(seat, "no salt"),
        new Command.DrawHakem(seat, Card.deck()));
  }

  @Test
  void theServersOwnLowestCardIsAlwaysLegal() {
    var play = new TestPlay(MatchRules.DEFAULT, random);
    while (!play.over()) {
      var turn = play.match().turn().filter(seat -> play.match().phase() == Phase.PLAYING);
      turn.map(play.match()::seenBy).ifPresent(view -> {
        assertThat(view.legal()).isNotEmpty();
        var lowest = new Command.PlayCard(view.seat(), view.legal().get(0));
        assertThat(play.match().judge(lowest)).isInstanceOf(Ruling.Accepted.class);
      });
      play.step();
    }
  }
}
