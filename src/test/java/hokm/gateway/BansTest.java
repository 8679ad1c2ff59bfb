package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.room.Bans.Ban;
import hokm.room.RoomCommand;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an operator does not let play. */
class BansTest {

  private static final String DEVICE = "q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiPjRM";
  private static final int POLICY = 1008;

  private GatewayScene scene;

  @BeforeEach
  void open() throws Exception {
    scene = new GatewayScene();
  }

  @AfterEach
  void close() {
    scene.close();
  }

  private Caller comes() throws Exception {
    return scene.dial().say(new JsonObject().put("type", "sign_in").put("version", 1)
        .put("name", "Ann").put("device", DEVICE));
  }

  private void ban(String player, Optional<Instant> until) {
    scene.bans.ban(new Ban(player, "Insults at the table", until));
  }

  private static void assertThrownOut(Caller caller) {
    var error = caller.hears("error");
    assertThat(error.getString("code")).isEqualTo("banned");
    assertThat(error.getString("message")).contains("Insults at the table");
    assertThat(caller.closedWith()).isEqualTo(POLICY);
  }

  @Test
  void aBannedPlayersSocketIsClosedAtOnceAndHisSeatLearnsThatHeIsGone() throws Exception {
    var caller = scene.seated("Ann");
    var other = scene.player("Bea");
    ban("player1", Optional.empty());
    assertThrownOut(caller);
    await().atMost(Caller.PATIENCE).until(() ->
        scene.rooms.asked(RoomCommand.Detach.class).size() == 1);
    other.settled();
    assertThat(other.open()).isTrue();
  }

  @Test
  void aBannedPlayerIsLetInNeitherWithHisDeviceNorWithHisToken() throws Exception {
    var player = comes().hears("welcome").getString("player");
    ban(player, Optional.of(Instant.now().plusSeconds(600)));
    var again = comes();
    assertThrownOut(again);
    assertThat(again.types()).doesNotContain("welcome");
    var resumed = scene.dial().resume(DEVICE);
    assertThrownOut(resumed);
    assertThat(resumed.types()).doesNotContain("resumed");
  }

  @Test
  void aBanEndsByItself() throws Exception {
    var player = comes().hears("welcome").getString("player");
    ban(player, Optional.of(Instant.now().minusMillis(1)));
    assertThat(comes().hears("welcome").getString("player")).isEqualTo(player);
  }

  @Test
  void aBannedPlayerWaitsForNoMatchAnyMore() throws Exception {
    var caller = scene.player("Ann");
    caller.say("quick_match", "q").hears("queued");
    assertThat(scene.tickets.waiting(9).result()).hasSize(1);
    ban("player1", Optional.empty());
    assertThrownOut(caller);
    assertThat(scene.tickets.waiting(9).result()).isEmpty();
  }
}
