package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import hokm.protocol.MeantDeal;
import hokm.rules.MatchRules;
import hokm.rules.PerTeam;
import hokm.rules.Phase;
import hokm.rules.Seat;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RematchTest {

  private static final Owner SURVIVOR = new Owner("b-1", 1);
  private static final RoomCommand REMATCH = new RoomCommand.Rematch("");

  private static MatchRules points(int target) {
    return new MatchRules(target, MatchRules.FirstHakem.RANDOM, MatchRules.Redeal.NONE);
  }

  /** Four people whose match is over. */
  private static RoomScene over(long seed) {
    var scene = RoomScene.four(RoomScene.open(seed, false, points(1)));
    scene.playToTheEndOf(99);
    return scene;
  }

  private static void wantAll(RoomScene scene) {
    for (int i = 0; i < 4; i++) assertThat(scene.ask("p" + i, REMATCH).accepted()).isTrue();
  }

  private static void goesAway(RoomScene scene, int seat) {
    scene.ask("p" + seat, new RoomCommand.Detach("c" + seat));
    scene.room.sweep();
    scene.timers.pass(RoomScene.SETTINGS.grace());
    scene.room.sweep();
  }

  @Test
  void whenAllFourWantItAnotherMatchBeginsAtOnceInTheSameSeats() {
    var scene = over(1);
    var first = scene.room.state();
    for (int i = 0; i < 3; i++) scene.ask("p" + i, REMATCH);
    assertThat(scene.room.state().over()).isTrue();
    scene.ask("p3", REMATCH);
    var now = scene.room.state().now();
    assertThat(now.matchId()).isNotEqualTo(first.now().matchId());
    assertThat(now.occupants()).isEqualTo(first.now().occupants());
    assertThat(scene.match().phase()).isEqualTo(Phase.PREPARING);
    assertThat(scene.match().dealNo()).isEqualTo(1);
    assertThat(scene.match().score()).isEqualTo(PerTeam.ZERO);
    var told = scene.events("c0").stream().filter(e -> e.getLong("n") > first.last()).toList();
    assertThat(told).extracting(e -> e.getString("event")).containsExactly("rematch_wanted",
        "rematch_wanted", "rematch_wanted", "rematch_wanted", "match_started", "hakem_drawn",
        "deal_prepared");
    assertThat(told.get(0).getLong("n")).isEqualTo(first.last() + 1);
  }

  @Test
  void aWishThatComesAMatchLateAsksForNoFurtherOne() {
    var scene = over(5);
    var first = scene.room.state().now().matchId();
    wantAll(scene);
    scene.playToTheEndOf(99);
    var second = scene.room.state();
    assertThat(scene.ask("p1", new RoomCommand.Rematch(first)).accepted()).isTrue();
    assertThat(scene.room.state()).isSameAs(second);
    assertThat(scene.ask("p1", new RoomCommand.Rematch(second.now().matchId())).accepted())
        .isTrue();
    assertThat(scene.room.state().now().rematch().at(Seat.at(1))).isTrue();
  }

  /** Its deals have the same numbers, so one that came a match late would be played there. */
  @Test
  void aMoveThatWasMeantForTheMatchBeforeIsRefused() {
    var scene = over(6);
    var first = scene.room.state().now().matchId();
    wantAll(scene);
    scene.saltAll();
    var player = "p" + scene.turn().number();
    var trump = ((RoomCommand.NameTrump) scene.move()).suit();
    var late = new RoomCommand.NameTrump(trump, new MeantDeal(first, 1));
    assertThat(scene.ask(player, late)).isEqualTo(Answer.refused(ErrorCode.ANOTHER_DEAL));
    var now = new RoomCommand.NameTrump(trump,
        new MeantDeal(scene.room.state().now().matchId(), 1));
    assertThat(scene.ask(player, now).accepted()).isTrue();
  }

  @Test
  void theNextMatchIsRecordedAsOneOfItsOwn() {
    var scene = over(2);
    var first = scene.room.state().now().matchId();
    wantAll(scene);
    var second = scene.room.state().now().matchId();
    scene.playToTheEndOf(99);
    var ids = scene.store.outbox.stream().map(entry -> entry.body().getString("match")).toList();
    assertThat(new HashSet<>(ids)).containsExactlyInAnyOrder(first, second);
    var kinds = scene.store.outbox.stream()
        .filter(entry -> entry.body().getString("match").equals(second))
        .map(OutboxEntry::kind).toList();
    assertThat(kinds).startsWith("match_started").endsWith("deal_ended", "match_ended");
    for (var entry : scene.store.outbox) {
      if (!entry.kind().equals("deal_ended")) continue;
      assertThat(entry.body().getJsonArray("lines").getJsonObject(0).getString("t"))
          .isEqualTo("hand");
    }
  }

  @Test
  void aMatchAfterMatchThatIsAdoptedAfterEverySaveIsTheRoomThatWasSaved() {
    var scene = over(3);
    int owners = 0;
    for (int match = 0; match < 2; match++) {
      for (int i = 0; i < 4; i++) {
        scene.ask("p" + i, REMATCH);
        var before = scene.room.state();
        scene.adoptedBy(new Owner("n-" + ++owners, 0));
        assertThat(scene.room.state()).isEqualTo(before);
      }
      while (scene.match().winner().isEmpty()) {
        if (scene.match().phase() == Phase.PREPARING) scene.saltAll();
        else assertThat(scene.act().accepted()).isTrue();
        var before = scene.room.state();
        scene.adoptedBy(new Owner("n-" + ++owners, 0));
        assertThat(scene.room.state()).isEqualTo(before);
      }
    }
    assertThat(scene.store.outbox).extracting(OutboxEntry::kind).filteredOn("match_ended"::equals)
        .hasSize(3);
  }

  @Test
  void aSavedRoomInItsSecondMatchCountsAsOneInPlay() {
    var scene = over(4);
    assertThat(SnapshotCodec.inPlay(SnapshotCodec.encode(scene.room.state()))).isFalse();
    wantAll(scene);
    assertThat(SnapshotCodec.inPlay(SnapshotCodec.encode(scene.room.state()))).isTrue();
  }

  @Test
  void theBanksAreFullAgain() {
    var scene = RoomScene.four(RoomScene.open(5, false, points(1)));
    scene.saltAll();
    scene.timers.pass(RoomScene.SETTINGS.turn().plusSeconds(20));
    scene.act();
    scene.playToTheEndOf(99);
    assertThat(scene.room.state().times().fromBank()).isNotEqualTo(RoomTimes.NONE.fromBank());
    wantAll(scene);
    assertThat(scene.room.state().times().fromBank()).isEqualTo(RoomTimes.NONE.fromBank());
  }

  @Test
  void theViewSaysWhoWantsItAndWhoComesBackHearsIt() {
    var scene = over(6);
    scene.attach("p1", "before", -1);
    scene.ask("p0", REMATCH);
    scene.ask("p3", REMATCH);
    scene.attach("p1", "late", -1);
    assertThat(scene.frames("before", Tell.Kind.VIEW).get(0).getJsonArray("rematch")).isEmpty();
    assertThat(scene.frames("late", Tell.Kind.VIEW).get(0).getJsonArray("rematch"))
        .isEqualTo(new JsonArray().add(0).add(3));
  }

  @Test
  void whoHasNoConnectionDoesNotHoldItUpAndKeepsTheSeat() {
    var scene = over(7);
    for (int i = 0; i < 3; i++) scene.ask("p" + i, REMATCH);
    assertThat(scene.room.state().over()).isTrue();
    goesAway(scene, 3);
    assertThat(scene.match().phase()).isEqualTo(Phase.PREPARING);
    assertThat(scene.room.state().now().seatOf("p3")).contains(Seat.WEST);
    scene.timers.pass(RoomScene.SETTINGS.dealPause());
    assertThat(scene.match().phase()).isEqualTo(Phase.NAMING_TRUMP);
  }

  @Test
  void whenNobodyIsThereWhoWantsItNoneBegins() {
    var scene = over(8);
    for (int i = 0; i < 4; i++) goesAway(scene, i);
    assertThat(scene.room.state().over()).isTrue();
  }

  @Test
  void botsAgreeAlways() {
    var scene = RoomScene.open(9, true, points(1));
    scene.attach("p0", "c0", -1);
    while (scene.match().winner().isEmpty()) {
      scene.timers.pass(RoomScene.SETTINGS.turn().plus(RoomScene.SETTINGS.bank()));
    }
    scene.ask("p0", REMATCH);
    assertThat(scene.room.state().over()).isFalse();
    assertThat(scene.match().salts().toList().subList(1, 4)).doesNotContain("");
  }

  @Test
  void aBotTakesTheSeatOfWhoeverLeavesAfterTheMatchAndAgrees() {
    var scene = over(10);
    for (int i = 0; i < 3; i++) scene.ask("p" + i, REMATCH);
    scene.ask("p3", new RoomCommand.Leave());
    var west = scene.room.state().now().occupants().at(Seat.WEST);
    assertThat(west.bot()).isTrue();
    assertThat(west.name()).isEqualTo("Bot 4");
    assertThat(scene.room.state().over()).isFalse();
    assertThat(scene.events("c3")).extracting(e -> e.getString("event"))
        .doesNotContain("match_started", "seat_left");
  }

  @Test
  void whoLeavesAfterWantingItWantsItNoMore() {
    var scene = over(11);
    scene.ask("p3", REMATCH);
    scene.ask("p3", new RoomCommand.Leave());
    assertThat(scene.room.state().now().rematch().toList()).containsOnly(false);
    for (int i = 0; i < 2; i++) scene.ask("p" + i, REMATCH);
    assertThat(scene.room.state().over()).isTrue();
    scene.ask("p2", REMATCH);
    assertThat(scene.room.state().over()).isFalse();
  }

  @Test
  void itIsRefusedBeforeTheEndAndTheSameOneAgainHasOneEffect() {
    assertThat(RoomScene.open(12, false).ask("p0", REMATCH).error())
        .contains(ErrorCode.MATCH_NOT_STARTED);
    assertThat(RoomScene.playing(12).ask("p0", REMATCH).error())
        .contains(ErrorCode.MATCH_NOT_OVER);
    var scene = over(12);
    for (int i = 0; i < 4; i++) scene.ask("p" + i, "again" + i, REMATCH);
    long last = scene.room.state().last();
    scene.adoptedBy(SURVIVOR);
    assertThat(scene.ask("p0", "again0", REMATCH).result().accepted()).isTrue();
    assertThat(scene.room.state().last()).isEqualTo(last);
  }

  @Test
  void theRoomStaysOpenAndClosesAfterTheSecondMatchAsAfterTheFirst() {
    var scene = over(13);
    scene.timers.pass(RoomScene.SETTINGS.linger().minusSeconds(1));
    wantAll(scene);
    scene.timers.pass(Duration.ofSeconds(3));
    assertThat(scene.retired).isEmpty();
    scene.playToTheEndOf(99);
    scene.timers.pass(RoomScene.SETTINGS.linger());
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
  }

  @Test
  void aMatchThatIsBeingSavedWhenTheRoomIsToCloseIsPlayed() {
    var scene = over(14);
    for (int i = 0; i < 3; i++) scene.ask("p" + i, REMATCH);
    scene.store.slow();
    var last = scene.ask("p3", "last", REMATCH);
    scene.timers.pass(RoomScene.SETTINGS.linger());
    scene.store.finish();
    assertThat(last.result().accepted()).isTrue();
    assertThat(scene.retired).isEmpty();
    assertThat(scene.store.rows).containsKey(RoomScene.CODE);
  }

  @Test
  void theDealsOfAllMatchesAreKeptUntilTheDatabaseHasThem() {
    var scene = over(15);
    wantAll(scene);
    scene.playToTheEndOf(99);
    var written = new ArrayList<>(List.copyOf(scene.store.outbox));
    scene.store.outbox.clear();
    scene.room.kept(Kept.Entry.of(written.get(0)).orElseThrow());
    scene.store.rows.clear();
    scene.room.putBack();
    assertThat(scene.store.outbox).isEqualTo(written.subList(1, written.size()));
  }
}
