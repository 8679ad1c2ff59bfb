package hokm.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.Lease;
import hokm.room.Owner;
import hokm.room.RoomStore.Claimed;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchTest {

  private final Optional<Claimed> before = Optional.of(room(2, 40));

  @Test
  void aRoomThatGoesOnIsInOrder() {
    assertThat(Watch.judge(57, before, room(2, 40), 57)).isEmpty();
    assertThat(Watch.judge(57, before, room(2, 41), 58)).isEmpty();
    assertThat(Watch.judge(57, before, room(3, 40), 57)).isEmpty();
    assertThat(Watch.judge(57, Optional.empty(), room(1, 1), 57)).isEmpty();
  }

  @Test
  void whatWasToldAndIsNotSavedIsNoticed() {
    assertThat(Watch.judge(58, before, room(2, 41), 57)).get().asString()
        .contains("told of event 58 while Redis had it up to event 57");
  }

  @Test
  void anEpochThatGoesBackIsAWriteOfADeposedOwnerWhateverItsVersion() {
    assertThat(Watch.judge(57, before, room(1, 41), 58)).get().asString()
        .contains("a write of its deposed owner node1-abcdef.0 was accepted");
  }

  @Test
  void aVersionThatGoesBackIsNoticed() {
    assertThat(Watch.judge(57, before, room(3, 39), 57)).get().asString()
        .contains("version went back from 40 to 39");
  }

  private static Claimed room(long epoch, long version) {
    return new Claimed(new Lease("K7PM2Q", new Owner("node1-abcdef", 0), epoch), version,
        Buffer.buffer());
  }
}
