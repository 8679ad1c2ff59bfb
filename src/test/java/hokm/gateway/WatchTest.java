package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.protocol.ErrorCode;
import hokm.room.Adopted;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.Owner;
import hokm.room.RoomCommand;
import hokm.room.ScriptedRooms;
import hokm.room.Tell;
import hokm.room.Tell.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The line of one who only looks on. */
class WatchTest {

  private static final String ROOM = "K7PM2Q";
  private GatewayScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new GatewayScene();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private static JsonObject watch(String id) {
    return new JsonObject().put("type", "watch").put("id", id).put("room", ROOM);
  }

  private Ask asked(Class<? extends RoomCommand> command, int count) {
    await().pollInterval(Duration.ofMillis(5)).atMost(Caller.PATIENCE)
        .until(() -> scene.rooms.asked(command).size() >= count);
    return scene.rooms.asked(command).get(count - 1);
  }

  private static RoomCommand.Watch of(Ask ask) {
    return (RoomCommand.Watch) ask.command();
  }

  private void tell(Ask ask, Kind kind, long first, long last) {
    scene.vertx.eventBus().send("gateway." + of(ask).gateway(), new Tell(ROOM, List.of(
        new Tell.ForSocket(of(ask).connection(), kind, first, last, new JsonObject()
            .put("type", kind == Kind.VIEW ? "view" : "events").put("n", last).encode()))));
  }

  private Caller watching() throws Exception {
    var caller = scene.player("Ann");
    var accepted = caller.say(watch("w")).hears("accepted");
    assertThat(accepted.getString("room")).isEqualTo(ROOM);
    assertThat(accepted.containsKey("seat")).isFalse();
    return caller;
  }

  @Test
  void theViewComesAfterTheWordThatOneLooksOnThoughTheRoomSendsItBefore() throws Exception {
    Promise<Answer> answer = Promise.promise();
    scene.rooms.script = ask -> answer.future();
    var caller = scene.player("Ann").say(watch("w"));
    var asked = asked(RoomCommand.Watch.class, 1);
    assertThat(asked.player()).isEqualTo("player1");
    tell(asked, Kind.VIEW, 4, 4);
    caller.settled();
    answer.complete(Answer.ACCEPTED);
    caller.hears("accepted");
    assertThat(caller.hears("view").getInteger("n")).isEqualTo(4);
    tell(asked, Kind.EVENTS, 5, 6);
    assertThat(caller.hears("events").getInteger("n")).isEqualTo(6);
    tell(asked, Kind.EVENTS, 8, 9);
    assertThat(of(asked(RoomCommand.Watch.class, 2)).lastSeen()).isEqualTo(6);
  }

  @Test
  void whereNobodyMayLookOnTheCommandIsRefusedAndNothingElseIsSaid() throws Exception {
    for (var code : List.of(ErrorCode.NO_ROOM, ErrorCode.TOO_MANY_SPECTATORS)) {
      scene.rooms.script = ask -> Future.succeededFuture(Answer.refused(code));
      var caller = scene.player("Ann").say(watch("w"));
      assertThat(caller.hears("error").getString("code")).isEqualTo(code.code());
      assertThat(caller.settled().types()).doesNotContain("room_closed", "accepted");
      assertThat(caller.say("leave", "l").error()).isEqualTo("not_in_room");
    }
  }

  @Test
  void aMoveOfTheRoomHasThemComeAgainWithWhatTheyHave() throws Exception {
    var caller = watching();
    tell(asked(RoomCommand.Watch.class, 1), Kind.VIEW, 7, 7);
    caller.hears("view");
    scene.vertx.eventBus().publish(Adopted.ADDRESS,
        new Adopted(List.of(ROOM), List.of(new Owner("b-1", 0))));
    assertThat(of(asked(RoomCommand.Watch.class, 2)).lastSeen()).isEqualTo(7);
    caller.hears("room_resumed");
  }

  @Test
  void leavingEndsItAndSoDoesTheEndOfTheSocket() throws Exception {
    var caller = watching();
    assertThat(caller.say("leave", "l").hears("accepted").getString("id")).isEqualTo("l");
    asked(RoomCommand.Unwatch.class, 1);
    assertThat(caller.say("leave", "again").error()).isEqualTo("not_in_room");
    var other = watching();
    other.hangUp();
    asked(RoomCommand.Unwatch.class, 2);
    assertThat(scene.rooms.asked(RoomCommand.Leave.class)).isEmpty();
  }

  @Test
  void whoLooksOnMayDoNothingButTakeASeatWhichEndsIt() throws Exception {
    var caller = watching();
    assertThat(caller.say("add_bots", "b").error()).isEqualTo("not_in_room");
    caller.say(new JsonObject().put("type", "join_room").put("id", "j").put("room", ROOM));
    assertThat(caller.hears("accepted").getInteger("seat")).isZero();
    asked(RoomCommand.Unwatch.class, 1);
    asked(RoomCommand.Attach.class, 1);
    var commands = scene.rooms.asks.stream().map(ask -> ask.command().getClass()).toList();
    assertThat(commands.indexOf(RoomCommand.Unwatch.class))
        .isLessThan(commands.indexOf(RoomCommand.Attach.class));
    assertThat(caller.say(watch("again")).error()).isEqualTo("already_in_room");
  }

  @Test
  void whoLooksOnSitsNowhereWhenHeComesBack() throws Exception {
    var caller = watching();
    caller.hangUp();
    asked(RoomCommand.Unwatch.class, 1);
    var back = scene.dial().resume(caller.token());
    assertThat(back.hears("resumed").containsKey("room")).isFalse();
  }

  @Test
  void aRoomThatIsNoMoreIsToldAndLeft() throws Exception {
    var caller = watching();
    scene.rooms.script = ask -> Future.succeededFuture(
        ask.command() instanceof RoomCommand.Watch ? Answer.refused(ErrorCode.NO_ROOM)
            : ScriptedRooms.agreeable(ask));
    scene.vertx.eventBus().publish(Adopted.ADDRESS,
        new Adopted(List.of(ROOM), List.of(new Owner("b-1", 0))));
    assertThat(caller.hears("room_closed").getString("room")).isEqualTo(ROOM);
    assertThat(caller.say("leave", "l").error()).isEqualTo("not_in_room");
  }
}
