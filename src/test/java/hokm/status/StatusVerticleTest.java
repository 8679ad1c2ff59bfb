package hokm.status;

import static hokm.status.StatusScene.database;
import static hokm.status.StatusScene.marks;
import static hokm.status.StatusScene.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusVerticleTest {

  private final StatusScene scene = new StatusScene();

  @Test
  void whicheverNodeIsAskedTellsOfAll() {
    var a = scene.start("a-1");
    var b = scene.start("b-1");
    a.rooms = 3;
    b.sockets = 7;
    scene.pass(2);
    for (var asked : List.of(a, b)) {
      var status = asked.status(scene);
      assertThat(node(status, "a-1").getInteger("rooms")).isEqualTo(3);
      assertThat(node(status, "b-1").getInteger("sockets")).isEqualTo(7);
      assertThat(node(status, "b-1").getString("state")).isEqualTo("good");
      assertThat(status.getString("redis")).isEqualTo("127.0.0.1:6379");
      assertThat(status.getJsonObject("database").getString("writer"))
          .isEqualTo("127.0.0.1:5432");
    }
  }

  @Test
  void theStripTellsMovesASecondOfAllNodesAndTheWorstLagAndOutbox() {
    var a = scene.start("a-1");
    var b = scene.start("b-1");
    for (int second = 0; second < 20; second++) {
      a.moves += 3;
      b.moves += 4;
      a.database = Optional.of(database("127.0.0.1:5432", 1, second == 10 ? 900 : 5, second));
      scene.pass(1);
    }
    var history = a.history(scene);
    assertThat(history.getJsonArray("moves").getDouble(2)).isEqualTo(7.0);
    assertThat(numbers(history.getJsonArray("lagMs"))).contains(900L, 5L);
    assertThat(history.getJsonArray("outbox").getLong(2)).isBetween(10L, 15L);
    assertThat(history.getJsonArray("nodes").getInteger(2)).isEqualTo(2);
    assertThat(node(a.status(scene), "b-1").getDouble("movesPerSecond")).isEqualTo(4.0);
  }

  @Test
  void aNodeThatJoinsHasTheHistoryOfTheOthers() {
    var a = scene.start("a-1");
    for (int second = 0; second < 60; second++) {
      a.moves += 5;
      scene.pass(1);
    }
    var b = scene.start("b-1");
    assertThat(numbers(b.history(scene).getJsonArray("moves"))).hasSizeGreaterThan(10)
        .isEqualTo(numbers(a.history(scene).getJsonArray("moves"))).contains(5L);
    scene.pass(1);
    assertThat(marks(b.history(scene))).containsExactly("joined a-1", "joined b-1");
  }

  @Test
  void theDeathOfANodeLosesNothingOfTheStripAndStandsInIt() {
    var a = scene.start("a-1");
    var b = scene.start("b-1");
    for (int second = 0; second < 30; second++) {
      a.moves += 2;
      scene.pass(1);
    }
    scene.kill("a-1");
    b.takenOver += 2;
    scene.pass(2);
    b.takenOver += 3;
    scene.pass(2);
    var history = b.history(scene);
    assertThat(numbers(history.getJsonArray("moves"))).contains(2L);
    assertThat(marks(history)).containsExactly("joined a-1", "joined b-1", "lost a-1",
        "taken_over b-1");
    assertThat(history.getJsonArray("marks").getJsonObject(3).getString("sentence"))
        .isEqualTo("Node b-1 has taken over 5 rooms.");
    assertThat(node(b.status(scene), "a-1").getString("state")).isEqualTo("gone");
    scene.pass(62);
    assertThat(b.status(scene).getJsonArray("nodes")).as("nobody needs to see it for ever")
        .hasSize(1);
  }

  @Test
  void aNodeThatLeavesIsNotCalledLost() {
    var a = scene.start("a-1");
    scene.start("b-1").draining = true;
    scene.pass(2);
    assertThat(node(a.status(scene), "b-1").getString("state")).isEqualTo("leaving");
    scene.kill("b-1");
    assertThat(marks(a.history(scene))).endsWith("left b-1").doesNotContain("lost b-1");
  }

  @Test
  void aNodeThatHangsIsSilentUntilItIsHeardAgain() {
    var a = scene.start("a-1");
    var b = scene.start("b-1");
    scene.pass(3);
    b.mute = true;
    scene.pass(5);
    assertThat(node(a.status(scene), "b-1").getString("state")).isEqualTo("silent");
    b.mute = false;
    scene.pass(2);
    assertThat(node(a.status(scene), "b-1").getString("state")).isEqualTo("good");
    assertThat(marks(a.history(scene))).endsWith("silent b-1", "heard b-1");
  }

  @Test
  void aNodeThatStoodStillItselfCallsNobodySilent() {
    var a = scene.start("a-1");
    scene.start("b-1");
    scene.pass(3);
    scene.timers.standStill(Duration.ofSeconds(20));
    scene.pass(3);
    assertThat(marks(a.history(scene))).containsExactly("joined a-1", "joined b-1");
  }

  @Test
  void aPromotionStandsInTheStripOnceWhoeverSeesItFirst() {
    var a = scene.start("a-1");
    var b = scene.start("b-1");
    scene.pass(10);
    a.database = Optional.of(database("", 1, 0, 4));
    scene.pass(1);
    b.database = Optional.of(database("127.0.0.1:5433", 2, 0, 4));
    scene.pass(2);
    a.database = b.database;
    scene.pass(3);
    for (var asked : List.of(a, b)) {
      var history = asked.history(scene);
      assertThat(marks(history)).containsExactly("joined a-1", "joined b-1", "primary_away a-1",
          "promoted 127.0.0.1:5433");
      assertThat(sentences(history)).endsWith("No primary answers, so results wait in the outbox.",
          "The standby at 127.0.0.1:5433 was promoted; it is the primary of timeline 2.");
    }
  }

  @Test
  void withoutAPrimaryNoLagIsTold() {
    var a = scene.start("a-1");
    a.database = Optional.of(database("", 1, 35_000, 0));
    scene.pass(30);
    assertThat(numbers(a.history(scene).getJsonArray("lagMs"))).isEmpty();
    a.database = Optional.of(database("127.0.0.1:5432", 1, 40, 0));
    scene.pass(10);
    assertThat(numbers(a.history(scene).getJsonArray("lagMs"))).contains(40L);
  }

  @Test
  void anAbsenceOfRedisStandsInTheStripWithItsSentenceAndItsEnd() {
    var a = scene.start("a-1");
    var b = scene.start("b-1");
    b.redis = Optional.of("Node b-1 can save no move: it has just started.");
    scene.pass(2);
    b.redis = Optional.empty();
    scene.pass(8);
    b.redis = Optional.of("Node b-1 can save no move: connection refused");
    scene.pass(2);
    assertThat(node(a.status(scene), "b-1").getString("state")).isEqualTo("bad");
    b.redis = Optional.empty();
    scene.pass(2);
    assertThat(sentences(a.history(scene))).endsWith(
        "Node b-1 can save no move: connection refused",
        "Redis at 127.0.0.1:6379 answers every node again.").hasSize(4);
  }

  @Test
  void whatIsKeptIsBounded() {
    var crowd = new Panorama("a-1");
    for (int i = 0; i < 300; i++) crowd.hear(pulse("n-" + i), i);
    assertThat(crowd.status(300).getJsonArray("nodes")).hasSize(Panorama.NODES);
    var a = scene.start("a-1");
    scene.pass(2 * 3600);
    var history = a.history(scene);
    for (var column : List.of("moves", "nodes", "rooms", "lagMs", "outbox")) {
      assertThat(history.getJsonArray(column).size()).as(column).isEqualTo(History.SLOTS);
    }
    assertThat(history.getJsonArray("marks")).as("of the last hour").isEmpty();
    assertThat(crowd.history(300).getJsonArray("marks")).hasSize(History.MARKS);
  }

  @Test
  void nothingTravelsThatIsNotNamed() {
    var told = database("127.0.0.1:5432", 1, 3, 0).put("password", "sesame");
    told.getJsonArray("endpoints").getJsonObject(0).put("password", "sesame");
    var a = scene.start("a-1");
    a.database = Optional.of(told);
    scene.pass(2);
    assertThat(a.status(scene).encode()).contains("127.0.0.1:5433").doesNotContain("sesame");
  }

  private static Pulse pulse(String node) {
    return new Pulse(node, 0, 0, 0, 0, 0, false, "127.0.0.1:6379", List.of(), Optional.empty());
  }

  private static List<Long> numbers(JsonArray column) {
    return column.stream().filter(Objects::nonNull).map(each -> ((Number) each).longValue())
        .toList();
  }

  private static List<String> sentences(JsonObject history) {
    return history.getJsonArray("marks").stream().map(JsonObject.class::cast)
        .map(mark -> mark.getString("sentence")).toList();
  }
}
