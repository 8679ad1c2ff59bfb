package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import hokm.protocol.StopCause;
import hokm.rules.MatchRules;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An event loop's rooms, and what it does when it can't know whether they are still its own. */
class RoomLoopTest {

  private static final Owner HERE = new Owner("a-1", 0);
  private static final Owner ELSEWHERE = new Owner("b-1", 0);

  private final SlowStore store = new SlowStore();
  private final ManualTimers timers = new ManualTimers();
  private final PlainBus bus = new PlainBus();
  private final RoomLoop loop = new RoomLoop(HERE, store, RoomScene.SETTINGS,
      Bots.atOnce(new LowestCard()), new Edge(bus, timers, new Chance(new Random(1))));

  @BeforeEach
  void start() {
    loop.start();
    open("MINE");
    open("OTHER");
  }

  private void open(String code) {
    assertThat(ask(code, code, new RoomCommand.Open(MatchRules.DEFAULT,
        List.of(new Player("p0", "Zero")), true)).result().accepted()).isTrue();
  }

  private Future<Answer> ask(String code, String id, RoomCommand command) {
    return bus.request(HERE.address(), new Ask(code, "p0", id, command));
  }

  private Future<Answer> attach(String code) {
    return ask(code, "", new RoomCommand.Attach("g-1.0", "c0", -1, 1));
  }

  @Test
  void afterALongPauseNothingIsAnsweredBeforeTheStoreHasBeenAsked() {
    store.depose("OTHER", ELSEWHERE);
    timers.standStill(Duration.ofSeconds(5));
    assertThat(attach("OTHER").result()).isEqualTo(Answer.MOVED);
    assertThat(bus.sent).isEmpty();
    assertThat(attach("MINE").result().accepted()).isTrue();
    assertThat(store.asked).as("one question for all rooms").isEqualTo(1);
    assertThat(loop.codes()).containsExactly("MINE");
  }

