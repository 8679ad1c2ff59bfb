package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.Emote;
import hokm.protocol.ErrorCode;
import hokm.rules.Seat;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EmotesTest {

  private static final RoomCommand WOW = new RoomCommand.Say(Emote.WOW);

  private static List<JsonObject> heard(RoomScene scene, String connection) {
    return scene.frames(connection, Tell.Kind.NOTICE).stream()
        .filter(frame -> frame.getString("type").equals("emote")).toList();
  }

  @Test
  void allSeatsHearAnEmoteAtOnceAndNothingOfItIsSaved() {
    var scene = RoomScene.playing(1);
    scene.store.slow();
    var before = scene.room.state();
    assertThat(scene.ask("p2", WOW).accepted()).isTrue();
    for (int seat = 0; seat < 4; seat++) {
      assertThat(heard(scene, "c" + seat)).containsExactly(new JsonObject().put("type", "emote")
          .put("room", RoomScene.CODE).put("seat", 2).put("emote", "wow"));
    }
    assertThat(scene.room.state()).isSameAs(before);
    assertThat(scene.store.waiting()).isZero();
  }

  @Test
  void aSeatSaysOneEmoteInTwoSecondsAndTheOthersAreFree() {
    var scene = RoomScene.playing(2);
    scene.ask("p2", WOW);
    scene.timers.pass(Emotes.BETWEEN.minusMillis(1));
    assertThat(scene.ask("p2", WOW).error()).contains(ErrorCode.EMOTE_TOO_SOON);
    assertThat(scene.ask("p1", WOW).accepted()).isTrue();
    scene.timers.pass(Duration.ofMillis(1));
    assertThat(scene.ask("p2", WOW).accepted()).isTrue();
    assertThat(heard(scene, "c0")).extracting(frame -> frame.getInteger("seat"))
        .containsExactly(2, 1, 2);
  }

  @Test
  void theSameEmoteAgainIsAcceptedAndNotHeardTwice() {
    var scene = RoomScene.playing(3);
    for (int i = 0; i < 3; i++) {
      assertThat(scene.ask("p2", "e1", WOW).result().accepted()).isTrue();
      scene.timers.pass(Emotes.BETWEEN);
    }
    assertThat(heard(scene, "c0")).hasSize(1);
  }

  @Test
  void emotesAreHeardBeforeTheMatchAndAfterItAndNotFromStrangers() {
    var scene = RoomScene.open(4, false);
    scene.ask("p1", new RoomCommand.Join("One", Optional.of(Seat.WEST)));
    scene.attach("p0", "c0", -1);
    assertThat(scene.ask("p1", WOW).accepted()).isTrue();
    assertThat(scene.ask("p9", WOW).error()).contains(ErrorCode.NOT_IN_ROOM);
    assertThat(heard(scene, "c0")).extracting(frame -> frame.getInteger("seat"))
        .containsExactly(3);
    var ended = RoomScene.four(5);
    ended.playToTheEndOf(99);
    assertThat(ended.ask("p1", WOW).accepted()).isTrue();
    assertThat(heard(ended, "c3")).hasSize(1);
  }
}
