package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hokm.room.RoomCommand;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.UpgradeRejectedException;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What one address, or one player, may take of a node, and that others are not touched by it. */
class AddressLimitsTest {

  private static final String ONE = "198.51.100.1";
  private static final String OTHER = "198.51.100.2";
  private static final String PONG = "{\"type\":\"pong\"}";

  private static AbstractThrowableAssert<?, ?> refused(GatewayScene scene, String address,
      String reason) {
    double before = count(scene.meters, reason);
    var told = assertThatThrownBy(() -> scene.dialFrom(address))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UpgradeRejectedException.class);
    told.cause().extracting("status").isEqualTo(429);
    assertThat(count(scene.meters, reason)).isEqualTo(before + 1);
    return told;
  }

  private static double count(MeterRegistry meters, String reason) {
    return meters.get("hokm.connections.refused").tag("reason", reason).counter().count();
  }

  @Test
  void anAddressHasNoMoreSocketsThanItsShareAndOthersHaveTheirs() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.sharing(new Shares(2, 1000, 0, 0, 0), 0))) {
      var first = scene.dialFrom(ONE).signIn("Ann");
      scene.dialFrom("6.6.6.6, " + ONE).signIn("Bob");
      refused(scene, ONE, "address_full");
      scene.dialFrom(OTHER).signIn("Eve");
      first.hangUp();
      await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() == 2);
      scene.dialFrom(ONE).signIn("Cid");
    }
  }

  @Test
  void anAddressThatConnectsTooFastWaits() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.sharing(new Shares(3, 1, 0, 0, 0), 0))) {
      for (int i = 0; i < 3; i++) {
        scene.dialFrom(ONE).hangUp();
        await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() == 0);
      }
      refused(scene, ONE, "address_too_fast");
      scene.dialFrom(OTHER).signIn("Eve");
      await().atMost(Caller.PATIENCE).ignoreExceptions().until(() ->
          scene.dialFrom(ONE).signIn("Ann").open());
    }
  }

  @Test
  void theSocketsOfAnAddressShareOneRateOfMessages() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.sharing(new Shares(0, 0, 20, 0, 0), 0))) {
      var one = scene.dialFrom(ONE).signIn("Ann");
      var two = scene.dialFrom(ONE).signIn("Bob");
      var other = scene.dialFrom(OTHER).signIn("Eve");
      for (int i = 0; i < 160; i++) (i % 2 == 0 ? one : two).say(PONG);
      for (int i = 0; i < 30; i++) other.say(PONG);
      assertThat(one.error()).isEqualTo("too_fast");
      assertThat(two.error()).isEqualTo("too_fast");
      assertThat(other.settled().types()).doesNotContain("error");
    }
  }

  @Test
  void aPlayerOpensSoManyRoomsAMinuteAlsoOnAnotherSocket() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.sharing(Shares.UNLIMITED, 3))) {
      var caller = scene.player("Ann");
      for (int i = 0; i < 3; i++) opened(caller, i);
      caller.say("create_room", "c3");
      assertThat(caller.error()).isEqualTo("too_many_new_rooms");
      caller.say("quick_match", "q3");
      assertThat(caller.error()).isEqualTo("too_many_new_rooms");
      var back = scene.dial().resume(caller.token());
      back.hears("resumed");
      back.say("create_room", "c4");
      assertThat(back.error()).isEqualTo("too_many_new_rooms");
      opened(scene.player("Bob"), 1);
      assertThat(scene.rooms.asked(RoomCommand.Open.class)).hasSize(4);
    }
  }

  private static void opened(Caller caller, int no) {
    caller.say("create_room", "c" + no);
    caller.hears("accepted");
    caller.say("leave", "l" + no);
    caller.hears("accepted");
  }

  @Test
  void thePlayersOfAnAddressShareOneRateOfNewRooms() throws Exception {
    var shares = new Shares(0, 0, 0, 2, 0);
    try (var scene = new GatewayScene(GatewayScene.sharing(shares, 0))) {
      opened(scene.dialFrom(ONE).signIn("Ann"), 1);
      opened(scene.dialFrom(ONE).signIn("Bob"), 1);
      var third = scene.dialFrom(ONE).signIn("Cid");
      third.say("create_room", "c");
      assertThat(third.error()).isEqualTo("too_many_new_rooms");
      opened(scene.dialFrom(OTHER).signIn("Eve"), 1);
    }
  }

  /** 400 who play come back at once, and then play on; three quarters of the messages are pongs. */
  @Test
  void aSchoolBehindOneAddressIsWithinTheDefaults() {
    var visitor = new Visitor(Shares.DEFAULT, 0);
    for (int i = 0; i < 400; i++) {
      assertThat(visitor.arrive() && visitor.connect(0) == Visitor.Place.TAKEN).isTrue();
    }
    for (int i = 0; i < 100; i++) assertThat(visitor.room(0)).isTrue();
    for (int now = 0; now < 60_000; now += 10) {
      for (int i = 0; i < 4; i++) assertThat(visitor.message(now)).isTrue();
    }
  }
}
