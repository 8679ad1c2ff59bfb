package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hokm.protocol.MeantDeal;
import hokm.protocol.StopCause;
import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.rules.Seat;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a room's clock charges, and what not. A turn has 30 s, a match's bank 60 s more. */
class RoomClockTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration TURN = RoomScene.SETTINGS.turn();
  private static final Duration BANK = RoomScene.SETTINGS.bank();
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Owner SURVIVOR = new Owner("b-1", 1);

  private static int cards(RoomScene scene, Seat seat) {
    return scene.view(seat).handSizes().at(seat);
  }

  private static Duration seconds(long count) {
    return Duration.ofSeconds(count);
  }

  /** The bank of whoever is in turn, as the newest frame with a turn tells it to all. */
  private static long bankTold(RoomScene scene) {
    var turns = scene.told.stream().flatMap(tell -> tell.frames().stream())
        .map(frame -> new JsonObject(frame.frame()).getJsonObject("turn"))
        .filter(turn -> turn != null).toList();
    return turns.get(turns.size() - 1).getLong("bankMillisLeft");
  }

  private static long used(RoomScene scene, Seat seat) {
    return scene.room.state().times().fromBank().at(seat);
  }

  /** Until the same seat is in turn again, everyone else plays at once. */
  private static void around(RoomScene scene, Seat seat) {
    scene.act();
    while (scene.turn() != seat) scene.act();
  }

  private static void assertActsAfter(RoomScene scene, Seat seat, Duration time) {
    int held = cards(scene, seat);
    scene.timers.pass(time.minus(TICK));
    assertThat(cards(scene, seat)).as("a moment before the time is up").isEqualTo(held);
    scene.timers.pass(TICK);
    assertThat(cards(scene, seat)).as("when it is up").isEqualTo(held - 1);
  }

  private static List<JsonObject> givenBack(RoomScene scene) {
    return scene.events("c0").stream()
        .filter(event -> event.getString("event").equals("time_given_back")).toList();
  }

  private static void goAway(RoomScene scene, Seat seat) {
    scene.ask("p" + seat.number(), new RoomCommand.Detach("c" + seat.number()));
    scene.room.sweep();
    scene.timers.pass(RoomScene.SETTINGS.grace());
    scene.room.sweep();
    assertThat(scene.room.state().now().occupants().at(seat).connected()).isFalse();
  }

  @Test
  void whoPlaysWithinHisOwnTimeKeepsHisBank() {
    var scene = RoomScene.playing(1);
    var seat = scene.turn();
    for (int i = 0; i < 3; i++) {
      scene.timers.pass(TURN);
      around(scene, seat);
    }
    assertThat(used(scene, seat)).isZero();
    assertThat(bankTold(scene)).isEqualTo(BANK.toMillis());
  }

  @Test
  void theBankIsUsedAfterTheOwnTimeAndNotGivenAgain() {
    var scene = RoomScene.playing(2);
    var seat = scene.turn();
    scene.timers.pass(TURN.plusSeconds(20));
    around(scene, seat);
    assertThat(used(scene, seat)).isEqualTo(20_000);
    assertThat(bankTold(scene)).isEqualTo(40_000);
    assertActsAfter(scene, seat, TURN.plusSeconds(40));
    assertThat(used(scene, seat)).isEqualTo(60_000);
  }

  @Test
  void whenTheBankIsEmptyABotPlaysALegalCardAtTheEndOfTheOwnTime() {
    var scene = RoomScene.playing(3);
    var seat = scene.turn();
    scene.timers.pass(TURN.plus(BANK));
    while (scene.turn() != seat) scene.act();
    var legal = scene.view(seat).legal().stream().map(Card::toString).toList();
    assertActsAfter(scene, seat, TURN);
    var played = scene.events("c0").stream()
        .filter(e -> "card_played".equals(e.getString("event")))
        .filter(e -> e.getInteger("seat") == seat.number()).toList();
    assertThat(legal).contains(played.get(played.size() - 1).getString("card"));
  }

  @Test
  void aBankBelongsToItsSeatAlone() {
    var scene = RoomScene.playing(4);
    var seat = scene.turn();
    scene.timers.pass(TURN.plusSeconds(20));
    scene.act();
    for (Seat other : Seat.values()) {
      assertThat(used(scene, other)).isEqualTo(other == seat ? 20_000 : 0);
    }
  }

  @Test
  void aCommandThatWaitsForASaveIsJudgedByTheMomentWhenItCame() {
    var scene = RoomScene.playing(5);
    var seat = scene.turn();
    var other = seat.next();
    scene.ask("p" + other.number(), new RoomCommand.Detach("c" + other.number()));
    scene.room.sweep();
    scene.timers.pass(TURN.minusSeconds(1));
    scene.store.slow();
    scene.room.sweep();
    assertThat(scene.store.waiting()).isEqualTo(1);
    scene.ask("p" + seat.number(), "m1", scene.move());
    scene.timers.pass(seconds(20));
    scene.store.finish();
    scene.store.finish();
    assertThat(scene.turn()).isEqualTo(other);
    assertThat(used(scene, seat)).isZero();
  }

  @Test
  void anAdoptedRoomGivesTheWholeOwnTimeAgainAndTheBankAsItWasSaved() {
    var scene = RoomScene.playing(6);
    var seat = scene.turn();
    scene.timers.pass(TURN.plusSeconds(20));
    around(scene, seat);
    scene.timers.pass(TURN.plusSeconds(30));
    scene.adoptedBy(SURVIVOR);
    assertThat(used(scene, seat)).isEqualTo(20_000);
    assertActsAfter(scene, seat, TURN.plusSeconds(40));
  }

  @Test
  void theNextSaveAfterATakeOverTellsWhoWasGivenBackHowMuchAndWhy() {
    var scene = RoomScene.playing(7);
    var seat = scene.turn();
    long before = scene.room.state().last();
    long version = scene.room.state().version();
    scene.timers.pass(seconds(5));
    scene.adoptedBy(SURVIVOR);
    assertThat(scene.store.rows.get(RoomScene.CODE).version()).isEqualTo(version);
    for (int i = 0; i < 4; i++) scene.attach("p" + i, "c" + i, before);
    scene.act();
    scene.act();
    assertThat(scene.store.rows.get(RoomScene.CODE).version()).isEqualTo(version + 2);
    assertThat(givenBack(scene)).containsExactly(new JsonObject().put("n", before + 1)
        .put("event", "time_given_back").put("seat", seat.number()).put("cause", "owner_lost")
        .put("millis", 5000));
  }

  @Test
  void aHandOverChargesNothingAndSaysSo() {
    var scene = RoomScene.playing(8);
    var seat = scene.turn();
    scene.timers.pass(seconds(20));
    scene.room.hold();
    scene.timers.pass(seconds(2));
    scene.adoptedBy(SURVIVOR, StopCause.MOVED);
    for (int i = 0; i < 4; i++) scene.attach("p" + i, "c" + i, scene.room.state().last());
    scene.timers.pass(TURN);
    assertThat(scene.turn()).isEqualTo(seat);
    scene.act();
    assertThat(used(scene, seat)).isZero();
    assertThat(givenBack(scene)).extracting(e -> e.getString("cause"), e -> e.getLong("millis"))
        .containsExactly(tuple("moved", 22_000L));
  }

  @Test
  void aHandOverThatFailsChargesNothingEither() {
    var scene = RoomScene.playing(9);
    var seat = scene.turn();
    scene.timers.pass(TURN);
    scene.room.hold();
    scene.timers.pass(HOUR);
    scene.room.release();
    assertThat(bankTold(scene)).isEqualTo(BANK.toMillis());
    assertActsAfter(scene, seat, BANK);
    assertThat(givenBack(scene)).extracting(e -> e.getLong("millis"))
        .containsExactly(HOUR.toMillis());
  }

  @Test
  void whileTheStoreIsAwayNothingIsChargedAndTheRecordOfTheDealShowsIt() {
    var scene = RoomScene.playing(10);
    var seat = scene.turn();
    scene.timers.pass(TURN);
    scene.room.stop(StopCause.STORE_AWAY);
    scene.timers.pass(seconds(90));
    assertThat(scene.turn()).isEqualTo(seat);
    scene.room.go(StopCause.STORE_AWAY);
    scene.act();
    assertThat(used(scene, seat)).isZero();
    scene.playToTheEndOf(1);
    var deal = scene.store.outbox.stream().filter(e -> e.kind().equals("deal_ended"))
        .findFirst().orElseThrow().body();
    var line = deal.getJsonArray("lines").stream().map(JsonObject.class::cast)
        .filter(each -> each.containsKey("timeGivenBack")).findFirst().orElseThrow();
    assertThat(line.getString("t")).isEqualTo("play");
    assertThat(line.getJsonArray("timeGivenBack")).containsExactly(new JsonObject()
        .put("seat", seat.number()).put("cause", "store_away").put("millis", 90_000L));
  }

  @Test
  void aSaveThatTheStoreKeepsWaitingChargesNeitherWhoMovedNorWhoFollows() {
    var scene = RoomScene.playing(11);
    var seat = scene.turn();
    scene.store.slow();
    scene.ask("p" + seat.number(), "m1", scene.move());
    scene.store.fail();
    scene.timers.pass(seconds(90));
    while (scene.store.waiting() > 0) scene.store.finish();
    assertThat(scene.turn()).isEqualTo(seat.next());
    assertThat(bankTold(scene)).isEqualTo(BANK.toMillis());
    scene.timers.pass(TURN.plus(BANK).minus(TICK));
    assertThat(scene.store.waiting()).isZero();
    scene.timers.pass(TICK);
    scene.store.finish();
    assertThat(used(scene, seat)).isZero();
    assertThat(givenBack(scene)).extracting(e -> e.getInteger("seat"))
        .containsExactly(seat.number());
  }

  @Test
  void aBotPlaysForWhoIsAwayAfterAWhileAndThenEachTurnAtOnceWithoutTheBank() {
    var scene = RoomScene.playing(12);
    var seat = scene.turn();
    goAway(scene, seat);
    assertActsAfter(scene, seat, RoomScene.SETTINGS.away());
    while (scene.turn() != seat) scene.act();
    assertActsAfter(scene, seat, RoomScene.SETTINGS.botDelay());
    assertThat(used(scene, seat)).isZero();
  }

  @Test
  void whoComesBackInTheMiddleOfATrickHasHisTurnAtOnce() {
    var scene = RoomScene.playing(13);
    var seat = scene.turn().next();
    goAway(scene, seat);
    scene.timers.pass(RoomScene.SETTINGS.away());
    scene.act();
    assertThat(scene.turn()).isEqualTo(seat);
    scene.attach("p" + seat.number(), "back", -1);
    scene.timers.pass(TURN.minus(TICK));
    assertThat(scene.turn()).isEqualTo(seat);
    assertThat(scene.act().accepted()).isTrue();
    assertThat(scene.match().deal().orElseThrow().trick().cards()).hasSize(2);
  }

  @Test
  void aTimerThatIsLateForTheLoopStoodStillEndsNoTurn() {
    var scene = RoomScene.playing(17);
    var seat = scene.turn();
    scene.timers.pass(TURN.plus(BANK).minus(TICK));
    scene.timers.standStill(seconds(5));
    scene.awake = () -> {
      scene.awake = () -> { };
      scene.room.stoodStill(seconds(5));
    };
    scene.timers.pass(Duration.ZERO);
    assertActsAfter(scene, seat, TICK);
  }

  @Test
  void whoLosesHisSocketWithItsNodeHasTheClockStandUntilHeIsBack() {
    var scene = RoomScene.playing(18);
    var seat = scene.turn();
    scene.timers.pass(TURN);
    scene.room.gatewayGone("g-1");
    scene.timers.pass(seconds(2));
    var back = new RoomCommand.Attach("g-2.0", "back", -1, 2);
    scene.ask("p" + seat.number(), back);
    for (int i = 0; i < 4; i++) {
      scene.ask("p" + i, new RoomCommand.Attach("g-2.0", "c" + i, -1, 3));
    }
    assertActsAfter(scene, seat, BANK);
    assertThat(givenBack(scene)).extracting(e -> e.getString("cause"), e -> e.getLong("millis"))
        .containsExactly(tuple("gateway_lost", 2000L));
  }

  @Test
  void whoDoesNotComeBackAfterItsNodeHasDiedIsAwayAndABotPlays() {
    var scene = RoomScene.playing(19);
    var seat = scene.turn();
    scene.room.gatewayGone("g-1");
    scene.timers.pass(RoomScene.SETTINGS.grace());
    scene.room.sweep();
    assertThat(scene.room.state().now().occupants().at(seat).connected()).isFalse();
    assertActsAfter(scene, seat, RoomScene.SETTINGS.away());
  }

  @Test
  void whoIsHeardFromAfterAllIsNotAway() {
    for (boolean came : new boolean[] {true, false}) {
      var scene = RoomScene.playing(20);
      var seat = scene.turn();
      scene.room.gatewayGone("g-1");
      if (came) scene.room.gatewayCame("g-1");
      else scene.ask("p" + seat.number(), new RoomCommand.ThrowIn(MeantDeal.ANY));
      scene.timers.pass(RoomScene.SETTINGS.grace());
      scene.room.sweep();
      assertThat(scene.room.state().now().occupants().at(seat).connected()).isTrue();
      assertActsAfter(scene, seat, TURN.plus(BANK).minus(RoomScene.SETTINGS.grace()));
    }
  }

  @Test
  void aMatchWhoseEveryTurnTimesOutEndsAsItShould() {
    var tiny = new RoomSettings(Duration.ofMillis(100), Duration.ofMillis(150),
        Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofMillis(10), seconds(3), HOUR, 4,
        100);
    var scene = RoomScene.four(RoomScene.open(14, false, new MatchRules(1,
        MatchRules.FirstHakem.RANDOM, MatchRules.Redeal.NONE), tiny));
    for (int i = 0; i < 100 && scene.match().winner().isEmpty(); i++) {
      scene.timers.pass(Duration.ofMillis(250));
    }
    assertThat(scene.match().winner()).isPresent();
    assertThat(scene.room.state().times().fromBank().toList()).containsOnly(150L);
    assertThat(scene.store.outbox).extracting(OutboxEntry::kind)
        .containsExactly("match_started", "deal_ended", "match_ended");
  }

  @Test
  void aSaltDoesNotSetThePauseBeforeTheDealBack() {
    var scene = RoomScene.four(15);
    scene.timers.pass(RoomScene.SETTINGS.dealPause().minus(TICK));
    scene.ask("p2", new RoomCommand.Salt("ab"));
    assertThat(scene.match().phase()).isEqualTo(Phase.PREPARING);
    scene.timers.pass(seconds(1));
    assertThat(scene.match().phase()).isEqualTo(Phase.NAMING_TRUMP);
  }

  @Test
  void aWallClockThatJumpsEndsNoTurnAndGivesNone() {
    for (var jump : new Duration[] {HOUR, HOUR.negated()}) {
      var scene = RoomScene.playing(16);
      var seat = scene.turn();
      scene.timers.pass(seconds(20));
      scene.timers.setWall(jump);
      scene.room.hold();
      scene.room.release();
      assertActsAfter(scene, seat, seconds(70));
    }
  }
}
