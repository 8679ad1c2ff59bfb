package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Adopted;
import hokm.room.Answer;
import hokm.room.RoomCommand;
import hokm.room.Seated;
import hokm.room.Tell;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes between sockets and rooms when all keep to the protocol, and when rooms move. */
class GatewayTest {

  private static final String ROOM = "K7PM2Q";

  private final GatewayScene scene = new GatewayScene(GatewayScene.calm());

  @AfterEach
  void stop() {
    scene.close();
  }

  @Test
  void whoSignsInGetsATokenAndMayCreateARoom() {
    var visitor = scene.visitor().raw("{\"type\":\"sign_in\",\"version\":1,\"name\":\"Shirin\"}");
    assertThat(visitor.hears("welcome").getString("token")).isEqualTo("token1");
    visitor.say("create_room", "id", "c1");
    var accepted = visitor.hears("accepted");
    var room = accepted.getString("room");
    assertThat(room).matches("[2-9A-HJ-NP-Z]{6}");
    assertThat(accepted.getInteger("seat")).isZero();
    assertThat(scene.rooms.attach().lastSeen()).isEqualTo(-1);
    assertThat(scene.rooms.asked.get(0).id()).isEqualTo("c1");
    assertThat(scene.sessions.byToken.get("token1").room()).contains(room);
  }

  @Test
  void aCodeThatIsTakenIsNotGivenASecondTime() {
    var visitor = scene.guest("Shirin");
    scene.rooms.reply = command -> scene.rooms.asked.size() < 3
        ? ScriptedRooms.answer(Answer.refused(ErrorCode.ROOM_FULL))
        : ScriptedRooms.friendly(command);
    var room = visitor.say("create_room", "id", "c1").hears("accepted").getString("room");
    assertThat(scene.rooms.asked.get(2).room()).isEqualTo(room);
    assertThat(scene.rooms.asked.get(0).room()).isNotEqualTo(room);
  }

  @Test
  void thePlayerIsTakenFromTheSessionAndTheIdFromTheFrame() {
    scene.seated("Shirin", ROOM, 1);
    scene.seated("Farhad", ROOM, 1).say("play_card", "id", "c9", "card", "AH").hears("accepted");
    var ask = scene.rooms.asked.get(scene.rooms.asked.size() - 1);
    assertThat(ask.player()).isEqualTo("player2");
    assertThat(ask.id()).isEqualTo("c9");
    assertThat(ask.room()).isEqualTo(ROOM);
  }

  @Test
  void aQuickMatchIsQueuedAndMatchedWhenItIsSeated() {
    var visitor = scene.guest("Shirin").say("quick_match", "id", "c1");
    assertThat(visitor.hears("queued").getString("id")).isEqualTo("c1");
    assertThat(scene.tickets.waiting).containsExactly("player1");
    scene.vertx.eventBus().publish(Seated.ADDRESS, new Seated(ROOM, List.of("player1", "x")));
    assertThat(visitor.hears("matched").getString("room")).isEqualTo(ROOM);
    assertThat(scene.sessions.byToken.get("token1").room()).contains(ROOM);
  }

  @Test
  void onlyWhoWaitsCanStopWaiting() {
    var visitor = scene.guest("Shirin").say("quick_match", "id", "c1");
    visitor.hears("queued");
    visitor.say("cancel_quick_match", "id", "c2").hears("accepted");
    visitor.say("cancel_quick_match", "id", "c3").isRefused("not_in_queue");
  }

