package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.Emote;
import hokm.protocol.ErrorCode;
import hokm.room.PlainBus.Asked;
import hokm.rules.MatchRules;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a command finds its room while owners come and go. */
class RoomClientTest {

  private static final Owner FIRST = new Owner("a-1", 0);
  private static final Owner SECOND = new Owner("b-1", 1);
  private static final Ask ASK = new Ask("ROOM", "p0", "m1", new RoomCommand.Leave());

  private final SlowStore store = new SlowStore();
  private final ManualTimers timers = new ManualTimers();
  private final PlainBus bus = new PlainBus();
  private final TwoHosts.Members members = new TwoHosts.Members();
  private final RoomClient client = new RoomClient(store, members,
      new Edge(bus, timers, new Chance(new Random(1))));

  @BeforeEach
  void aRoomAtTheFirst() {
    members.present.addAll(List.of("a-1", "b-1"));
    store.rows.put("ROOM", new SlowStore.Row(FIRST, 1, 1, SnapshotCodec.encode(
        RoomScene.open(1, true).room.state())));
  }

  private void adopted(Owner by) {
    bus.publish(Adopted.ADDRESS, new Adopted(List.of("ROOM"), List.of(by)));
  }

  private Asked asked(int no) {
    assertThat(bus.unserved).hasSize(no + 1);
    return bus.unserved.get(no);
  }

  @Test
  void whatAHostThatHangsWasAskedGoesToTheNewOwnerAtOnceUnderTheSameId() {
    var answer = client.ask(ASK);
    assertThat(asked(0).address()).isEqualTo(FIRST.address());
    adopted(SECOND);
    assertThat(asked(1)).extracting(Asked::address, Asked::message)
        .containsExactly(SECOND.address(), ASK);
    asked(1).answer().complete(Answer.ACCEPTED);
    assertThat(answer.result()).isEqualTo(Answer.ACCEPTED);
  }

  @Test
  void whatRestsUntilTheRoomHasANewOwnerGoesThereAsSoonAsThatIsKnown() {
    members.present.remove("a-1");
    var answer = client.ask(ASK);
    timers.pass(Duration.ofMillis(900));
    assertThat(bus.unserved).isEmpty();
    adopted(SECOND);
    asked(0).answer().complete(Answer.ACCEPTED);
    assertThat(answer.result()).isEqualTo(Answer.ACCEPTED);
  }

  @Test
  void oldNewsOfAnOwnerIsPutRightByTheDirectory() {
    var answer = client.ask(ASK);
    asked(0).answer().complete(Answer.MOVED);
    store.depose("ROOM", new Owner("c-1", 0));
    members.present.add("c-1");
    adopted(SECOND);
    asked(1).answer().complete(Answer.MOVED);
    timers.pass(Duration.ofMillis(100));
    assertThat(asked(2).address()).isEqualTo("room.c-1.0");
    asked(2).answer().complete(Answer.ACCEPTED);
    assertThat(answer.result()).isEqualTo(Answer.ACCEPTED);
  }

  @Test
  void aRoomThatNobodyAnswersForIsUnavailableAfterTenSecondsAndNoSooner() {
    members.present.remove("a-1");
    var answer = client.ask(ASK);
    timers.pass(Duration.ofMillis(9500));
    assertThat(answer.isComplete()).isFalse();
    timers.pass(Duration.ofMillis(600));
    assertThat(answer.result()).isEqualTo(Answer.refused(ErrorCode.UNAVAILABLE));
  }

  /** The first was taken for dead, and lives: it would show what it knew then. */
  @Test
  void whoHasSeenNothingIsShownTheRoomByTheOwnerThatTheDirectoryNames() {
    client.ask(ASK);
    asked(0).answer().complete(Answer.ACCEPTED);
    store.depose("ROOM", SECOND);
    client.ask(attach(5));
    assertThat(asked(1).address()).isEqualTo(FIRST.address());
    client.ask(attach(-1));
    assertThat(asked(2).address()).isEqualTo(SECOND.address());
    client.ask(new Ask("ROOM", "p9", "w1", new RoomCommand.Watch("b-1.0", "c2", -1)));
    assertThat(asked(3).address()).isEqualTo(SECOND.address());
  }

  @Test
  void whileTheDirectoryIsAwayOrEmptyTheRoomIsShownByTheOwnerThatWasKnownLast() {
    client.ask(ASK);
    store.away = true;
    client.ask(attach(-1));
    assertThat(asked(1).address()).isEqualTo(FIRST.address());
    store.away = false;
    store.rows.clear();
    client.ask(attach(-1));
    assertThat(asked(2).address()).isEqualTo(FIRST.address());
  }

  private static Ask attach(long lastSeen) {
    return new Ask("ROOM", "p0", "attach " + lastSeen,
        new RoomCommand.Attach("b-1.0", "c1", lastSeen, 1));
  }

  /** Nothing of it is saved, so the next owner could not know that it was heard before. */
  @Test
  void anEmoteWhoseOwnerIsGoneIsNotSaidAgainToTheNext() {
    var answer = client.ask(new Ask("ROOM", "p0", "e1", new RoomCommand.Say(Emote.WOW)));
    adopted(SECOND);
    assertThat(answer.result()).isEqualTo(Answer.refused(ErrorCode.UNAVAILABLE));
    timers.pass(Duration.ofSeconds(1));
    assertThat(bus.unserved).hasSize(1);
  }

  @Test
  void aNewRoomIsNotAskedOfAHostThatIsStartingNorOfOneThatHangs() {
    members.present.add("new-1");
    bus.publish(HostLoad.ADDRESS, new HostLoad("a-1", 100, false));
    bus.publish(HostLoad.ADDRESS, new HostLoad("b-1", 10, false));
    bus.publish(HostLoad.ADDRESS, new HostLoad("b-1", 0, true));
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(), true);
    client.open(new Ask("FRESH", "p0", "o", open));
    assertThat(asked(0).address()).isEqualTo(RoomHost.address("a-1"));
  }
}
