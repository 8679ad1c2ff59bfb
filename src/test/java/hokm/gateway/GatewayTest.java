package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hokm.protocol.BotLevel;
import hokm.protocol.Emote;
import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.protocol.MeantDeal;
import hokm.room.Adopted;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.ScriptedRooms;
import hokm.room.Tell.Kind;
import hokm.rules.Card;
import hokm.rules.Seat;
import hokm.rules.Suit;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A seat's line: what the client is told of its room, and what the room is told of the client. */
class GatewayTest {

  private GatewayScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new GatewayScene();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void everyCommandReachesTheRoomAsItselfUnderTheSessionsPlayer() throws Exception {
    var caller = scene.seated("Ann");
    var room = scene.attached(1).room();
    caller.say("add_bots", "1").say("throw_in", "2")
        .say(new JsonObject("{\"type\":\"salt\",\"id\":\"3\",\"salt\":\"0a\"}"))
        .say(new JsonObject("{\"type\":\"name_trump\",\"id\":\"4\",\"suit\":\"hearts\"}"))
        .say(new JsonObject("{\"type\":\"play_card\",\"id\":\"5\",\"card\":\"TH\"}"));
    caller.say(new JsonObject("{\"type\":\"emote\",\"id\":\"6\",\"emote\":\"good_luck\"}"));
    caller.say(new JsonObject("{\"type\":\"change_seat\",\"id\":\"7\",\"seat\":3}"));
    caller.say("rematch", "8");
    for (int id = 1; id <= 8; id++) {
      assertThat(caller.hears("accepted").getString("id")).isEqualTo("" + id);
    }
    assertThat(scene.rooms.asks).contains(
        new Ask(room, "player1", "1", new RoomCommand.AddBots(BotLevel.NORMAL)),
        new Ask(room, "player1", "2", new RoomCommand.ThrowIn(MeantDeal.ANY)),
        new Ask(room, "player1", "3", new RoomCommand.Salt("0a")),
        new Ask(room, "player1", "4", new RoomCommand.NameTrump(Suit.HEARTS, MeantDeal.ANY)),
        new Ask(room, "player1", "5", new RoomCommand.PlayCard(Card.of("TH"), MeantDeal.ANY)),
        new Ask(room, "player1", "6", new RoomCommand.Say(Emote.GOOD_LUCK)),
        new Ask(room, "player1", "7", new RoomCommand.ChangeSeat(Seat.WEST)),
        new Ask(room, "player1", "8", new RoomCommand.Rematch("")));
  }

