package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.room.BotPlayer;
import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.Match;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import hokm.rules.Trick;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WorldsTest {

  private static final int COUNT = 50;
  private final long seed = Seed.of("WorldsTest");
  /** Of a match whose players follow no rules of thumb, so that anyone may lack anything. */
  private final List<SeatView> views = views(new RandomBot(seed));

  private List<SeatView> views(BotPlayer all) {
    return Moments.ofPlay(all, seed).stream()
        .map(match -> match.seenBy(match.turn().orElseThrow())).filter(this::oneInSeven).toList();
  }

  private boolean oneInSeven(SeatView view) {
    return Hand.of(view.hand()).bits() % 7 == 0;
  }

  private List<Worlds.World> worlds(SeatView view) {
    return new Worlds(view, new SplittableRandom(seed)).draw(COUNT, 4, 0.3);
  }

  @Test
  void everySeatHoldsAsManyCardsAsItHas() {
    for (var view : views) {
      for (var world : worlds(view)) {
        for (Seat seat : Seat.values()) {
          assertThat(Long.bitCount(world.hands()[seat.number()]))
              .isEqualTo(view.handSizes().at(seat));
        }
      }
    }
  }

  @Test
  void eachUnplayedCardLiesInOneHandAndTheOwnHandIsItsOwn() {
    for (var view : views) {
      var lying = new HashSet<Card>();
      tricks(view).forEach(trick -> lying.addAll(trick.cards()));
      for (var world : worlds(view)) {
        long all = 0;
        for (long hand : world.hands()) {
          assertThat(all & hand).isZero();
          all |= hand;
        }
        assertThat(all).isEqualTo(Position.ALL & ~Hand.of(lying).bits());
        assertThat(world.hands()[view.seat().number()]).isEqualTo(Hand.of(view.hand()).bits());
      }
    }
  }

  @Test
  void noSeatHoldsASuitInWhichItDidNotFollow() {
    int voids = 0;
    for (var view : views) {
      for (Trick trick : tricks(view)) {
        for (int i = 1; i < trick.cards().size(); i++) {
          var led = trick.cards().get(0).suit();
          var seat = (trick.leader().number() + i) % 4;
          if (trick.cards().get(i).suit() == led || seat == view.seat().number()) continue;
          voids++;
          for (var world : worlds(view)) {
            assertThat(new Hand(world.hands()[seat]).only(led)).isEqualTo(Hand.EMPTY);
          }
        }
      }
    }
    assertThat(voids).isPositive();
  }

  private static List<Trick> tricks(SeatView view) {
    var tricks = new ArrayList<>(view.tricks());
    view.trick().ifPresent(tricks::add);
    return tricks;
  }

  @Test
  void thereAreAsManyAsWereAskedFor() {
    for (var view : views) {
      assertThat(worlds(view).stream().mapToInt(Worlds.World::weight).sum()).isEqualTo(COUNT);
    }
  }

  @Test
  void noPossiblePlaceOfACardIsLeftOut() {
    var view = views.get(0);
    var random = new Worlds(view, new SplittableRandom(seed));
    var seen = new HashSet<List<Integer>>();
    for (int i = 0; i < 2000; i++) {
      var hands = random.deal();
      for (int seat = 0; seat < 4; seat++) {
        for (Card card : new Hand(hands[seat]).cards()) seen.add(List.of(seat, card.index()));
      }
    }
    var position = Position.of(view);
    for (Seat seat : Seat.values()) {
      if (seat == view.seat() || view.handSizes().at(seat) == 0) continue;
      for (Card card : new Hand(position.unseen()).cards()) {
        if (position.lacks(seat.number(), card.suit().ordinal())) continue;
        assertThat(seen).contains(List.of(seat.number(), card.index()));
      }
    }
  }

  /** One who named hearts has more of them than the three cards and a quarter that chance gives. */
  @Test
  void theHakemHasMoreOfTheTrumpThatHeNamed() {
    double more = Moments.ofPlay(new NormalBot(), seed).stream()
        .map(match -> match.seenBy(match.turn().orElseThrow()))
        .filter(view -> view.tricks().isEmpty()
            && view.trick().map(trick -> trick.cards().size() == 1).orElse(false))
        .mapToDouble(this::trumpsBeyondChance).average().orElseThrow();
    assertThat(more).isGreaterThan(0.3);
  }

  /** Of the hakem, who has led, in the worlds of the seat that follows. */
  private double trumpsBeyondChance(SeatView view) {
    var hakem = view.hakem().orElseThrow();
    int trump = view.trump().orElseThrow().ordinal();
    double sum = 0;
    for (var world : worlds(view)) {
      sum += world.weight() * Long.bitCount(world.hands()[hakem.number()] & Position.ofSuit(trump));
    }
    var first = view.trick().orElseThrow().cards().get(0);
    long own = view.hand().stream().filter(card -> card.suit().ordinal() == trump).count();
    double out = 13 - own - (first.suit().ordinal() == trump ? 1 : 0);
    return sum / COUNT - out * 12 / 38;
  }

  /** Against bots that do play by the rules of thumb the true hands are guessed more often. */
  @Test
  void whatExplainsThePlayCountsForMore() {
    double[] right = new double[2];
    for (Match match : Moments.ofPlay(new NormalBot(), seed)) {
      right[0] += right(match, 1);
      right[1] += right(match, 0.1);
    }
    assertThat(right[1]).isGreaterThan(right[0] * 1.02);
  }

  private double right(Match match, double surprise) {
    var view = match.seenBy(match.turn().orElseThrow());
    var hands = match.deal().orElseThrow().hands();
    double right = 0;
    for (var world : new Worlds(view, new SplittableRandom(seed)).draw(COUNT, 10, surprise)) {
      for (Seat seat : Seat.values()) {
        if (seat == view.seat()) continue;
        right += world.weight()
            * Long.bitCount(world.hands()[seat.number()] & hands.at(seat).bits());
      }
    }
    return right;
  }
}
