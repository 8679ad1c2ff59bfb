package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.Seated;
import hokm.room.Tell;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever comes again is taken to the table of his quick match, and to no other. */
class QuickMatchSeatTest {

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
  void aDeviceWhoseQuickMatchHasBegunMeanwhileIsTakenThere() throws Exception {
    var caller = scene.withDevice("Ann");
    var player = caller.hears("welcome").getString("player");
    caller.say("quick_match", "q").hears("queued");
    caller.hangUp();
    scene.tickets.place(player, "MATCH2");
    assertThat(scene.withDevice("Ann").hears("welcome").getString("room")).isEqualTo("MATCH2");
    await().until(() -> scene.sessions.of(GatewayScene.DEVICE).room()
        .equals(Optional.of("MATCH2")));
  }

  private Caller matched() throws Exception {
    var caller = scene.withDevice("Ann");
    var player = caller.hears("welcome").getString("player");
    caller.say("quick_match", "q").hears("queued");
    scene.tickets.place(player, "MATCH2");
    caller.hears("matched");
    return caller;
  }

  @Test
  void whoLeftTheTableOfAQuickMatchIsNotTakenThereWhenHeComesAgain() throws Exception {
    var caller = matched();
    caller.say("leave", "l").hears("accepted");
    caller.hangUp();
    var again = scene.withDevice("Ann");
    assertThat(again.hears("welcome").containsKey("room")).isFalse();
    again.say("create_room", "c").hears("accepted");
  }

  /** The store lost its newest and had his ticket again, so that he was seated a second time. */
  @Test
  void whoIsLeavingIsNotTakenToAnotherTable() throws Exception {
    var caller = matched();
    scene.sessions.noted = scene.vertx.timer(500).mapEmpty();
    caller.say("leave", "l");
    await().until(() -> scene.sessions.of(GatewayScene.DEVICE).room().isEmpty());
    scene.vertx.eventBus().publish(Seated.ADDRESS, new Seated("MATCH3", List.of("player1")));
    caller.hears("accepted");
    assertThat(scene.rooms.asked(RoomCommand.Attach.class)).extracting(Ask::room)
        .doesNotContain("MATCH3");
  }

  @Test
  void aStoreThatHasTheTicketsAgainOfThoseWhoSitIsRidOfThem() throws Exception {
    var caller = matched();
    scene.player("Bea").say("create_room", "c").hears("accepted");
    caller.hangUp();
    await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() == 1);
    scene.tickets.enqueue("player1", "Ann", "again");
    scene.tickets.enqueue("player2", "Bea", "again");
    assertThat(scene.tickets.waiting(9).result()).hasSize(2);
    scene.sessions.forgetAll();
    await().atMost(Caller.PATIENCE).until(() -> scene.tickets.waiting(9).result().isEmpty());
  }

  @Test
  void whoseTableHasClosedIsNotTakenThereWhenHeComesAgain() throws Exception {
    var caller = matched();
    scene.tell(scene.attached(1), Tell.Kind.CLOSED, 0, 0, "{\"type\":\"room_closed\"}");
    caller.hears("room_closed");
    caller.hangUp();
    assertThat(scene.withDevice("Ann").hears("welcome").containsKey("room")).isFalse();
  }
}