  @Test
  void newsGoesOnOnlyWhenItFollowsWhatTheClientHas() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 4, 4);
    scene.tell(attach, Kind.EVENTS, 3, 4);
    scene.tell(attach, Kind.EVENTS, 5, 6);
    caller.hears("view");
    assertThat(caller.hears("events").getInteger("n")).isEqualTo(6);
    scene.tell(attach, Kind.EVENTS, 8, 8);
    assertThat(scene.attached(2).command()).isEqualTo(again(attach, 6));
    scene.tell(attach, Kind.EVENTS, 7, 8);
    assertThat(caller.hears("events").getInteger("n")).isEqualTo(8);
    assertThat(caller.types().stream().filter("events"::equals)).hasSize(2);
  }

  @Test
  void whoseTurnItIsIsToldOnlyToWhoHasAllThatCameBefore() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 4, 4);
    scene.tell(attach, Kind.NOTICE, 3, 3, "{\"type\":\"turn\",\"of\":3}");
    scene.tell(attach, Kind.NOTICE, 4, 4, "{\"type\":\"turn\",\"of\":4}");
    assertThat(caller.hears("turn").getInteger("of")).isEqualTo(4);
    scene.tell(attach, Kind.NOTICE, 6, 6, "{\"type\":\"turn\",\"of\":6}");
    assertThat(scene.attached(2).command()).isEqualTo(again(attach, 4));
    assertThat(caller.settled().types().stream().filter("turn"::equals)).hasSize(1);
  }

  @Test
  void aTailThatOverlapsIsAskedForAgainAndNotSentTwice() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 4, 4);
    scene.tell(attach, Kind.EVENTS, 3, 6);
    assertThat(scene.attached(2).command()).isEqualTo(again(attach, 4));
    assertThat(caller.settled().types()).doesNotContain("events");
  }

  @Test
  void aViewThatWasLostIsAskedForWhenTheNextNewsComes() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    caller.settled();
    scene.tell(attach, Kind.EVENTS, 5, 6);
    assertThat(scene.attached(2).command()).isEqualTo(again(attach, -1));
    scene.tell(attach, Kind.VIEW, 6, 6);
    assertThat(caller.hears("view").getInteger("n")).isEqualTo(6);
    assertThat(caller.types()).doesNotContain("events");
  }

  @Test
  void aViewFromBeforeWhatWasShownIsPassedOver() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 9, 9);
    scene.tell(attach, Kind.VIEW, 3, 3);
    scene.tell(attach, Kind.EVENTS, 10, 11);
    assertThat(caller.hears("view").getInteger("n")).isEqualTo(9);
    assertThat(caller.hears("events").getInteger("n")).isEqualTo(11);
    assertThat(caller.types()).containsOnlyOnce("view");
  }

  @Test
  void aViewThatWasUnderWayWhenThePlayerEnteredTheRoomOnceMoreIsPassedOver() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 9, 9);
    caller.hears("view");
    caller.say(new JsonObject().put("type", "join_room").put("id", "again")
        .put("room", attach.room()));
    scene.attached(2);
    scene.tell(attach, Kind.VIEW, 3, 3);
    scene.tell(attach, Kind.VIEW, 10, 10);
    assertThat(caller.hears("view").getInteger("n")).isEqualTo(10);
  }

  @Test
  void aSocketThatTheRoomKnowsANewerThanIsDisplaced() throws Exception {
    scene.rooms.script = ask -> Future.succeededFuture(ask.command() instanceof RoomCommand.Attach
        ? Answer.refused(ErrorCode.DISPLACED) : ScriptedRooms.agreeable(ask));
    var caller = scene.seated("Ann");
    assertThat(caller.error()).isEqualTo("displaced");
    assertThat(caller.closedWith()).isEqualTo(1000);
  }

  @Test
  void aRoomWhoseMoveWasNotToldIsFoundAgainByAsking() throws Exception {
    try (var quick = new GatewayScene(GatewayScene.quick(Duration.ofSeconds(60),
        Duration.ofMillis(300), Duration.ofSeconds(10)))) {
      var caller = quick.seated("Ann");
      var attach = quick.attached(1);
      quick.tell(attach, Kind.VIEW, 9, 9);
      caller.hears("view");
      assertThat(quick.attached(2).command()).isEqualTo(again(attach, 9));
      quick.tell(attach, Kind.EVENTS, 10, 12);
      assertThat(caller.hears("events").getInteger("n")).isEqualTo(12);
      assertThat(caller.types()).doesNotContain("room_resumed");
    }
  }

  private static RoomCommand again(Ask attach, long lastSeen) {
    var first = (RoomCommand.Attach) attach.command();
    return new RoomCommand.Attach(first.gateway(), first.connection(), lastSeen,
        first.arrival());
  }

  @Test
  void newsOfAnotherRoomIsNotForThisSocket() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    var other = new Ask("ZZZZZZ", attach.player(), attach.id(), attach.command());
    scene.tell(other, Kind.VIEW, 4, 4);
    scene.tell(attach, Kind.VIEW, 1, 1);
    caller.hears("view");
    assertThat(caller.heard.stream().filter(f -> f.getString("type").equals("view")))
        .hasSize(1);
  }

  @Test
  void aRoomThatHasMovedIsAttachedAgainWithWhatTheClientHas() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 9, 9);
    caller.hears("view");
    scene.vertx.eventBus().publish(Adopted.ADDRESS,
        new Adopted(List.of("OTHERS", attach.room()), List.of()));
    assertThat(scene.attached(2).command()).isEqualTo(again(attach, 9));
    assertThat(caller.hears("room_resumed").getString("room")).isEqualTo(attach.room());
  }

  @Test
  void aDisplacedSocketIsToldAndClosed() throws Exception {
    var caller = scene.seated("Ann");
    scene.tell(scene.attached(1), Kind.DISPLACED, 0, 0,
        Frames.error(Optional.empty(), ErrorCode.DISPLACED));
    assertThat(caller.error()).isEqualTo("displaced");
    assertThat(caller.closedWith()).isEqualTo(1000);
  }

  @Test
  void aRoomThatClosesLeavesItsPlayerFreeToEnterAnother() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.CLOSED, 0, 0, Frames.roomClosed(attach.room()));
    caller.hears("room_closed");
    assertThat(scene.sessions.of(caller.token()).room()).isEmpty();
    caller.say("create_room", "another");
    assertThat(caller.hears("accepted").getString("room")).isNotEqualTo(attach.room());
  }

  @Test
  void aSlowRoomIsToldOfAndSoIsItsReturn() throws Exception {
    var caller = scene.seated("Ann");
    Promise<Answer> slow = Promise.promise();
    scene.rooms.script = ask -> slow.future();
    caller.say("add_bots", "b");
    caller.hears("room_paused");
    slow.complete(Answer.ACCEPTED);
    caller.hears("room_resumed");
    assertThat(caller.hears("accepted").getString("id")).isEqualTo("b");
  }

  @Test
  void anUnreachableRoomIsAttachedUntilItAnswers() throws Exception {
    var caller = scene.player("Ann");
    var answers = new ArrayList<>(List.of(Answer.refused(ErrorCode.UNAVAILABLE),
        Answer.refused(ErrorCode.UNAVAILABLE), Answer.seated(Seat.SOUTH)));
    scene.rooms.script = ask -> Future.succeededFuture(
        ask.command() instanceof RoomCommand.Attach ? answers.remove(0)
            : ScriptedRooms.agreeable(ask));
    caller.say("create_room", "1");
    caller.hears("room_paused");
    caller.hears("room_resumed");
    assertThat(answers).isEmpty();
    assertThat(caller.types().stream().filter("room_paused"::equals)).hasSize(1);
  }

  @Test
  void theRoomHearsOfAClosedSocketAfterItHasHeardOfTheSocket() throws Exception {
    Promise<Answer> slow = Promise.promise();
    scene.rooms.script = ask -> ask.command() instanceof RoomCommand.Attach ? slow.future()
        : Future.succeededFuture(ScriptedRooms.agreeable(ask));
    var caller = scene.seated("Ann");
    var attach = (RoomCommand.Attach) scene.attached(1).command();
    caller.hangUp();
    await().until(() -> scene.sockets.get() == 0);
    assertThat(scene.rooms.asked(RoomCommand.Detach.class)).isEmpty();
    slow.complete(Answer.seated(Seat.SOUTH));
    await().until(() -> scene.rooms.asked(RoomCommand.Detach.class).size() == 1);
    assertThat(scene.rooms.asked(RoomCommand.Detach.class).get(0).command())
        .isEqualTo(new RoomCommand.Detach(attach.connection()));
  }

  @Test
  void aRoomEnteredWhileAnOlderOneStillHangsIsAttached() throws Exception {
    Promise<Answer> hangs = Promise.promise();
    scene.rooms.script = ask -> ask.command() instanceof RoomCommand.Attach
        && ask.room().equals("OLDER2") ? hangs.future()
        : Future.succeededFuture(ScriptedRooms.agreeable(ask));
    var caller = scene.player("Ann");
    caller.say(new JsonObject("{\"type\":\"join_room\",\"id\":\"1\",\"room\":\"OLDER2\"}"));
    caller.hears("accepted");
    caller.say("leave", "2");
    caller.hears("accepted");
    caller.say(new JsonObject("{\"type\":\"join_room\",\"id\":\"3\",\"room\":\"NEWER2\"}"));
    assertThat(scene.attached(2).room()).isEqualTo("NEWER2");
    hangs.complete(Answer.refused(ErrorCode.NOT_IN_ROOM));
    assertThat(caller.settled().types()).doesNotContain("room_closed");
  }

  @Test
  void aClientThatClaimsToHaveMoreThanItWasSentGetsAWholeView() throws Exception {
    var caller = scene.seated("Ann");
    var attach = scene.attached(1);
    scene.tell(attach, Kind.VIEW, 9, 9);
    caller.hears("view");
    caller.say(new JsonObject().put("type", "sync").put("lastSeen", 7));
    assertThat(scene.attached(2).command()).isEqualTo(again(attach, 7));
    caller.hears("room_resumed");
    caller.say(new JsonObject().put("type", "sync").put("lastSeen", 1000));
    assertThat(scene.attached(3).command()).isEqualTo(again(attach, -1));
  }

  @Test
  void aRefusalOfTheRoomReachesTheOneWhoAskedAndNobodyElse() throws Exception {
    var ann = scene.seated("Ann");
    var bob = scene.seated("Bob");
    scene.rooms.script = ask -> Future.succeededFuture(Answer.refused(ErrorCode.NOT_YOUR_TURN));
    ann.say(new JsonObject("{\"type\":\"play_card\",\"id\":\"5\",\"card\":\"TH\"}"));
    var error = ann.hears("error");
    assertThat(error.getString("id")).isEqualTo("5");
    assertThat(error.getString("code")).isEqualTo("not_your_turn");
    assertThat(error.getString("message")).isEqualTo(ErrorCode.NOT_YOUR_TURN.sentence());
    assertThat(bob.settled().types()).doesNotContain("error");
  }

  @Test
  void aLeavingServerSaysSoAndAsksToComeBack() throws Exception {
    var seated = scene.seated("Ann");
    var lobby = scene.player("Bob");
    scene.stopGateway();
    for (var caller : List.of(seated, lobby)) {
      assertThat(caller.error()).isEqualTo("server_leaving");
      assertThat(caller.closedWith()).isEqualTo(1012);
    }
  }

  @Test
  void aServerThatLeavesSendsEachClientElsewhereOnceAndTakesNoMore() throws Exception {
    var callers = new ArrayList<Caller>();
    for (int i = 0; i < 8; i++) callers.add(scene.player("Ann" + i));
    var left = scene.gateway.leave(Duration.ofMillis(400));
    for (var caller : callers) {
      assertThat(caller.error()).isEqualTo("server_leaving");
      assertThat(caller.closedWith()).isEqualTo(1012);
      assertThat(caller.types().stream().filter("error"::equals)).hasSize(1);
    }
    left.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    assertThatThrownBy(scene::dial).cause().extracting("status").isEqualTo(503);
    assertThat(scene.sockets).hasValue(0);
  }
}
