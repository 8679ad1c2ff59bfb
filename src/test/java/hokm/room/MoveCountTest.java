package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MoveCountTest {

  @Test
  void aMoveIsCountedOnceItIsSavedAndOnlyOnce() {
    var scene = RoomScene.four(1);
    assertThat(scene.moves.sum()).as("taking seats is no move").isZero();
    scene.saltAll();
    assertThat(scene.moves.sum()).as("four salts").isEqualTo(4);
    scene.act();
    assertThat(scene.moves.sum()).as("and the trump").isEqualTo(5);
    scene.store.slow();
    var move = scene.move();
    var seat = "p" + scene.turn().number();
    scene.ask(seat, "m1", move);
    assertThat(scene.moves.sum()).as("a card that is not saved yet").isEqualTo(5);
    scene.store.finish();
    assertThat(scene.moves.sum()).as("once it is saved").isEqualTo(6);
    scene.ask(seat, "m1", move);
    scene.ask(seat, "m2", move);
    assertThat(scene.moves.sum()).as("a resend and a refusal").isEqualTo(6);
  }
}