  @Test
  void aGapInTheNewsMakesTheGatewayAskForTheTailAgain() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    int before = scene.rooms.asked.size();
    scene.events(ROOM, 5, 6);
    scene.events(ROOM, 8, 9);
    visitor.hears("events");
    await().until(() -> scene.rooms.asked.size() > before);
    assertThat(scene.rooms.attach().lastSeen()).isEqualTo(6);
    visitor.hearsNothingElse();
    scene.events(ROOM, 7, 9);
    assertThat(visitor.hears("events").getInteger("first")).isEqualTo(7);
  }

  @Test
  void newsThatTheClientHasIsNotSentAgain() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.events(ROOM, 5, 6);
    scene.events(ROOM, 5, 6);
    scene.events(ROOM, 3, 4);
    scene.events(ROOM, 7, 7);
    assertThat(visitor.hears("events").getInteger("first")).isEqualTo(5);
    assertThat(visitor.hears("events").getInteger("first")).isEqualTo(7);
    visitor.hearsNothingElse();
  }

  @Test
  void aViewReplacesAllThatTheClientHas() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.tell(ROOM, Tell.Kind.VIEW, 20, 20, "{\"type\":\"view\"}");
    scene.events(ROOM, 21, 21);
    visitor.hears("view");
    visitor.hears("events");
  }

  @Test
  void newsOfAnotherRoomIsNotSent() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.events("ZZZZZZ", 5, 5);
    scene.events(ROOM, 5, 5);
    visitor.hears("events");
    visitor.hearsNothingElse();
  }

  @Test
  void whoeverIsDisplacedIsToldAndClosedAndDoesNotDetachTheNewerSocket() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.tell(ROOM, Tell.Kind.DISPLACED, 0, 0,
        Frames.error(Optional.empty(), ErrorCode.DISPLACED));
    visitor.isRefused("displaced");
    visitor.isClosed(1000);
    scene.guest("Farhad").hearsNothingElse();
    assertThat(scene.rooms.asked(RoomCommand.Detach.class)).isEmpty();
  }

  @Test
  void aClosedRoomFreesItsPlayer() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.tell(ROOM, Tell.Kind.CLOSED, 0, 0, Frames.roomClosed(ROOM));
    visitor.hears("room_closed");
    assertThat(scene.sessions.byToken.get("token1").room()).isEmpty();
    visitor.say("create_room", "id", "c2").hears("accepted");
  }

  @Test
  void afterATakeOverTheSocketIsAttachedAgainWithWhatItHas() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.events(ROOM, 5, 5);
    visitor.hears("events");
    scene.vertx.eventBus().publish(Adopted.ADDRESS, new Adopted(List.of(ROOM, "X"), List.of()));
    assertThat(visitor.hears("room_resumed").getString("room")).isEqualTo(ROOM);
    assertThat(scene.rooms.attach().lastSeen()).isEqualTo(5);
  }

  @Test
  void aRoomThatCannotBeReachedIsToldUnderTheCommandsId() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    scene.rooms.reply = command ->
        ScriptedRooms.answer(Answer.refused(ErrorCode.UNAVAILABLE));
    assertThat(visitor.say("throw_in", "id", "c7").isRefused("unavailable").getString("id"))
        .isEqualTo("c7");
  }

  @Test
  void whoeverWaitsLongHearsThatTheRoomPausesAndThenThatItGoesOn() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    Promise<Answer> answer = Promise.promise();
    scene.rooms.reply = command -> answer.future();
    visitor.say("throw_in", "id", "c7").hears("room_paused");
    answer.complete(Answer.ACCEPTED);
    visitor.hears("room_resumed");
    visitor.hears("accepted");
  }

  @ParameterizedTest
  @EnumSource(value = ErrorCode.class, names = {"CARD_NOT_HELD", "NOT_YOUR_TURN",
      "NOT_THE_HAKEM", "MUST_FOLLOW_SUIT", "TRUMP_ALREADY_NAMED", "MATCH_OVER", "BUSY"})
  void whatTheRoomRefusesIsToldToItsPlayerAlone(ErrorCode code) {
    var other = scene.seated("Farhad", ROOM, 1);
    var visitor = scene.seated("Shirin", ROOM, 1);
    scene.rooms.reply = command -> ScriptedRooms.answer(Answer.refused(code));
    var error = visitor.say("play_card", "id", "c7", "card", "AH").isRefused(code.code());
    assertThat(error.getString("id")).isEqualTo("c7");
    assertThat(error.getString("message")).isEqualTo(code.sentence());
    other.hearsNothingElse();
  }

  @Test
  void whoComesBackIsAttachedWithTheLastNumberSeen() {
    scene.seated("Shirin", ROOM, 4).goes();
    await().until(() -> !scene.rooms.asked(RoomCommand.Detach.class).isEmpty());
    var back = scene.visitor()
        .raw("{\"type\":\"resume\",\"version\":1,\"token\":\"token1\",\"lastSeen\":4}");
    assertThat(back.hears("resumed").getString("room")).isEqualTo(ROOM);
    back.hears("room_resumed");
    assertThat(scene.rooms.attach().lastSeen()).isEqualTo(4);
    scene.events(ROOM, 5, 5);
    back.hears("events");
  }

  @Test
  void syncAsksForTheTailAfterTheNumberThatTheClientNames() {
    var visitor = scene.seated("Shirin", ROOM, 9);
    visitor.raw("{\"type\":\"sync\",\"lastSeen\":6}").hears("room_resumed");
    assertThat(scene.rooms.attach().lastSeen()).isEqualTo(6);
    scene.events(ROOM, 7, 9);
    visitor.hears("events");
  }

  @Test
  void whoLeavesSitsNowhere() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    visitor.say("leave", "id", "c3").hears("accepted");
    visitor.say("leave", "id", "c4").isRefused("not_in_room");
    assertThat(scene.sessions.byToken.get("token1").room()).isEmpty();
    scene.events(ROOM, 5, 5);
    visitor.hearsNothingElse();
  }

  @Test
  void aSocketThatClosesBeforeItsSessionIsFoundNeverAttaches() {
    scene.seated("Shirin", ROOM, 4).goes();
    await().until(() -> scene.sockets.get() == 0);
    int before = scene.rooms.asked(RoomCommand.Attach.class).size();
    Promise<Void> found = Promise.promise();
    scene.sessions.found = found.future();
    scene.visitor().raw("{\"type\":\"resume\",\"version\":1,\"token\":\"token1\"}").goes();
    await().until(() -> scene.sockets.get() == 0);
    found.complete();
    scene.guest("Farhad").hearsNothingElse();
    assertThat(scene.rooms.asked(RoomCommand.Attach.class)).hasSize(before);
  }

  @Test
  void aSocketThatClosesDuringItsAttachIsDetachedAfterIt() {
    var visitor = scene.seated("Shirin", ROOM, 4);
    Promise<Answer> attached = Promise.promise();
    scene.rooms.reply = command -> command instanceof RoomCommand.Attach
        ? attached.future() : ScriptedRooms.friendly(command);
    visitor.raw("{\"type\":\"sync\",\"lastSeen\":2}").hears("room_paused");
    visitor.goes();
    await().until(() -> scene.rooms.asked(RoomCommand.Detach.class).size() == 1);
    attached.complete(Answer.ACCEPTED);
    await().until(() -> scene.rooms.asked(RoomCommand.Detach.class).size() == 2);
  }

  @Test
  void aSeatTakenAsTheSocketClosesIsFoundByTheToken() {
    var visitor = scene.guest("Shirin");
    Promise<Answer> joined = Promise.promise();
    scene.rooms.reply = command -> joined.future();
    visitor.say("join_room", "id", "c1", "room", ROOM).goes();
    await().until(() -> scene.sockets.get() == 0 && !scene.rooms.asked.isEmpty());
    joined.complete(Answer.ACCEPTED);
    await().until(() -> scene.sessions.byToken.get("token1").room().isPresent());
  }

  @Test
  void pagesOfOtherOriginsAreRefused() {
    assertThatThrownBy(() -> scene.visitor(scene.options()
        .setAllowOriginHeader(true).addHeader("Origin", "http://evil.example")))
        .hasMessageContaining("403");
    scene.visitor(scene.options().setAllowOriginHeader(true)
        .addHeader("Origin", "http://127.0.0.1:" + scene.port())).hearsNothingElse();
    assertThat(scene.sockets).hasValue(1);
  }

  @Test
  void aServerThatLeavesSaysSo() {
    var visitor = scene.guest("Shirin");
    GatewayScene.get(Future.all(scene.vertx.deploymentIDs().stream()
        .map(scene.vertx::undeploy).toList()));
    visitor.isRefused("server_leaving");
    visitor.isClosed(1012);
  }
}
