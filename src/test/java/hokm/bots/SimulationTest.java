package hokm.bots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hokm.Seed;
import hokm.room.BotPlayer;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import org.junit.jupiter.api.Test;

class SimulationTest {

  private static Simulation of(BotPlayer bot) {
    return new Simulation(MatchRules.DEFAULT, PerSeat.all(bot));
  }

  @Test
  void theSameSeedGivesTheSameMatch() {
    assertThat(of(new NormalBot()).match(5, 3)).isEqualTo(of(new NormalBot()).match(5, 3));
    assertThat(of(new RandomBot(5)).match(5, 3)).isEqualTo(of(new RandomBot(5)).match(5, 3));
  }

  @Test
  void anotherSeedAndAnotherNumberGiveOtherMatches() {
    assertThat(of(new NormalBot()).match(5, 3)).isNotEqualTo(of(new NormalBot()).match(5, 4));
    assertThat(of(new NormalBot()).match(5, 3)).isNotEqualTo(of(new NormalBot()).match(6, 3));
  }

  /** Five standard errors of 600 matches around the bands, so that chance alone does not fail. */
  @Test
  void theNormalBotsFiguresLieInTheBands() {
    var figures = figures(new NormalBot());
    assertThat(figures.dealsAMatch()).isCloseTo(10.0, within(0.4));
    assertThat(figures.hakemsTeamWins()).isCloseTo(0.567, within(0.032));
    assertThat(figures.kot()).isCloseTo(0.042, within(0.013));
    assertThat(figures.hakemKot()).isCloseTo(0.015, within(0.008));
    assertThat(figures.fourOfASuit()).isCloseTo(0.045, within(0.0135));
  }

  @Test
  void theRandomBotsFiguresLieInTheBands() {
    var figures = figures(new RandomBot(1));
    assertThat(figures.dealsAMatch()).isCloseTo(10.7, within(0.5));
    assertThat(figures.hakemsTeamWins()).isCloseTo(0.558, within(0.035));
    assertThat(figures.kot()).isCloseTo(0.011, within(0.008));
    assertThat(figures.hakemKot()).isCloseTo(0.006, within(0.0075));
  }

  private static Figures figures(BotPlayer bot) {
    long seed = Seed.of("SimulationTest");
    var figures = new Figures();
    for (int no = 1; no <= 600; no++) figures.add(of(bot).match(seed, no));
    return figures;
  }
}
