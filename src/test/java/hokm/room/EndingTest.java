package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.rules.Phase;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A room that an operator looks at and ends. */
class EndingTest {

  private static final long SEED = Seed.of("EndingTest");
  private static final String WHY = "The tournament is cancelled.";
  private static final Set<String> KNOWN = Set.of("room", "node", "loop", "epoch", "version",
      "events", "savedAt", "paused", "spectators", "phase", "seats", "match", "deal", "score",
      "turn", "player", "name", "bot", "connected", "level");

  @Test
  void aRoomThatIsEndedInPlayIsGoneAndAllAtItsTableAreToldWhy() {
    var scene = RoomScene.playing(SEED);
    scene.act();
    var ended = scene.room.end(WHY);
    assertThat(ended.succeeded()).isTrue();
    assertThat(scene.store.rows).isEmpty();
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
    for (int i = 0; i < 4; i++) {
      assertThat(scene.frames("c" + i, Tell.Kind.CLOSED)).singleElement()
          .extracting(frame -> frame.getString("reason")).isEqualTo(WHY);
    }
    assertThat(scene.act().moved()).isTrue();
  }

  @Test
  void aMoveThatIsBeingSavedIsToldBeforeTheRoomEnds() {
    var scene = RoomScene.playing(SEED);
    scene.store.slow();
    var move = scene.ask("p" + scene.turn().number(), "m", scene.move());
    var ended = scene.room.end(WHY);
    assertThat(ended.isComplete()).isFalse();
    assertThat(scene.store.rows).hasSize(1);
    scene.store.finish();
    assertThat(move.result().accepted()).isTrue();
    assertThat(ended.succeeded()).isTrue();
    assertThat(scene.store.rows).isEmpty();
  }

  @Test
  void aRoomWhoseStoreIsAwayIsNotEndedAndGoesOn() {
    var scene = RoomScene.playing(SEED);
    scene.room.suspend();
    assertThat(scene.room.end(WHY).failed()).isTrue();
    scene.room.carryOn();
    assertThat(scene.act().accepted()).isTrue();
  }

  @Test
  void anOperatorSeesWhoPlaysAndHowFarTheyAreAndNoCard() {
    var scene = RoomScene.four(SEED);
    assertFacts(scene.room.facts(), Phase.PREPARING);
    scene.saltAll();
    assertFacts(scene.room.facts(), Phase.NAMING_TRUMP);
    scene.act();
    for (int i = 0; i < 7; i++) scene.act();
    var facts = scene.room.facts();
    assertFacts(facts, Phase.PLAYING);
    assertThat(facts.getJsonArray("seats").getJsonObject(1)).isEqualTo(new JsonObject()
        .put("player", "p1").put("name", "Name1").put("bot", false).put("connected", true));
    scene.playToTheEndOf(1);
    assertThat(scene.room.facts().getJsonArray("score").stream()
        .mapToInt(Integer.class::cast).sum()).isPositive();
  }

  /** A closed list of names, so that what is added later has to be thought about. */
  private static void assertFacts(JsonObject facts, Phase phase) {
    assertThat(facts.getString("phase")).isEqualToIgnoringCase(phase.name());
    var names = new TreeSet<>(facts.fieldNames());
    facts.getJsonArray("seats").forEach(seat -> names.addAll(((JsonObject) seat).fieldNames()));
    assertThat(KNOWN).containsAll(names);
    assertThat(facts.encode()).doesNotContainPattern("\"[2-9TJQKA][CDHS]\"");
  }
}
