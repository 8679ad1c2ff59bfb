package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import hokm.protocol.MeantDeal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What rooms do while their store is away, and when it is back and may have forgotten them. */
class RecoveryTest {

  private static final Duration LONG = Duration.ofMinutes(10);

  private final RoomScene scene = RoomScene.playing(21);
  private final Recovery recovery = recovery(scene);

  private static Recovery recovery(RoomScene scene) {
    var made = new Recovery(scene.room.lease().owner(), scene.store, scene.timers,
        () -> List.of(scene.room));
    made.start();
    return made;
  }

  private List<String> notices(String connection) {
    return scene.frames(connection, Tell.Kind.NOTICE).stream().map(f -> f.getString("type"))
        .toList();
  }

  private String mover() {
    return "p" + scene.turn().number();
  }

  @Test
  void whileTheStoreIsAwayEverySeatIsToldOnceAndNoClockRuns() {
    scene.timers.pass(Duration.ofSeconds(20));
    long last = scene.room.state().last();
    scene.store.away();
    for (int i = 0; i < 60; i++) {
      scene.timers.pass(LONG.dividedBy(60));
      scene.room.sweep();
    }
    assertThat(scene.room.state().last()).isEqualTo(last);
    for (int seat = 0; seat < 4; seat++) {
      assertThat(notices("c" + seat)).containsExactly("room_paused");
    }
    scene.store.there();
    assertThat(notices("c0")).containsExactly("room_paused", "room_resumed", "turn");
    scene.timers.pass(Duration.ofMillis(9_999).plus(RoomScene.SETTINGS.bank()));
    assertThat(scene.room.state().last()).isEqualTo(last);
    scene.timers.pass(Duration.ofMillis(1));
    assertThat(scene.room.state().last()).isGreaterThan(last);
  }

  @Test
  void aBreakOfAMomentIsNotWorthAWord() {
    scene.store.away();
    scene.timers.pass(Duration.ofMillis(299));
    scene.store.there();
    scene.timers.pass(Duration.ofSeconds(5));
    assertThat(notices("c0")).isEmpty();
  }

  @Test
  void aMoveWaitsForTheStoreAndIsThenMadeOnceHoweverOftenItWasSent() {
    var move = scene.move();
    var player = mover();
    var seat = scene.turn();
    scene.store.away();
    scene.timers.pass(Duration.ofSeconds(1));
    var answers = IntStream.range(0, RoomScene.SETTINGS.mailbox() + 1)
        .mapToObj(i -> scene.ask(player, "m1", move)).toList();
    assertThat(answers).noneMatch(each -> each.isComplete());
    scene.store.there();
    assertThat(answers).allMatch(each -> each.result().accepted());
    assertThat(scene.view(seat).handSizes().at(seat)).isEqualTo(12);
    assertThat(scene.room.state().now().match().orElseThrow().turn()).isNotEqualTo(seat);
  }

  @Test
  void whatIsTooMuchToWaitIsRefusedAsBusy() {
    scene.store.away();
    var throwIn = new RoomCommand.ThrowIn(MeantDeal.ANY);
    for (int i = 0; i < RoomScene.SETTINGS.mailbox(); i++) {
      assertThat(scene.ask("p0", "w" + i, throwIn).isComplete()).isFalse();
    }
    scene.attach("p1", "again", -1);
    assertThat(scene.ask("p0", "one more", throwIn).result().error())
        .contains(ErrorCode.BUSY);
  }

  @Test
  void aSaveThatWasNotAnsweredIsAskedAgainWhenTheRoomHasBeenPutBack() {
    var answer = scene.ask(mover(), "m0", scene.move());
    assertThat(answer.result().accepted()).isTrue();
    long version = scene.room.state().version();
    scene.store.slow();
    var next = scene.ask(mover(), "m1", scene.move());
    scene.store.away();
    scene.store.rows.clear();
    scene.timers.pass(LONG);
    scene.store.there();
    scene.store.finish();
    assertThat(scene.store.rows.get(RoomScene.CODE).version()).isEqualTo(version);
    assertThat(next.isComplete()).isFalse();
    scene.store.finish();
    assertThat(next.result().accepted()).isTrue();
    assertThat(scene.store.rows.get(RoomScene.CODE).version()).isEqualTo(version + 1);
    assertThat(scene.store.waiting()).isZero();
  }

  @Test
  void aForgottenRoomIsPutBackWithTheRecordsThatPostgresIsNotKnownToHave() {
    scene.playToTheEndOf(1);
    var records = List.copyOf(scene.store.outbox);
    assertThat(records).extracting(OutboxEntry::kind)
        .containsExactly("match_started", "deal_ended");
    scene.room.kept(Kept.Entry.of(records.get(0)).orElseThrow());
    var before = scene.store.rows.get(RoomScene.CODE);
    scene.store.rows.clear();
    scene.store.outbox.clear();
    scene.store.away();
    scene.store.there();
    assertThat(scene.store.rows.get(RoomScene.CODE)).isEqualTo(before);
    assertThat(scene.store.outbox).containsExactly(records.get(1));
    scene.store.away();
    scene.store.there();
    assertThat(scene.store.outbox).hasSize(1);
  }

  @Test
  void aClaimThatTheStoreHasForgottenIsPutBackOverTheOlderOne() {
    var older = scene.store.rows.get(RoomScene.CODE);
    scene.adoptedBy(new Owner("b-1", 1));
    scene.retired.clear();
    var newer = scene.store.rows.get(RoomScene.CODE);
    scene.store.away();
    scene.store.rows.put(RoomScene.CODE, older);
    scene.store.there();
    assertThat(scene.store.rows.get(RoomScene.CODE)).isEqualTo(newer);
    assertThat(scene.retired).isEmpty();
    assertThat(scene.act().accepted()).isTrue();
  }

  @Test
  void aRoomThatLivesElsewhereByNowIsDroppedWithoutAWord() {
    scene.store.away();
    var waits = scene.ask(mover(), "m1", scene.move());
    scene.store.depose(RoomScene.CODE, new Owner("b-1", 1));
    int heard = scene.told.size();
    scene.store.there();
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
    assertThat(waits.result()).isEqualTo(Answer.MOVED);
    assertThat(scene.told).hasSize(heard);
  }

  @Test
  void onDemandEveryRoomIsVerifiedBeforeItServes() {
    scene.store.depose(RoomScene.CODE, new Owner("b-1", 1));
    assertThat(recovery.verify().isComplete()).isTrue();
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
  }

  @Test
  void theClockOfASaveUnderWayAtTheVerificationGoesOn() {
    scene.store.slow();
    var move = scene.ask(mover(), "m1", scene.move());
    recovery.verify();
    scene.store.finish();
    assertThat(move.result().accepted()).isTrue();
    var turn = scene.turn();
    long last = scene.room.state().last();
    scene.timers.pass(RoomScene.SETTINGS.turn().plus(RoomScene.SETTINGS.bank()));
    scene.store.finish();
    assertThat(scene.room.state().last()).as("%s did not play", turn).isGreaterThan(last);
  }

  @Test
  void theRecordsOfAWholeMatchAreFewerThanARoomKeeps() {
    var whole = RoomScene.four(22);
    whole.playToTheEndOf(Integer.MAX_VALUE - 1);
    assertThat(whole.store.outbox.size()).isLessThan(Unkept.MOST / 3);
  }
}
