package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.protocol.StopCause;
import hokm.rules.Seat;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

  /** In the middle of a deal, with a bank touched and time given back. */
  private static RoomState state() {
    var scene = RoomScene.playing(1);
    scene.timers.pass(RoomScene.SETTINGS.turn().plusSeconds(7));
    scene.room.stop(StopCause.STORE_AWAY);
    scene.timers.pass(Duration.ofMillis(250));
    scene.room.go(StopCause.STORE_AWAY);
    scene.act();
    return scene.room.state();
  }

  @Test
  void banksAndTimesAndTimeGivenBackAreReadAsTheyWereWritten() {
    var state = state();
    assertThat(state.times().fromBank().toList()).contains(7000L);
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(state))).isEqualTo(state);
  }

  @Test
  void aSnapshotOfTheFormatBeforeIsReadWithWholeBanks() {
    var state = RoomScene.playing(2).room.state();
    var times = state.times();
    var old = SnapshotCodec.encode(state).toJsonObject().put("f", 1)
        .put("s", times.startedAt()).put("d", times.dealAt());
    old.remove("t");
    var read = SnapshotCodec.decode(old.toBuffer());
    assertThat(read.now()).isEqualTo(state.now());
    assertThat(read.times()).isEqualTo(
        new RoomTimes(times.startedAt(), times.dealAt(), 0, times.fromBank()));
    for (Seat seat : Seat.values()) assertThat(read.times().fromBank().at(seat)).isZero();
  }

  @Test
  void aSnapshotOfALaterFormatIsRefusedInASentence() {
    var later = new JsonObject().put("f", 3).put("c", "K7PM2Q").toBuffer();
    assertThatThrownBy(() -> SnapshotCodec.decode(later))
        .hasMessage("Room K7PM2Q was saved in format 3; this node reads formats 1 and 2.");
  }
}
