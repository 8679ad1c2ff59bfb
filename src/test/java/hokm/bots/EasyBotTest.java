package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Team;
import org.junit.jupiter.api.Test;

class EasyBotTest {

  /** Half to seven in ten, and four standard errors more, so that chance alone does not fail it. */
  @Test
  void isALittleBetterThanChance() {
    long seed = Seed.of("EasyBotTest");
    var easy = new EasyBot(seed);
    var random = new RandomBot(seed + 1);
    var simulation = new Simulation(MatchRules.DEFAULT,
        new PerSeat<>(easy, random, easy, random));
    int won = 0;
    for (int no = 1; no <= 1000; no++) {
      var events = simulation.match(seed, no);
      if (((Event.MatchEnded) events.get(events.size() - 1)).winner() == Team.NORTH_SOUTH) won++;
    }
    assertThat(won).isBetween(500 - 63, 700 + 63);
  }
}
