package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.protocol.ErrorCode;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.ScriptedRooms;
import hokm.room.Seated;
import hokm.room.StoreUnavailable;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who a socket speaks for, and how a player gets into a room and out of it. */
class SessionTest {

  private GatewayScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new GatewayScene(GatewayScene.QUICK_PINGS);
  }

  @AfterEach
  void close() {
    scene.close();
  }

  @Test
  void aGuestIsWelcomedWithHisNameAndASecret() throws Exception {
    var caller = scene.dial();
    caller.say("{\"type\":\"sign_in\",\"version\":1,\"name\":\" Ann \"}");
    var welcome = caller.hears("welcome");
    assertThat(welcome.getString("name")).isEqualTo("Ann");
    assertThat(welcome.getString("player")).isEqualTo("player1");
    assertThat(welcome.getString("token")).isEqualTo("token1");
    assertThat(welcome.getString("node")).isEqualTo("n-1");
  }

  @Test
  void aDeviceIsTheSamePlayerEachTimeUnderItsNewestName() throws Exception {
    var first = scene.withDevice("Ann").hears("welcome");
    assertThat(first.getString("token")).isEqualTo(GatewayScene.DEVICE);
    assertThat(first.containsKey("room")).isFalse();
    var again = scene.withDevice("Anna").hears("welcome");
    assertThat(again.getString("player")).isEqualTo(first.getString("player"));
    assertThat(again.getString("name")).isEqualTo("Anna");
    assertThat(scene.sessions.made()).isEqualTo(1);
    scene.dial().resume(GatewayScene.DEVICE).hears("resumed");
  }

  @Test
  void aDeviceThatSignsInAgainIsTakenToItsSeatAndDisplacesTheOlderSocket() throws Exception {
    var older = scene.withDevice("Ann");
    older.hears("welcome");
    older.say("create_room", "c").hears("accepted");
    var room = scene.attached(1).room();
    var newer = scene.withDevice("Anna");
    assertThat(newer.hears("welcome").getString("room")).isEqualTo(room);
    var attach = (RoomCommand.Attach) scene.attached(2).command();
    assertThat(attach.lastSeen()).isEqualTo(-1);
    assertThat(attach.arrival()).isEqualTo(2);
    newer.hears("room_resumed");
    assertThat(older.closedWith()).isEqualTo(1000);
    assertThat(newer.say("create_room", "d").error()).isEqualTo("already_in_room");
  }

  @Test
  void aSecondSignInIsRefusedAndTheFirstStays() throws Exception {
    var caller = scene.player("Ann");
    caller.say("{\"type\":\"sign_in\",\"version\":1,\"name\":\"Eve\"}");
    assertThat(caller.error()).isEqualTo("already_signed_in");
    caller.resume("token1");
    assertThat(caller.error()).isEqualTo("already_signed_in");
    assertThat(scene.sessions.made()).isEqualTo(1);
    caller.say("create_room", "1").hears("accepted");
    assertThat(scene.rooms.asks.get(0).player()).isEqualTo("player1");
  }

  @Test
  void aStoreThatHasForgottenAllIsGivenItsGuestsAgainAlsoThoseWhoHaveJustGone() throws Exception {
    scene.seated("Ann");
    var room = scene.sessions.of("token1").room();
    scene.player("Bea").hangUp();
    await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() == 1);
    scene.sessions.forgetAll();
    await().atMost(Caller.PATIENCE).until(() -> scene.sessions.of("token1") != null
        && scene.sessions.of("token2") != null);
    assertThat(room).isPresent();
    assertThat(scene.sessions.of("token1").room()).isEqualTo(room);
    assertThat(scene.dial().resume("token2").hears("resumed").getString("player"))
        .isEqualTo("player2");
  }

  @Test
  void nothingButASessionIsServedBeforeThereIsOne() throws Exception {
    var caller = scene.dial();
    caller.say("quick_match", "1");
    var error = caller.hears("error");
    assertThat(error.getString("code")).isEqualTo("not_signed_in");
    assertThat(error.getString("id")).isEqualTo("1");
    assertThat(scene.dial().resume("stolen").error()).isEqualTo("bad_token");
  }

  @Test
  void aStoreThatIsAwayIsARefusalAndTheSocketStays() throws Exception {
    scene.sessions.down = Optional.of(new StoreUnavailable("Redis is away.", null));
    var caller = scene.dial();
    caller.say("{\"type\":\"sign_in\",\"version\":1,\"name\":\"Ann\"}");
    assertThat(caller.error()).isEqualTo("unavailable");
    scene.sessions.down = Optional.empty();
    assertThat(caller.signIn("Ann").token()).isNotEmpty();
  }

  @Test
  void aCreatedRoomHasACodeThatNobodyMisreadsAndItsMakerInASeat() throws Exception {
    var caller = scene.player("Ann");
    caller.say(new JsonObject("{\"type\":\"create_room\",\"id\":\"c\",\"target\":3}"));
    var accepted = caller.hears("accepted");
    var code = accepted.getString("room");
    assertThat(code).matches("[23456789A-HJ-NP-Z]{6}");
    assertThat(accepted.getInteger("seat")).isZero();
    var open = (RoomCommand.Open) scene.rooms.asked(RoomCommand.Open.class).get(0).command();
    assertThat(open.rules()).isEqualTo(new MatchRules(3, MatchRules.FirstHakem.FIRST_ACE,
        MatchRules.Redeal.NONE));
    assertThat(open.bots()).isFalse();
    assertThat(open.players()).extracting("name").containsExactly("Ann");
    var attach = scene.attached(1);
    assertThat(attach.room()).isEqualTo(code);
    assertThat(((RoomCommand.Attach) attach.command()).gateway()).isEqualTo("n-1.0");
    assertThat(((RoomCommand.Attach) attach.command()).lastSeen()).isEqualTo(-1);
    assertThat(scene.sessions.of("token1").room()).contains(code);
  }

  @Test
  void aRoomIsCreatedOnceHoweverOftenTheCommandIsSent() throws Exception {
    var first = scene.player("Ann");
    var code = first.say("create_room", "c").hears("accepted").getString("room");
    var again = first.say("create_room", "c").hears("accepted");
    assertThat(again.getString("room")).isEqualTo(code);
    first.hangUp();
    var second = scene.dial().resume("token1");
    assertThat(second.hears("resumed").getString("room")).isEqualTo(code);
    assertThat(second.say("create_room", "c").hears("accepted").getString("room"))
        .isEqualTo(code);
    assertThat(scene.rooms.asked(RoomCommand.Open.class)).hasSize(1);
    assertThat(second.say("create_room", "d").error()).isEqualTo("already_in_room");
  }

  @Test
  void aResentCreateRoomTellsTheSeatToWhichItsPlayerHasChangedSince() throws Exception {
    scene.rooms.script = ask -> Future.succeededFuture(
        ask.command() instanceof RoomCommand.ChangeSeat change ? Answer.seated(change.seat())
            : ScriptedRooms.agreeable(ask));
    var caller = scene.seated("Ann");
    var change = new JsonObject("{\"type\":\"change_seat\",\"id\":\"s\",\"seat\":2}");
    var accepted = caller.say(change).hears("accepted");
    assertThat(accepted.getInteger("seat")).isEqualTo(2);
    assertThat(caller.say("create_room", "create").hears("accepted"))
        .isEqualTo(accepted.put("id", "create"));
  }

  @Test
  void aRoomWhoseMakerNeverHeardOfItIsFoundByTheSameCommand() throws Exception {
    var caller = scene.player("Ann");
    scene.rooms.script = ask -> Future.succeededFuture(Answer.refused(ErrorCode.UNAVAILABLE));
    assertThat(caller.say("create_room", "c").error()).isEqualTo("unavailable");
    scene.rooms.script = ask -> Future.succeededFuture(ScriptedRooms.agreeable(ask));
    caller.say("create_room", "c").hears("accepted");
    assertThat(scene.rooms.asked(RoomCommand.Open.class)).extracting(Ask::room)
        .hasSize(2).containsOnly(scene.rooms.asks.get(0).room());
  }

  @Test
  void aCodeThatOthersHaveIsPassedOver() throws Exception {
    var caller = scene.player("Ann");
    var tried = new HashSet<String>();
    scene.rooms.script = ask -> Future.succeededFuture(
        ask.command() instanceof RoomCommand.Open && tried.add(ask.room()) && tried.size() < 3
            ? Answer.refused(ErrorCode.ROOM_FULL) : ScriptedRooms.agreeable(ask));
    caller.say("create_room", "c").hears("accepted");
    assertThat(tried).hasSize(3);
  }

  @Test
  void aPlayerReturnsToTheSeatThatTheSessionNames() throws Exception {
    var caller = scene.seated("Ann");
    var room = scene.attached(1).room();
    caller.hangUp();
    var back = scene.dial();
    back.say(new JsonObject("{\"type\":\"resume\",\"version\":1,\"token\":\"token1\","
        + "\"lastSeen\":17}"));
    assertThat(back.hears("resumed").getString("room")).isEqualTo(room);
    var attach = (RoomCommand.Attach) scene.attached(2).command();
    assertThat(attach.lastSeen()).isEqualTo(17);
    back.hears("room_resumed");
  }

  @Test
  void aReturnToARoomThatIsNoMoreEndsInTheLobby() throws Exception {
    var caller = scene.seated("Ann");
    caller.hangUp();
    scene.rooms.script = ask -> Future.succeededFuture(Answer.refused(ErrorCode.NO_ROOM));
    var back = scene.dial().resume("token1");
    back.hears("resumed");
    back.hears("room_closed");
    assertThat(scene.sessions.of("token1").room()).isEmpty();
    assertThat(back.say("leave", "1").error()).isEqualTo("not_in_room");
  }

  @Test
  void eachSocketThatComesWithATokenCountsAsNewerThanThoseBefore() throws Exception {
    var caller = scene.seated("Ann");
    assertThat(arrival(1)).isEqualTo(1);
    for (int i = 2; i < 5; i++) {
      scene.dial().resume(caller.token()).hears("room_resumed");
      assertThat(arrival(i)).isEqualTo(i);
    }
  }

  private long arrival(int attach) {
    return ((RoomCommand.Attach) scene.attached(attach).command()).arrival();
  }

  @Test
  void theNewerSocketOfAPlayerWins() throws Exception {
    var older = scene.player("Ann");
    var newer = scene.dial().resume(older.token());
    newer.hears("resumed");
    assertThat(older.error()).isEqualTo("displaced");
    assertThat(older.closedWith()).isEqualTo(1000);
    newer.say("create_room", "1").hears("accepted");
  }

  @Test
  void whoLeavesIsFreeAndTheRoomIsTold() throws Exception {
    var caller = scene.seated("Ann");
    caller.say("leave", "9");
    assertThat(caller.hears("accepted").getString("id")).isEqualTo("9");
    assertThat(scene.rooms.asked(RoomCommand.Leave.class)).hasSize(1);
    assertThat(scene.sessions.of("token1").room()).isEmpty();
    assertThat(caller.say("leave", "10").error()).isEqualTo("not_in_room");
  }

  @Test
  void aQuickMatchSeatsThePlayerWhereTheMatchmakerSays() throws Exception {
    var caller = scene.player("Ann");
    caller.say("quick_match", "q");
    assertThat(caller.hears("queued").getString("id")).isEqualTo("q");
    scene.rooms.script = ask -> Future.succeededFuture(Answer.seated(Seat.NORTH));
    scene.vertx.eventBus().publish(Seated.ADDRESS,
        new Seated("MATCH2", List.of("someone", "player1")));
    var matched = caller.hears("matched");
    assertThat(matched.getString("room")).isEqualTo("MATCH2");
    assertThat(matched.getInteger("seat")).isEqualTo(2);
    assertThat(scene.sessions.of("token1").room()).contains("MATCH2");
    assertThat(caller.say("quick_match", "again").error()).isEqualTo("already_in_room");
  }

  @Test
  void aSeatWhoseNewsWasLostIsFoundAllTheSame() throws Exception {
    var caller = scene.player("Ann");
    caller.say("quick_match", "q").hears("queued");
    scene.tickets.place("player1", "MATCH2");
    assertThat(caller.hears("matched").getString("room")).isEqualTo("MATCH2");
  }

  @Test
  void whoReturnsFindsTheTableThatWasMadeMeanwhile() throws Exception {
    var caller = scene.player("Ann");
    caller.say("quick_match", "q").hears("queued");
    caller.hangUp();
    scene.tickets.place("player1", "MATCH2");
    var back = scene.dial().resume("token1");
    assertThat(back.hears("resumed").getString("room")).isEqualTo("MATCH2");
    await().until(() -> scene.sessions.of("token1").room().equals(Optional.of("MATCH2")));
  }

  @Test
  void aTableThatIsNotOpenYetIsNobodysRoom() throws Exception {
    var caller = scene.player("Ann");
    caller.say("quick_match", "q").hears("queued");
    scene.tickets.assign("MATCH2", List.of("player1"));
    var back = scene.dial().resume("token1");
    assertThat(back.hears("resumed").containsKey("room")).isFalse();
    back.say("quick_match", "q").hears("queued");
    await().during(Duration.ofMillis(600)).until(() ->
        scene.rooms.asks.isEmpty() && !back.types().contains("room_closed"));
    scene.tickets.opened("MATCH2");
    assertThat(back.hears("matched").getString("room")).isEqualTo("MATCH2");
  }

  @Test
  void whoWaitsIsInTheQueueAgainAfterTheStoreHasLostIt() throws Exception {
    var caller = scene.player("Ann");
    caller.say("quick_match", "q").hears("queued");
    scene.tickets.cancel("player1");
    await().until(() -> scene.tickets.waiting(9).result().size() == 1);
  }

  @Test
  void whoCancelsOrTakesAnotherSeatWaitsNoLonger() throws Exception {
    var caller = scene.player("Ann");
    assertThat(caller.say("cancel_quick_match", "0").error()).isEqualTo("not_in_queue");
    caller.say("quick_match", "1").hears("queued");
    caller.say("cancel_quick_match", "2").hears("accepted");
    assertThat(scene.tickets.waiting(9).result()).isEmpty();
    caller.say("quick_match", "3").hears("queued");
    assertThat(scene.tickets.waiting(9).result()).hasSize(1);
    caller.say("create_room", "4").hears("accepted");
    assertThat(scene.tickets.waiting(9).result()).isEmpty();
  }

  @Test
  void aSocketThatClosesWhileItsSessionIsMadeLeavesNothingBehind() throws Exception {
    for (int i = 0; i < 5; i++) {
      var caller = scene.dial();
      caller.say("{\"type\":\"sign_in\",\"version\":1,\"name\":\"Ann\"}");
      caller.hangUp();
    }
    await().until(() -> scene.sockets.get() == 0);
    scene.vertx.eventBus().publish(Seated.ADDRESS, new Seated("MATCH2",
        List.of("player1", "player2", "player3", "player4", "player5")));
    scene.player("Bob").settled();
    assertThat(scene.rooms.asked(RoomCommand.Attach.class)).isEmpty();
  }
}
