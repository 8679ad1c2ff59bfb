package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.Emote;
import hokm.protocol.ErrorCode;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpectatorsTest {

  private static final Owner SURVIVOR = new Owner("b-1", 1);

  private static Answer watch(RoomScene scene, String socket, long lastSeen) {
    return scene.ask("guest", new RoomCommand.Watch("g-1.0", socket, lastSeen));
  }

  private static JsonObject view(RoomScene scene, String socket) {
    var views = scene.frames(socket, Tell.Kind.VIEW);
    return views.get(views.size() - 1);
  }

  /** The newest event that the socket was told of. */
  private static long heard(RoomScene scene, String socket) {
    var events = scene.events(socket);
    return events.isEmpty() ? view(scene, socket).getLong("n")
        : events.get(events.size() - 1).getLong("n");
  }

  private static void playTricks(RoomScene scene, int tricks) {
    for (int i = 0; i < 4 * tricks; i++) scene.act();
  }

  /** The number of the newest event of that name that the seats were told. */
  private static long newest(RoomScene scene, String event) {
    return scene.events("c0").stream().filter(e -> e.getString("event").equals(event))
        .mapToLong(e -> e.getLong("n")).max().orElseThrow();
  }

  @Test
  void whoLooksOnSeesWhoSitsWhereBeforeTheMatch() {
    var scene = RoomScene.open(1, false);
    assertThat(watch(scene, "s", -1)).isEqualTo(Answer.ACCEPTED);
    var view = view(scene, "s");
    assertThat(view.containsKey("seat")).isTrue();
    assertThat(view.getInteger("seat")).isNull();
    assertThat(view.getJsonArray("seats").getJsonObject(0).getString("name")).isEqualTo("Zero");
    scene.ask("p1", new RoomCommand.Join("One", Optional.empty()));
    assertThat(scene.events("s")).extracting(e -> e.getString("event"))
        .containsExactly("seat_taken");
    assertThat(scene.room.state().now().seatOf("guest")).isEmpty();
  }

  @Test
  void theDealIsShownUntilTheFirstCardIsLedAndThenOneTrickLate() {
    var scene = RoomScene.playing(2);
    watch(scene, "s", -1);
    long dealt = scene.room.state().last();
    assertThat(heard(scene, "s")).isEqualTo(dealt);
    playTricks(scene, 1);
    assertThat(heard(scene, "s")).isEqualTo(dealt);
    scene.act();
    scene.act();
    scene.act();
    assertThat(heard(scene, "s")).isEqualTo(dealt);
    scene.act();
    assertThat(heard(scene, "s")).isEqualTo(dealt + 5);
    long second = newest(scene, "trick_won");
    scene.act();
    assertThat(heard(scene, "s")).isEqualTo(dealt + 5);
    scene.act();
    scene.act();
    scene.act();
    assertThat(heard(scene, "s")).isEqualTo(second);
  }

  @Test
  void aViewShowsTheTableAsItStoodAtTheHorizon() {
    var scene = RoomScene.playing(3);
    playTricks(scene, 3);
    scene.act();
    watch(scene, "s", -1);
    var state = view(scene, "s").getJsonObject("state");
    assertThat(state.getJsonArray("hand")).isEmpty();
    assertThat(state.getJsonArray("handSizes"))
        .isEqualTo(new JsonArray().add(11).add(11).add(11).add(11));
    assertThat(state.getJsonObject("trick").getJsonArray("cards")).isEmpty();
    assertThat(view(scene, "s").containsKey("turn")).isFalse();
    assertThat(view(scene, "s").getLong("n")).isLessThan(newest(scene, "trick_won"));
  }

  @Test
  void whatOneIsToldIsThePrefixOfTheOneStoryWithoutCardsOfHandsAndTurns() {
    var scene = RoomScene.four(4);
    watch(scene, "s", -1);
    long from = heard(scene, "s");
    scene.playToTheEndOf(2);
    var told = scene.events("s");
    assertThat(told).extracting(e -> e.getLong("n")).containsExactlyElementsOf(
        LongStream.rangeClosed(from + 1, scene.room.state().last()).boxed().toList());
    for (JsonObject event : told) {
      if (event.getString("event").equals("cards_dealt")) {
        assertThat(event.containsKey("cards")).isFalse();
      } else {
        assertThat(scene.events("c0")).contains(event);
      }
    }
    assertThat(scene.frames("s", Tell.Kind.EVENTS)).noneMatch(f -> f.containsKey("turn"));
    assertThat(scene.frames("s", Tell.Kind.NOTICE)).isEmpty();
  }

  @Test
  void asManyLookOnAsMayAndTheSameSocketCountsOnce() {
    var scene = RoomScene.playing(5);
    int most = RoomScene.SETTINGS.spectators();
    for (int i = 0; i < most; i++) assertThat(watch(scene, "s" + i, -1).accepted()).isTrue();
    assertThat(watch(scene, "s0", -1).accepted()).isTrue();
    assertThat(watch(scene, "more", -1).error()).contains(ErrorCode.TOO_MANY_SPECTATORS);
    scene.ask("guest", new RoomCommand.Unwatch("s0"));
    assertThat(watch(scene, "more", -1).accepted()).isTrue();
  }

  @Test
  void whoHasLeftOrWasNotHeardOfOrWasAtANodeThatIsGoneIsToldNothing() {
    var scene = RoomScene.open(6, false);
    for (String socket : List.of("left", "silent", "stays")) watch(scene, socket, -1);
    scene.ask("guest", new RoomCommand.Watch("h-1.0", "gone", -1));
    scene.ask("guest", new RoomCommand.Unwatch("left"));
    scene.room.gatewayGone("h-1");
    scene.attach("p0", "c0", -1);
    scene.timers.pass(Duration.ofSeconds(60));
    watch(scene, "stays", scene.room.state().last());
    scene.timers.pass(Duration.ofSeconds(31));
    scene.room.sweep();
    scene.ask("p1", new RoomCommand.Join("One", Optional.empty()));
    assertThat(scene.events("stays")).hasSize(1);
    for (String socket : List.of("left", "silent", "gone")) {
      assertThat(scene.events(socket)).as(socket).isEmpty();
    }
  }

  @Test
  void whoSitsThereDoesNotLookOnAndWhoSitsDownNoLongerDoes() {
    var scene = RoomScene.open(7, false);
    assertThat(scene.ask("p0", new RoomCommand.Watch("g-1.0", "c0", -1)).error())
        .contains(ErrorCode.ALREADY_IN_ROOM);
    scene.ask("p1", new RoomCommand.Watch("g-1.0", "c1", -1));
    scene.ask("p1", new RoomCommand.Join("One", Optional.empty()));
    scene.attach("p1", "c1", -1);
    int told = scene.events("c1").size();
    scene.ask("p2", new RoomCommand.Join("Two", Optional.empty()));
    assertThat(scene.events("c1")).hasSize(told + 1);
  }

  @Test
  void theyKeepNoRoomAndHearThatItIsNoMore() {
    var scene = RoomScene.open(8, false);
    watch(scene, "s", -1);
    scene.leave(0);
    scene.room.sweep();
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
    assertThat(scene.frames("s", Tell.Kind.CLOSED)).hasSize(1);
  }

  @Test
  void afterATakeOverTheyComeAgainAndMissNothing() {
    var scene = RoomScene.playing(9);
    watch(scene, "s", -1);
    playTricks(scene, 2);
    long seen = heard(scene, "s");
    scene.adoptedBy(SURVIVOR);
    playTricks(scene, 1);
    assertThat(heard(scene, "s")).isEqualTo(seen);
    assertThat(watch(scene, "s", seen)).isEqualTo(Answer.ACCEPTED);
    assertThat(heard(scene, "s")).isEqualTo(seen + 5);
    assertThat(scene.frames("s", Tell.Kind.VIEW)).hasSize(1);
    assertThat(watch(scene, "s", scene.room.state().last())).isEqualTo(Answer.MOVED);
  }

  @Test
  void whoComesBackAfterDealsIsShownTheWhole() {
    var scene = RoomScene.playing(10);
    watch(scene, "s", -1);
    long seen = heard(scene, "s");
    scene.ask("guest", new RoomCommand.Unwatch("s"));
    scene.playToTheEndOf(2);
    scene.saltAll();
    watch(scene, "s", seen);
    assertThat(scene.frames("s", Tell.Kind.VIEW)).hasSize(2);
  }

  @Test
  void theyHearEmotesAndThatTheTableWaits() {
    var scene = RoomScene.playing(11);
    watch(scene, "s", -1);
    scene.ask("p1", new RoomCommand.Say(Emote.HURRY));
    scene.room.pause("the store is away");
    assertThat(scene.frames("s", Tell.Kind.NOTICE)).extracting(f -> f.getString("type"))
        .containsExactly("emote", "room_paused");
  }

  @Test
  void aMatchThatIsOverIsShownToItsEnd() {
    var scene = RoomScene.four(RoomScene.open(12, false, new MatchRules(1,
        MatchRules.FirstHakem.RANDOM, MatchRules.Redeal.NONE)));
    watch(scene, "s", -1);
    scene.playToTheEndOf(9);
    assertThat(heard(scene, "s")).isEqualTo(scene.room.state().last());
    watch(scene, "late", -1);
    assertThat(view(scene, "late").getJsonObject("state").getString("phase"))
        .isEqualTo(Phase.OVER.name().toLowerCase(Locale.ROOT));
  }
}
