package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hokm.protocol.ErrorCode;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.rules.Seat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Leaving costs whoever leaves, and nobody else. */
class LeavingTest {

  private static final Owner SURVIVOR = new Owner("b-1", 1);
  private static final MatchRules SHORT = new MatchRules(2, MatchRules.FirstHakem.RANDOM,
      MatchRules.Redeal.NONE);

  private static JsonObject end(RoomScene scene) {
    var last = scene.store.outbox.get(scene.store.outbox.size() - 1);
    assertThat(last.kind()).isEqualTo("match_ended");
    return last.body();
  }

  /** Salts and moves as long as there are any; for bots the clock runs. */
  private static void playOn(RoomScene scene) {
    playTo(scene, 99);
  }

  private static void playTo(RoomScene scene, int deal) {
    while (!scene.room.state().over() && scene.match().dealNo() < deal) {
      if (scene.match().phase() == Phase.PREPARING) scene.saltAll();
      else if (scene.room.state().now().human(scene.turn())) scene.act();
      else scene.timers.pass(RoomScene.SETTINGS.botDelay());
    }
  }

  @Test
  void aBotTakesTheSeatForGoodAndTheMatchGoesOn() {
    var scene = RoomScene.playing(1);
    var match = scene.match();
    int heard = scene.events("c1").size();
    assertThat(scene.ask("p1", new RoomCommand.Leave()).accepted()).isTrue();
    assertThat(scene.match()).isEqualTo(match);
    var east = scene.room.state().now().occupants().at(Seat.EAST);
    assertThat(east.bot()).isTrue();
    assertThat(scene.events("c0"))
        .extracting(e -> e.getString("event"), e -> e.getInteger("seat"), e -> e.getString("name"))
        .endsWith(tuple("seat_left", 1, null), tuple("seat_taken", 1, "Bot 2"));
    assertThat(scene.events("c1")).hasSize(heard);
    assertThat(scene.ask("p1", scene.move()).error()).contains(ErrorCode.NOT_IN_ROOM);
    assertThat(scene.ask("p1", new RoomCommand.Join("Again", Optional.empty())).error())
        .contains(ErrorCode.ROOM_FULL);
    playOn(scene);
    assertThat(end(scene).containsKey("forfeit")).isFalse();
  }

  @Test
  void theBotActsAfterABotsTimeWhereTheLeaverWasInTurn() {
    var scene = RoomScene.four(2);
    scene.saltAll();
    scene.leave(scene.turn().number());
    assertThat(scene.match().phase()).isEqualTo(Phase.NAMING_TRUMP);
    scene.timers.pass(Duration.ofSeconds(1));
    assertThat(scene.match().phase()).isEqualTo(Phase.PLAYING);
  }

  @Test
  void nobodyWaitsForTheSaltOfWhoeverHasLeft() {
    var scene = RoomScene.four(3);
    for (int i = 0; i < 3; i++) scene.ask("p" + i, new RoomCommand.Salt("0" + i));
    scene.leave(3);
    assertThat(scene.match().phase()).isEqualTo(Phase.NAMING_TRUMP);
    assertThat(scene.match().salts().toList()).doesNotContain("");
  }

  @Test
  void whoIsOnlyAwayKeepsTheMatchGoing() {
    var scene = RoomScene.playing(4);
    for (int i = 1; i < 4; i++) scene.ask("p" + i, new RoomCommand.Detach("c" + i));
    scene.room.sweep();
    scene.timers.pass(RoomScene.SETTINGS.grace());
    scene.room.sweep();
    scene.leave(0);
    assertThat(scene.room.state().over()).isFalse();
    assertThat(scene.room.state().now().seatOf("p1")).contains(Seat.EAST);
  }

  @Test
  void theLastPersonWhoLeavesForfeitsAndTheRoomCloses() {
    var scene = RoomScene.playing(5);
    scene.leave(0, 1, 2);
    assertThat(scene.room.state().over()).isFalse();
    scene.leave(3);
    assertThat(scene.match().winner()).contains(Seat.WEST.team().other());
    assertThat(end(scene).getInteger("forfeit")).isEqualTo(3);
    assertThat(end(scene).getJsonArray("left")).extracting(
        each -> ((JsonObject) each).getInteger("seat")).containsExactly(0, 1, 2);
    scene.room.sweep();
    assertThat(scene.retired).as("its records may not be kept yet").isEmpty();
    scene.timers.pass(RoomScene.SETTINGS.linger());
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
  }

  @Test
  void theRecordSaysWhoHasLeftAndInWhichDealAlsoAfterATakeOver() {
    var scene = RoomScene.open(6, false);
    var name = "\u06af\u0644: \u0633\u0631\u062e";
    scene.ask("p1", new RoomCommand.Join(name, Optional.empty()));
    for (int i = 2; i < 4; i++) scene.ask("p" + i, new RoomCommand.Join("N", Optional.empty()));
    scene.playToTheEndOf(1);
    assertThat(scene.match().dealNo()).isEqualTo(2);
    scene.leave(1);
    for (int i = 0; i < 2; i++) {
      var before = scene.room.state();
      scene.adoptedBy(new Owner("n-" + i, 0));
      assertThat(scene.room.state()).isEqualTo(before);
      playTo(scene, 3);
      scene.saltAll();
    }
    assertThat(scene.room.state().journal().base().left()).hasSize(1);
    playOn(scene);
    var left = new JsonArray().add(new JsonObject().put("seat", 1).put("player", "p1")
        .put("name", name).put("deal", 2));
    assertThat(end(scene).getJsonArray("left")).isEqualTo(left);
    var lines = end(scene).getJsonArray("lines");
    assertThat(lines.getJsonObject(lines.size() - 1).getJsonArray("left")).isEqualTo(left);
  }

  @Test
  void theSameLeaveAgainTakesNothingFromTheBot() {
    var scene = RoomScene.playing(7);
    scene.ask("p1", "leave", new RoomCommand.Leave());
    long last = scene.room.state().last();
    scene.adoptedBy(SURVIVOR);
    assertThat(scene.ask("p1", "leave", new RoomCommand.Leave()).result().error())
        .contains(ErrorCode.NOT_IN_ROOM);
    assertThat(scene.room.state().last()).isEqualTo(last);
  }

  @Test
  void theOpeningThatComesAgainAfterItsPlayerHasLeftIsStillKnown() {
    var scene = RoomScene.playing(10);
    scene.leave(0);
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), true);
    assertThat(scene.ask("p0", "open", open).result()).isEqualTo(Answer.ACCEPTED);
    assertThat(scene.ask("p9", "open", open).result().error()).contains(ErrorCode.ROOM_FULL);
  }

  @Test
  void whoLeftTheFirstMatchHasNotLeftTheSecond() {
    var scene = RoomScene.four(RoomScene.open(8, false, SHORT));
    scene.saltAll();
    scene.leave(2);
    playOn(scene);
    for (int i : new int[] {0, 1, 3}) scene.ask("p" + i, new RoomCommand.Rematch(""));
    assertThat(scene.room.state().over()).isFalse();
    playOn(scene);
    assertThat(end(scene).containsKey("left")).isFalse();
  }

  @Test
  void whoLeavesAfterTheMatchHasNotLeftIt() {
    var scene = RoomScene.four(RoomScene.open(9, false, SHORT));
    playOn(scene);
    scene.leave(2);
    assertThat(scene.room.state().now().left()).isEmpty();
  }
}
