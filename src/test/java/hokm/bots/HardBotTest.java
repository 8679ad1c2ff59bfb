package hokm.bots;

import static hokm.rules.Seat.SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.room.BotPlayer;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Scenario;
import hokm.rules.Suit;
import hokm.rules.Team;
import org.junit.jupiter.api.Test;

class HardBotTest {

  private final long seed = Seed.of("HardBotTest");

  /** Three standard errors of so few deals; how often it wins is measured by simulate. */
  @Test
  void winsMoreThanItLosesAgainstTheNormalBot() {
    var hard = new HardBot(seed);
    var normal = new NormalBot();
    int points = 0;
    for (int no = 1; no <= 10; no++) {
      var hards = no % 2 == 0 ? Team.EAST_WEST : Team.NORTH_SOUTH;
      PerSeat<BotPlayer> seats = PerSeat.of(seat -> seat.team() == hards ? hard : normal);
      for (Event event : new Simulation(MatchRules.DEFAULT, seats).match(seed, (no + 1) / 2)) {
        if (!(event instanceof Event.DealEnded e)) continue;
        points += e.winner() == hards ? e.kind().points() : -e.kind().points();
      }
    }
    assertThat(points).isGreaterThan(-20);
  }

  @Test
  void namesTheSuitThatItHasMostOf() {
    var five = Scenario.hands(SOUTH, "AH KH QH 3H 2D").match().seenBy(SOUTH);
    assertThat(new HardBot(seed).trump(five)).isEqualTo(Suit.HEARTS);
  }

  @Test
  void everyCardThatItPlaysIsAllowed() {
    for (Match match : Moments.ofPlay(new RandomBot(seed), seed)) {
      var view = match.seenBy(match.turn().orElseThrow());
      assertThat(view.legal()).contains(new HardBot(seed).play(view));
    }
  }
}