  @Test
  void noRoomIsOpenedWhileTooManyResultsWaitAndWhoeverAskedIsToldSo() {
    store.full = true;
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), true);
    assertThat(ask("NEW", "NEW", open).result())
        .isEqualTo(Answer.refused(ErrorCode.RESULTS_WAIT));
    assertThat(attach("MINE").result().accepted()).isTrue();
    store.full = false;
    assertThat(ask("NEW", "NEW", open).result().accepted()).isTrue();
  }

  @Test
  void noRoomIsOpenedBeyondThoseThatTheNodeMayHostAndThoseOfALostNodeComeAllTheSame() {
    var elsewhere = new AtomicInteger(RoomScene.SETTINGS.rooms() - 2);
    loop.boundedBy(() -> loop.size() + elsewhere.get());
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), true);
    assertThat(ask("NEW", "NEW", open).result())
        .isEqualTo(Answer.refused(ErrorCode.TOO_MANY_ROOMS));
    assertThat(loop.codes()).doesNotContain("NEW");
    assertThat(ask("MINE", "MINE", open).result()).as("it is there").isNotEqualTo(
        Answer.refused(ErrorCode.TOO_MANY_ROOMS));
    store.rows.put("LOST", store.rows.get("OTHER"));
    loop.adopt(store.claim(List.of("LOST"), "a-1", List.of(HERE), MoveCause.LOST_NODE).result(),
        StopCause.OWNER_LOST);
    assertThat(loop.codes()).contains("LOST");
    elsewhere.addAndGet(-2);
    assertThat(ask("NEW", "NEW", open).result().accepted()).isTrue();
  }

  @Test
  void aRematchIsRefusedWhileTooManyResultsWait() {
    store.full = true;
    assertThat(ask("MINE", "r", new RoomCommand.Rematch("")).result())
        .isEqualTo(Answer.refused(ErrorCode.RESULTS_WAIT));
    store.full = false;
    assertThat(ask("MINE", "r", new RoomCommand.Rematch("")).result())
        .isEqualTo(Answer.refused(ErrorCode.MATCH_NOT_OVER));
  }

  @Test
  void nobodyIsCalledAStrangerByAnOwnerThatHasBeenDeposed() {
    var attach = new RoomCommand.Attach("g-1.0", "c1", -1, 1);
    assertThat(stranger("MINE", attach)).isEqualTo(Answer.refused(ErrorCode.NOT_IN_ROOM));
    store.depose("OTHER", ELSEWHERE);
    assertThat(stranger("OTHER", attach)).isEqualTo(Answer.MOVED);
    store.away = true;
    assertThat(stranger("MINE", attach)).isEqualTo(Answer.MOVED);
  }

  @Test
  void aStrangerWhoKeepsKnockingHasTheStoreAskedAboutThatRoomAlone() {
    store.askedAbout = 0;
    for (int i = 0; i < 10; i++) stranger("MINE", new RoomCommand.Attach("g-1.0", "c1", -1, 1));
    assertThat(loop.size()).isGreaterThan(1);
    assertThat(store.askedAbout).isEqualTo(10);
  }

  private Answer stranger(String code, RoomCommand command) {
    return bus.<Answer>request(HERE.address(), new Ask(code, "p1", "", command)).result();
  }

  @Test
  void aCommandThatOpensARoomWhichIsOverMakesNoOther() {
    store.closed.add("OVER");
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), true);
    assertThat(ask("OVER", "OVER", open).result()).isEqualTo(Answer.refused(ErrorCode.NO_ROOM));
    assertThat(loop.codes()).doesNotContain("OVER");
  }

  @Test
  void anOldClaimThatComesLateDoesNotReplaceANewerOne() {
    var older = store.claim(List.of("MINE"), "a-1", List.of(HERE), MoveCause.LOST_NODE).result();
    var newer = store.claim(List.of("MINE"), "a-1", List.of(HERE), MoveCause.LOST_NODE).result();
    loop.adopt(newer, StopCause.OWNER_LOST);
    loop.adopt(older, StopCause.OWNER_LOST);
    assertThat(ask("MINE", "s", new RoomCommand.Salt("00ff")).result().moved()).isFalse();
    assertThat(loop.codes()).contains("MINE");
  }

  @Test
  void aLoopThatTurnsAsksTheStoreNothing() {
    for (int i = 0; i < 20; i++) {
      timers.pass(Duration.ofMillis(700));
      assertThat(attach("MINE").result().accepted()).isTrue();
    }
    assertThat(store.asked).isZero();
  }

  private List<JsonObject> told(String event) {
    return bus.sent.stream().filter(Tell.class::isInstance).map(Tell.class::cast)
        .filter(tell -> tell.room().equals("MINE")).flatMap(tell -> tell.frames().stream())
        .filter(frame -> frame.kind() == Tell.Kind.EVENTS)
        .flatMap(frame -> new JsonObject(frame.frame()).getJsonArray("events").stream())
        .map(JsonObject.class::cast).filter(e -> event.equals(e.getString("event")))
        .filter(e -> e.getInteger("seat", -1) == 0).toList();
  }

  @Test
  void timeInWhichTheLoopStoodStillIsNotChargedAndTold() {
    attach("MINE");
    ask("MINE", "s", new RoomCommand.Salt("ab"));
    var whole = RoomScene.SETTINGS.turn().plus(RoomScene.SETTINGS.bank());
    timers.pass(whole.minusSeconds(2));
    int acted = told("card_played").size();
    timers.standStill(whole);
    timers.pass(Duration.ofSeconds(1));
    assertThat(told("card_played")).hasSize(acted);
    timers.pass(Duration.ofSeconds(10));
    assertThat(told("card_played")).hasSize(acted + 1);
    assertThat(told("time_given_back")).hasSize(1)
        .allMatch(e -> e.getString("cause").equals("owner_paused"));
  }

  @Test
  void whileTheStoreCantBeAskedAfterAPauseNobodyIsAnswered() {
    store.away = true;
    timers.standStill(Duration.ofSeconds(5));
    assertThat(attach("MINE").result()).isEqualTo(Answer.MOVED);
    timers.pass(Duration.ofSeconds(1));
    assertThat(attach("MINE").result()).isEqualTo(Answer.MOVED);
    store.away = false;
    timers.pass(Duration.ofSeconds(1));
    assertThat(attach("MINE").result().accepted()).isTrue();
  }

  @Test
  void aRoomCountsAsPausedWhileItsOwnSaveIsNotAnsweredAndAllDoWhileTheStoreIsAway() {
    timers.pass(Duration.ofSeconds(1));
    assertThat(loop.paused()).isZero();
    store.slow();
    ask("MINE", "s", new RoomCommand.Salt("00ff"));
    store.fail();
    timers.pass(Duration.ofSeconds(1));
    assertThat(loop.paused()).as("asked again, and not answered").isEqualTo(1);
    store.finish();
    timers.pass(Duration.ofSeconds(1));
    assertThat(loop.paused()).isZero();
    store.away();
    timers.pass(Duration.ofSeconds(1));
    assertThat(loop.paused()).isEqualTo(2);
    store.there();
    timers.pass(Duration.ofSeconds(1));
    assertThat(loop.paused()).isZero();
  }

  @Test
  void aRoomThatCantBeReadKeepsNoOtherFromGoingOn() {
    var claimed = store.claim(List.of("MINE", "OTHER"), "a-1", List.of(HERE, HERE),
        MoveCause.LOST_NODE).result();
    var broken = new RoomStore.Claimed(new Lease("BROKEN", HERE, 2), 1, Buffer.buffer("{}"));
    assertThat(loop.adopt(List.of(broken, claimed.get(0), claimed.get(1)),
        StopCause.OWNER_LOST).succeeded()).isTrue();
    assertThat(loop.codes()).containsExactlyInAnyOrder("MINE", "OTHER");
    assertThat(attach("OTHER").result().accepted()).isTrue();
  }
}
