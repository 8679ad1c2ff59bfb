package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import hokm.protocol.MeantDeal;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class HostedRoomTest {

  private static final Owner SURVIVOR = new Owner("b-1", 1);

  @Test
  void nobodyHearsOfAMoveBeforeItIsSaved() {
    var scene = RoomScene.playing(1);
    scene.store.slow();
    int heard = scene.told.size();
    var answer = scene.ask("p" + scene.turn().number(), "m1", scene.move());
    assertThat(answer.isComplete()).isFalse();
    assertThat(scene.told).hasSize(heard);
    scene.store.finish();
    assertThat(answer.result().accepted()).isTrue();
    assertThat(scene.told.size()).isGreaterThan(heard);
  }

  @Test
  void aSaveWhoseAnswerIsLostIsAskedAgainAndCountsOnce() {
    var scene = RoomScene.playing(2);
    scene.store.slow();
    long before = scene.room.state().last();
    var answer = scene.ask("p" + scene.turn().number(), "m1", scene.move());
    scene.store.finishUnanswered();
    assertThat(answer.isComplete()).isFalse();
    scene.timers.pass(Duration.ofMillis(50));
    scene.store.finish();
    assertThat(answer.result().accepted()).isTrue();
    assertThat(scene.room.state().last()).isEqualTo(before + 1);
    assertThat(scene.frames("c0", Tell.Kind.NOTICE)).extracting(f -> f.getString("type"))
        .containsExactly("room_paused", "room_resumed");
  }

  @Test
  void aDeposedOwnerTellsNobodyAndDropsTheRoom() {
    var scene = RoomScene.playing(3);
    scene.store.slow();
    int heard = scene.told.size();
    var answer = scene.ask("p" + scene.turn().number(), "m1", scene.move());
    scene.store.depose(RoomScene.CODE, SURVIVOR);
    scene.store.finish();
    assertThat(answer.result()).isEqualTo(Answer.MOVED);
    assertThat(scene.told).hasSize(heard);
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
  }

  @Test
  void aDeposedOwnerWhoseMatchIsOverDoesNotTellThatTheRoomIsNoMore() {
    var scene = RoomScene.playing(3);
    scene.playToTheEndOf(99);
    assertThat(scene.room.state().over()).isTrue();
    scene.store.depose(RoomScene.CODE, SURVIVOR);
    scene.timers.pass(RoomScene.SETTINGS.linger());
    assertThat(scene.frames("c1", Tell.Kind.CLOSED)).isEmpty();
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
    assertThat(scene.store.rows).containsKey(RoomScene.CODE);
  }

  @Test
  void aRoomThatCantBeClosedNowIsClosedOnceTheStoreIsBack() {
    var scene = RoomScene.playing(3);
    scene.playToTheEndOf(99);
    scene.store.away = true;
    scene.timers.pass(RoomScene.SETTINGS.linger().plusSeconds(5));
    assertThat(scene.frames("c1", Tell.Kind.CLOSED)).isEmpty();
    assertThat(scene.retired).isEmpty();
    scene.store.away = false;
    scene.timers.pass(Duration.ofSeconds(2));
    assertThat(scene.frames("c1", Tell.Kind.CLOSED)).hasSize(1);
    assertThat(scene.store.rows).isEmpty();
  }

  @Test
  void theSameCommandAgainHasOneEffectAlsoAfterATakeOver() {
    var scene = RoomScene.playing(4);
    var seat = scene.turn();
    var move = scene.move();
    assertThat(scene.ask("p" + seat.number(), "m1", move).result().accepted()).isTrue();
    long last = scene.room.state().last();
    scene.adoptedBy(SURVIVOR);
    assertThat(scene.ask("p" + seat.number(), "m1", move).result().accepted()).isTrue();
    assertThat(scene.room.state().last()).isEqualTo(last);
  }

  @Test
  void anAdoptedRoomIsTheRoomThatWasSavedToTheLastCard() {
    for (int moves = 0; moves < 60; moves++) {
      var scene = RoomScene.playing(5);
      for (int i = 0; i < moves; i++) {
        if (scene.match().phase() == Phase.PREPARING) scene.saltAll();
        else scene.act();
      }
      var before = scene.room.state();
      scene.adoptedBy(SURVIVOR);
      assertThat(scene.room.state()).as("after %d moves", moves).isEqualTo(before);
    }
  }

  @Test
  void aMatchThatIsAdoptedAfterEveryMoveEndsAsItShould() {
    var scene = RoomScene.four(6);
    int owners = 0;
    while (scene.match().winner().isEmpty()) {
      if (scene.match().phase() == Phase.PREPARING) scene.saltAll();
      else assertThat(scene.act().accepted()).isTrue();
      scene.adoptedBy(new Owner("n-" + ++owners, 0));
    }
    assertThat(scene.store.outbox).extracting(OutboxEntry::kind)
        .startsWith("match_started").endsWith("deal_ended", "match_ended")
        .hasSize(scene.match().dealNo() + 2);
  }

  @Test
  void everySeatHearsEveryNumberOnceAndInOrder() {
    var scene = RoomScene.four(7);
    long from = scene.room.state().last();
    scene.playToTheEndOf(2);
    for (int seat = 0; seat < 4; seat++) {
      var numbers = scene.events("c" + seat).stream().map(e -> e.getLong("n"))
          .filter(n -> n > from).toList();
      assertThat(numbers).containsExactlyElementsOf(
          LongStream.rangeClosed(from + 1, scene.room.state().last())
              .boxed().toList());
    }
  }

  @Test
  void whoComesBackAndHasMissedNothingIsToldWhoseTurnItIsAndNoMore() {
    var scene = RoomScene.playing(8);
    var turn = scene.turn();
    long seen = scene.room.state().last();
    for (Seat seat : Seat.values()) {
      var back = "back" + seat.number();
      scene.attach("p" + seat.number(), back, seen);
      var told = scene.frames(back, Tell.Kind.NOTICE);
      assertThat(told).extracting(f -> f.getString("type")).containsExactly("turn");
      var inTurn = told.get(0).getJsonObject("turn");
      assertThat(inTurn.getInteger("seat")).isEqualTo(turn.number());
      assertThat(inTurn.containsKey("legal")).isEqualTo(seat == turn);
      scene.attach("p" + seat.number(), back, seen);
      assertThat(scene.frames(back, Tell.Kind.NOTICE)).hasSize(1);
    }
  }

  @Test
  void whoComesBackGetsTheTailAndOtherwiseAView() {
    var scene = RoomScene.playing(8);
    long seen = scene.room.state().last();
    scene.act();
    scene.act();
    scene.attach("p0", "again", seen);
    assertThat(scene.events("again")).extracting(e -> e.getLong("n"))
        .containsExactly(seen + 1, seen + 2);
    scene.playToTheEndOf(2);
    scene.attach("p0", "late", seen);
    assertThat(scene.frames("late", Tell.Kind.VIEW)).hasSize(1);
    assertThat(scene.frames("late", Tell.Kind.VIEW).get(0).getLong("n"))
        .isEqualTo(scene.room.state().last());
  }

  @Test
  void whoHasSeenMoreThanThisOwnerKnowsIsSentElsewhere() {
    var scene = RoomScene.playing(9);
    assertThat(scene.attach("p0", "ahead", scene.room.state().last() + 1))
        .isEqualTo(Answer.MOVED);
  }

  @Test
  void theNewerSocketOfASeatDisplacesTheOlder() {
    var scene = RoomScene.playing(10);
    scene.attach("p1", "newer", -1);
    assertThat(scene.frames("c1", Tell.Kind.DISPLACED)).hasSize(1);
    int heard = scene.events("c1").size();
    scene.act();
    assertThat(scene.events("c1")).hasSize(heard);
    assertThat(scene.events("newer")).hasSize(1);
  }

  @Test
  void anOlderSocketWhoseWordComesLateDoesNotTakeItsSeatBack() {
    var scene = RoomScene.playing(10);
    scene.attach("p1", "newer", -1, 7);
    assertThat(scene.attach("p1", "c1", -1, 6))
        .isEqualTo(Answer.refused(ErrorCode.DISPLACED));
    assertThat(scene.frames("newer", Tell.Kind.DISPLACED)).isEmpty();
    scene.act();
    assertThat(scene.events("newer")).hasSize(1);
    assertThat(scene.attach("p1", "newest", -1, 8).accepted()).isTrue();
  }

  /** Such a one may be legal by chance, and would be played though nobody meant it. */
  @Test
  void aCommandThatWasMeantForAnotherDealIsRefused() {
    var scene = RoomScene.playing(13);
    scene.playToTheEndOf(1);
    scene.saltAll();
    var player = "p" + scene.turn().number();
    var trump = ((RoomCommand.NameTrump) scene.move()).suit();
    assertThat(scene.ask(player, "late", meant(trump, 1)).result())
        .isEqualTo(Answer.refused(ErrorCode.ANOTHER_DEAL));
    assertThat(scene.ask(player, "now", meant(trump, 2)).result().accepted())
        .isTrue();
  }

  private static RoomCommand meant(Suit trump, int deal) {
    return new RoomCommand.NameTrump(trump, new MeantDeal("", deal));
  }

  @Test
  void aFullMailboxRefusesInsteadOfGrowing() {
    var scene = RoomScene.playing(11);
    scene.store.slow();
    var player = "p" + scene.turn().number();
    var first = scene.ask(player, "m0", scene.move());
    var waiting = IntStream.range(0, RoomScene.SETTINGS.mailbox())
        .mapToObj(i -> scene.ask(player, "w" + i, new RoomCommand.ThrowIn(MeantDeal.ANY))).toList();
    var more = scene.ask(player, "one more", new RoomCommand.ThrowIn(MeantDeal.ANY));
    assertThat(more.result().error()).contains(ErrorCode.BUSY);
    scene.store.finish();
    assertThat(first.result().accepted()).isTrue();
    assertThat(waiting).allMatch(each -> each.result().error().isPresent());
  }

  @Test
  void whenItsTimeIsUpTheServerActsForTheSeat() {
    var scene = RoomScene.playing(12);
    var seat = scene.turn();
    scene.timers.pass(RoomScene.SETTINGS.turn().plus(RoomScene.SETTINGS.bank()).minusMillis(1));
    assertThat(scene.turn()).isEqualTo(seat);
    scene.timers.pass(Duration.ofMillis(1));
    assertThat(scene.view(seat).handSizes().at(seat)).isEqualTo(12);
  }

  @Test
  void comingAndGoingDoesNotSetTheClockBack() {
    var scene = RoomScene.playing(13);
    var seat = scene.turn();
    var player = "p" + seat.number();
    scene.timers.pass(Duration.ofSeconds(20));
    scene.ask(player, new RoomCommand.Detach("c" + seat.number()));
    scene.room.sweep();
    scene.timers.pass(RoomScene.SETTINGS.grace());
    scene.room.sweep();
    assertThat(scene.room.state().now().occupants().at(seat).connected()).isFalse();
    scene.attach(player, "back", -1);
    assertThat(scene.room.state().now().occupants().at(seat).connected()).isTrue();
    scene.timers.pass(Duration.ofSeconds(7).plus(RoomScene.SETTINGS.bank()));
    assertThat(scene.view(seat).handSizes().at(seat)).isEqualTo(12);
  }

  @Test
  void withoutAllSaltsTheDealBeginsWhenThePauseIsOver() {
    var scene = RoomScene.four(14);
    scene.ask("p2", new RoomCommand.Salt("ab"));
    scene.timers.pass(RoomScene.SETTINGS.dealPause());
    assertThat(scene.match().phase()).isEqualTo(Phase.NAMING_TRUMP);
    assertThat(scene.match().salts().toList()).containsExactly("", "", "ab", "");
  }

  @Test
  void botsPlayOutAMatchByThemselvesOnceTheirHumanIsAway() {
    var scene = RoomScene.open(15, true, new MatchRules(1, MatchRules.FirstHakem.RANDOM,
        MatchRules.Redeal.NONE));
    for (int i = 0; i < 200 && scene.match().winner().isEmpty(); i++) {
      scene.timers.pass(RoomScene.SETTINGS.turn());
    }
    assertThat(scene.match().winner()).isPresent();
    assertThat(scene.store.outbox).extracting(OutboxEntry::kind)
        .containsExactly("match_started", "deal_ended", "match_ended");
    scene.timers.pass(RoomScene.SETTINGS.linger());
    assertThat(scene.store.rows).isEmpty();
    assertThat(scene.retired).containsExactly(RoomScene.CODE);
  }

  @Test
  void aTurnWhoseTimeRunsOutWhileTheLastCardIsSavedDoesNotCloseTheRoom() {
    var scene = RoomScene.four(RoomScene.open(16, false, new MatchRules(1,
        MatchRules.FirstHakem.RANDOM, MatchRules.Redeal.NONE)));
    scene.saltAll();
    scene.store.slow();
    while (scene.match().winner().isEmpty()) {
      scene.act();
      scene.timers.pass(RoomScene.SETTINGS.turn().plus(RoomScene.SETTINGS.bank()));
      while (scene.store.waiting() > 0) scene.store.finish();
    }
    assertThat(scene.retired).isEmpty();
    assertThat(scene.store.rows).containsKey(RoomScene.CODE);
  }

  @Test
  void leavingBeforeTheMatchFreesTheSeatForAnother() {
    var scene = RoomScene.open(17, false);
    scene.ask("p1", new RoomCommand.Join("One", Optional.of(Seat.NORTH)));
    assertThat(scene.ask("p2", new RoomCommand.Join("Two", Optional.of(Seat.NORTH))).error())
        .contains(ErrorCode.SEAT_TAKEN);
    scene.ask("p1", new RoomCommand.Leave());
    assertThat(scene.ask("p2", new RoomCommand.Join("Two", Optional.of(Seat.NORTH))).seat())
        .contains(Seat.NORTH);
  }

  @Test
  void theSameOpeningAgainIsKnownHoweverMuchHasHappenedSince() {
    var scene = RoomScene.playing(18);
    for (int i = 0; i < 40; i++) scene.act();
    long last = scene.room.state().last();
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), false);
    assertThat(scene.ask("p0", "open", open).result()).isEqualTo(Answer.seated(Seat.SOUTH));
    assertThat(scene.ask("p9", "open", open).result().error()).contains(ErrorCode.ROOM_FULL);
    assertThat(scene.room.state().last()).isEqualTo(last);
  }

  @Test
  void aStrangerAndAFifthPlayerAreRefused() {
    var scene = RoomScene.playing(18);
    assertThat(scene.ask("p9", scene.move()).error()).contains(ErrorCode.NOT_IN_ROOM);
    assertThat(scene.ask("p9", new RoomCommand.Join("Nine", Optional.empty())).error())
        .contains(ErrorCode.ROOM_FULL);
    assertThat(scene.attach("p9", "c9", -1).error()).contains(ErrorCode.NOT_IN_ROOM);
  }

  @Test
  void aWholeDealIsSavedInLessThanTwoKilobytesAMove() {
    var scene = RoomScene.four(19);
    scene.playToTheEndOf(1);
    assertThat(scene.store.rows.get(RoomScene.CODE).snapshot().length()).isLessThan(2048);
  }
}
