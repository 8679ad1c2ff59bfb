package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.StopCause;
import hokm.rules.Seat;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a room's clock charges, and what not. */
class RoomClockTest {

  private static final Duration HOUR = Duration.ofHours(1);

  private static int cards(RoomScene scene, Seat seat) {
    return scene.view(seat).handSizes().at(seat);
  }

  @Test
  void aWallClockThatJumpsEndsNoTurnAndGivesNone() {
    for (var jump : new Duration[] {HOUR, HOUR.negated()}) {
      var scene = RoomScene.playing(1);
      var seat = scene.turn();
      scene.timers.pass(Duration.ofSeconds(20));
      scene.timers.setWall(jump);
      scene.room.hold();
      scene.room.release();
      scene.timers.pass(Duration.ofSeconds(9));
      assertThat(cards(scene, seat)).as("a second before the time is up").isEqualTo(13);
      scene.timers.pass(Duration.ofSeconds(1));
      assertThat(cards(scene, seat)).as("when it is up").isEqualTo(12);
    }
  }

  @Test
  void aRoomThatIsHeldStillChargesNobody() {
    var scene = RoomScene.playing(2);
    var seat = scene.turn();
    scene.timers.pass(Duration.ofSeconds(20));
    scene.room.hold();
    scene.timers.pass(HOUR);
    assertThat(cards(scene, seat)).isEqualTo(13);
    scene.room.release();
    scene.timers.pass(Duration.ofSeconds(10).minusMillis(1));
    assertThat(cards(scene, seat)).isEqualTo(13);
    scene.timers.pass(Duration.ofMillis(1));
    assertThat(cards(scene, seat)).isEqualTo(12);
  }

  @Test
  void whileTheStoreIsAwayTheClockStands() {
    var scene = RoomScene.playing(3);
    var seat = scene.turn();
    scene.room.stop(StopCause.STORE_AWAY);
    scene.timers.pass(HOUR);
    assertThat(cards(scene, seat)).isEqualTo(13);
    scene.room.go(StopCause.STORE_AWAY);
    scene.timers.pass(RoomScene.SETTINGS.turn());
    assertThat(cards(scene, seat)).isEqualTo(12);
  }
}
