package hokm.rules;

import static hokm.rules.DealKind.HAKEM_KOT;
import static hokm.rules.DealKind.KOT;
import static hokm.rules.DealKind.WIN;
import static hokm.rules.Refusal.MATCH_OVER;
import static hokm.rules.Seat.EAST;
import static hokm.rules.Seat.NORTH;
import static hokm.rules.Seat.SOUTH;
import static hokm.rules.Seat.WEST;
import static hokm.rules.Suit.HEARTS;
import static hokm.rules.Team.EAST_WEST;
import static hokm.rules.Team.NORTH_SOUTH;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.Event.DealEnded;
import hokm.rules.Event.MatchEnded;
import org.junit.jupiter.api.Test;

class ScoreTest {

  /** South is hakem and leads; who takes this trick depends on the spade that is played. */
  private static Scenario southLeads() {
    return Scenario.hands(SOUTH, "TS 3S", "9S KS", "8S 5S", "2D 3D").trump(SOUTH, HEARTS);
  }

  @Test
  void aDealEndsAtOnceWithTheSeventhTrick() {
    var scenario = southLeads().tricks(6, 2).play("TS 9S 8S 2D")
        .ended(new DealEnded(NORTH_SOUTH, new PerTeam(7, 2), WIN, new PerTeam(1, 0)));
    assertThat(scenario.match().deal()).isEmpty();
    assertThat(scenario.match().phase()).isEqualTo(Phase.BETWEEN_DEALS);
  }

  @Test
  void sixTricksAreNotEnough() {
    var scenario = southLeads().tricks(5, 6).play("TS 9S 8S 2D");
    assertThat(scenario.match().phase()).isEqualTo(Phase.PLAYING);
  }

  @Test
  void anyTrickOfTheLosersMakesItAPlainWin() {
    southLeads().tricks(6, 1).play("TS 9S 8S 2D")
        .ended(new DealEnded(NORTH_SOUTH, new PerTeam(7, 1), WIN, new PerTeam(1, 0)));
  }

  @Test
  void sevenToNoneIsKotAndCountsTwo() {
    southLeads().tricks(6, 0).play("TS 9S 8S 2D")
        .ended(new DealEnded(NORTH_SOUTH, new PerTeam(7, 0), KOT, new PerTeam(2, 0)));
  }

  @Test
  void sevenToNoneAgainstTheHakemIsHakemKotAndCountsThree() {
    southLeads().tricks(0, 6).play("TS KS 8S 2D")
        .ended(new DealEnded(EAST_WEST, new PerTeam(0, 7), HAKEM_KOT, new PerTeam(0, 3)));
  }

  @Test
  void thePartnerOfTheHakemIsShutOutTogetherWithHim() {
    Scenario.hands(NORTH, "TS 3S", "KS 9S", "8S 5S", "2D 3D").trump(NORTH, HEARTS)
        .tricks(0, 6).play("TS KS 8S 2D")
        .ended(new DealEnded(EAST_WEST, new PerTeam(0, 7), HAKEM_KOT, new PerTeam(0, 3)));
  }

  @Test
  void pointsAddUpOverTheDeals() {
    southLeads().score(3, 4).tricks(6, 0).play("TS 9S 8S 2D")
        .told(new DealEnded(NORTH_SOUTH, new PerTeam(7, 0), KOT, new PerTeam(5, 4)));
  }

  @Test
  void theHakemStaysWhenHisTeamWon() {
    assertThat(southLeads().tricks(6, 6).play("TS 9S 8S 2D").match().hakem()).contains(SOUTH);
  }

  @Test
  void theSeatToTheHakemsRightFollowsWhenHisTeamLost() {
    assertThat(southLeads().tricks(6, 6).play("TS KS 8S 2D").match().hakem()).contains(EAST);
  }

  @Test
  void afterTheFourthSeatTheHakemIsTheFirstAgain() {
    var scenario = Scenario.hands(WEST, "TS 3S", "KS 9S", "8S 5S", "2D 3D")
        .trump(WEST, HEARTS).tricks(6, 6).play("TS KS 8S 2D");
    assertThat(scenario.match().hakem()).contains(SOUTH);
  }

  @Test
  void aMatchEndsWithSevenPoints() {
    var scenario = southLeads().score(6, 6).tricks(6, 6).play("TS 9S 8S 2D")
        .ended(new MatchEnded(NORTH_SOUTH, new PerTeam(7, 6)));
    assertThat(scenario.match().winner()).contains(NORTH_SOUTH);
    assertThat(scenario.match().phase()).isEqualTo(Phase.OVER);
  }

  @Test
  void aMatchGoesOnAtSixPoints() {
    var scenario = southLeads().score(5, 6).tricks(6, 6).play("TS 9S 8S 2D");
    assertThat(scenario.match().winner()).isEmpty();
  }

  @Test
  void theLastPointsMayOvershoot() {
    southLeads().score(6, 6).tricks(0, 6).play("TS KS 8S 2D")
        .ended(new MatchEnded(EAST_WEST, new PerTeam(6, 9)));
  }

  @Test
  void aTableMayChooseItsTarget() {
    southLeads().target(2).score(0, 1).tricks(6, 0).play("TS 9S 8S 2D")
        .ended(new MatchEnded(NORTH_SOUTH, new PerTeam(2, 1)));
  }

  @Test
  void nothingIsAcceptedAfterTheLastPoint() {
    southLeads().score(6, 0).tricks(6, 0).play("TS 9S 8S 2D")
        .refuses(new Command.PrepareDeal("ab"), MATCH_OVER)
        .refuses(SOUTH, "3S", MATCH_OVER)
        .refuses(new Command.Forfeit(EAST, "left"), MATCH_OVER);
  }

  @Test
  void whoForfeitsLosesTheMatchForHisTeamWhateverTheScore() {
    var scenario = southLeads().score(6, 0).accepts(new Command.Forfeit(SOUTH, "left"))
        .ended(new MatchEnded(EAST_WEST, new PerTeam(6, 0)));
    assertThat(scenario.match().phase()).isEqualTo(Phase.OVER);
  }
}
