package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hokm.rules.MatchRules;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** In which order a lost node's rooms go on. */
class AdoptionTest {

  private static final Adoption.Why LOST = new Adoption.Why(MoveCause.LOST_NODE, "a-1", 0);

  private final SlowStore store = new SlowStore();
  private final ManualTimers timers = new ManualTimers();
  private final PlainBus bus = new PlainBus();
  private final Edge edge = new Edge(bus, timers, new Chance(new Random(1)));
  private final RoomLoop loop = new RoomLoop(new Owner("b-1", 0), store, RoomScene.SETTINGS,
      Bots.atOnce(new LowestCard()), edge);
  private final Adoption adoption = new Adoption("b-1", store, List.of(loop), edge);

  private void lost(String code, RoomState state) {
    store.rows.put(code, new SlowStore.Row(new Owner("a-1", 0), 1, state.version(),
        SnapshotCodec.encode(state)));
  }

  private List<String> told() {
    return bus.sent.stream().filter(Adopted.class::isInstance).map(Adopted.class::cast)
        .flatMap(each -> each.rooms().stream()).toList();
  }

  private List<String> claimed(List<String> codes) {
    var claim = adoption.claim(codes, LOST);
    for (int slice = 0; slice < codes.size() && !claim.isComplete(); slice++) {
      timers.pass(Duration.ofMillis(1));
    }
    return claim.result();
  }

  /** An event loop that adopts without a pause reads no answer from the store meanwhile. */
  @Test
  void playersOfTheFirstRoomsNeedNotWaitForTheLast() {
    var codes = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      lost("ROOM" + i, RoomScene.playing(i).room.state());
      codes.add("ROOM" + i);
    }
    var claim = adoption.claim(codes, LOST);
    assertThat(told()).hasSizeBetween(1, 100);
    assertThat(claim.isComplete()).isFalse();
    timers.pass(Duration.ofMillis(1));
    assertThat(told()).hasSizeBetween(101, 199);
  }

  @Test
  void roomsInPlayGoOnBeforeThoseThatWaitAndThoseThatAreOver() {
    var codes = new ArrayList<String>();
    for (int i = 0; i < 100; i++) {
      lost("WAITING" + i, RoomScene.open(i, false).room.state());
      lost("PLAYING" + i, RoomScene.playing(i).room.state());
      var over = RoomScene.playing(i);
      over.leave(0, 1, 2, 3);
      lost("OVER" + i, over.room.state());
      codes.addAll(List.of("WAITING" + i, "PLAYING" + i, "OVER" + i));
    }
    assertThat(claimed(codes)).hasSize(300);
    assertThat(told()).hasSize(300).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(told().subList(0, 100)).allMatch(code -> code.startsWith("PLAYING"));
  }

  @Test
  void aRoomWhoseFirstDealIsOverIsStillInPlay() {
    var scene = RoomScene.playing(1);
    scene.playToTheEndOf(1);
    scene.saltAll();
    assertThat(SnapshotCodec.inPlay(SnapshotCodec.encode(scene.room.state()))).isTrue();
  }

  @Test
  void aRoomThatCantBeReadIsTakenLastAndKeepsNoOtherFromGoingOn() {
    store.rows.put("BROKEN", new SlowStore.Row(new Owner("a-1", 0), 1, 1, Buffer.buffer("{")));
    lost("PLAYING", RoomScene.playing(1).room.state());
    var claim = adoption.claim(List.of("BROKEN", "PLAYING"), LOST);
    assertThat(claim.succeeded()).isTrue();
    assertThat(loop.codes()).containsExactly("PLAYING");
  }

  @Test
  void moreRoomsThanAreClaimedTogetherAllComeOnce() {
    var state = RoomScene.open(1, true, new MatchRules(1, MatchRules.DEFAULT.firstHakem(),
        MatchRules.DEFAULT.redeal())).room.state();
    var codes = new ArrayList<String>();
    for (int i = 0; i < 2500; i++) {
      lost("ROOM" + i, state);
      codes.add("ROOM" + i);
    }
    assertThat(claimed(codes)).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(told()).containsExactlyInAnyOrderElementsOf(codes);
  }

  @Test
  void theLogNamesEachRoomThatCameWithItsEpochAndWhy() {
    var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(Adoption.class);
    var heard = new ListAppender<ILoggingEvent>();
    heard.start();
    logger.addAppender(heard);
    var codes = new ArrayList<String>();
    for (int i = 0; i < 200; i++) {
      lost("ROOM" + i, RoomScene.playing(i).room.state());
      codes.add("ROOM" + i);
    }
    claimed(codes);
    logger.detachAppender(heard);
    var named = new ArrayList<Object>();
    for (var event : heard.list) {
      var keys = new HashMap<String, Object>();
      event.getKeyValuePairs().forEach(pair -> keys.put(pair.key, pair.value));
      assertThat(keys).containsEntry("node", "b-1").containsEntry("from", "a-1")
          .containsEntry("cause", "lost_node");
      assertThat((List<?>) keys.get("epochs")).hasSameSizeAs((List<?>) keys.get("rooms"))
          .hasSizeLessThanOrEqualTo(128).allMatch(Long.valueOf(2)::equals);
      named.addAll((List<?>) keys.get("rooms"));
    }
    assertThat(named).containsExactlyInAnyOrderElementsOf(codes);
  }
}
