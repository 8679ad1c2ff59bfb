package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.rules.MatchRules;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host, and what it finds out when it compares what it hosts with what the store says. */
class RoomHostTest {

  private static final Owner HERE = new Owner("a-1", 0);
  private static final Owner ELSEWHERE = new Owner("b-1", 0);

  private final SlowStore store = new SlowStore();
  private final ManualTimers timers = new ManualTimers();
  private final PlainBus bus = new PlainBus();
  private final Edge edge = new Edge(bus, timers, new Chance(new Random(1)));
  private final RoomLoop loop = new RoomLoop(HERE, store, RoomScene.SETTINGS,
      Bots.atOnce(new LowestCard()), edge);

  private final Leases leases = new Leases();
  private final TwoHosts.Members members = new TwoHosts.Members();

  private static final class Leases implements NodeLeases {
    private boolean away;
    private final List<String> owners = new ArrayList<>(List.of("a-1", "b-1"));

    @Override
    public Future<Void> renew(String node) {
      return away ? Future.failedFuture(new StoreUnavailable("The store is away.", null))
          : Future.succeededFuture();
    }

    @Override
    public Future<Void> drop(String node) {
      return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> alive(String node) {
      return Future.succeededFuture(!node.startsWith("dead"));
    }

    @Override
    public Future<List<String>> owners() {
      return Future.succeededFuture(List.copyOf(owners));
    }

    @Override
    public Future<Void> forget(String node) {
      assertThat(node).startsWith("dead");
      owners.remove(node);
      return Future.succeededFuture();
    }
  }

  @BeforeEach
  void start() {
    members.present.addAll(List.of("a-1", "b-1"));
    loop.start();
    new RoomHost("a-1", store, leases, members, List.of(loop), edge).start();
    // Nobody moves here, and nobody goes, so nothing is saved.
    for (String code : List.of("MINE", "OTHER")) {
      ask(code, new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player("p0", "Zero")),
          false));
      ask(code, new RoomCommand.Attach("g-1.0", code, -1, 1));
    }
  }

  private void ask(String code, RoomCommand command) {
    assertThat(bus.<Answer>request(HERE.address(), new Ask(code, "p0", code, command)).result()
        .accepted()).isTrue();
  }

  @Test
  void aRoomInWhichNobodyMovesIsDroppedWhenAnotherHasTakenIt() {
    store.depose("OTHER", ELSEWHERE);
    timers.pass(Duration.ofSeconds(9));
    assertThat(loop.codes()).containsExactly("MINE");
  }

  @Test
  void aHostOpensAndTakesNoRoomBeforeTheStoreKnowsThatThereIsSuchAHost() {
    leases.away = true;
    var second = new RoomLoop(ELSEWHERE, store, RoomScene.SETTINGS,
        Bots.atOnce(new LowestCard()), edge);
    second.start();
    new RoomHost("b-1", store, leases, new TwoHosts.Members(), List.of(second), edge).start();
    var open = new Ask("NEW", "p0", "NEW", new RoomCommand.Open(MatchRules.DEFAULT,
        List.of(new Player("p0", "Zero")), false));
    assertThat(bus.<Answer>request(RoomHost.address("b-1"), open).result())
        .isEqualTo(Answer.MOVED);
    var offer = new HandOver("a-1", List.of("MINE"), MoveCause.DRAIN);
    assertThat(bus.<HandOver.Taken>request(HandOver.address("b-1"), offer).result().rooms())
        .isEmpty();
    leases.away = false;
    timers.pass(Duration.ofMillis(500));
    assertThat(bus.<Answer>request(RoomHost.address("b-1"), open).result().accepted()).isTrue();
    assertThat(bus.<HandOver.Taken>request(HandOver.address("b-1"), offer).result().rooms())
        .containsExactly("MINE");
  }

  @Test
  void aRoomThatIsSaidToBeHereAndIsNotIsTakenBackWhenItIsAskedFor() {
    timers.pass(Duration.ofSeconds(1));
    loop.give(List.of("OTHER"));
    var attach = new Ask("OTHER", "p0", "", new RoomCommand.Attach("g-1.0", "c", -1, 2));
    assertThat(bus.<Answer>request(HERE.address(), attach).result()).isEqualTo(Answer.MOVED);
    assertThat(bus.<Answer>request(HERE.address(), attach).result().accepted()).isTrue();
    assertThat(store.rows.get("OTHER").epoch()).isEqualTo(2);
  }

  private void hasLeft(String dead, String room) {
    var like = store.rows.get("OTHER");
    store.rows.put(room, new SlowStore.Row(new Owner(dead, 0), 1, like.version(),
        like.snapshot()));
  }

  /** Those who saw it die may have named the newcomer its heir, who saw nothing. */
  @Test
  void roomsOfANodeThatDiedBeforeThisOneCameAreLookedForSoon() {
    leases.owners.add("dead-1");
    members.present.remove("b-1");
    hasLeft("dead-1", "LEFT");
    timers.pass(Duration.ofSeconds(3));
    assertThat(loop.codes()).contains("LEFT");
  }

  @Test
  void aSweepThatWasNotAnsweredForAllIsMadeAgainSoon() {
    leases.owners.addAll(List.of("dead-1", "dead-2"));
    members.present.remove("b-1");
    hasLeft("dead-1", "LEFT");
    hasLeft("dead-2", "RIGHT");
    store.unclaimable.add("LEFT");
    timers.pass(Duration.ofSeconds(3));
    assertThat(loop.codes()).contains("RIGHT").doesNotContain("LEFT");
    store.unclaimable.clear();
    timers.pass(Duration.ofMillis(1250));
    assertThat(loop.codes()).contains("LEFT");
  }

  @Test
  void aRoomThatADeadNodeMadeWithItsLastBreathIsFoundThoughItComesLate() {
    leases.owners.add("dead-1");
    members.present.remove("b-1");
    timers.pass(Duration.ofSeconds(20));
    hasLeft("dead-1", "LATE");
    timers.pass(Duration.ofSeconds(8));
    assertThat(loop.codes()).contains("LATE");
    assertThat(store.causes).containsEntry("LATE", MoveCause.SWEEP);
    timers.pass(Duration.ofSeconds(90));
    assertThat(leases.owners).doesNotContain("dead-1");
  }

  @Test
  void aRoomThatIsSaidToBeHereAndIsNotIsTakenBack() {
    loop.give(List.of("OTHER"));
    assertThat(loop.codes()).containsExactly("MINE");
    timers.pass(Duration.ofSeconds(9));
    assertThat(loop.codes()).containsExactlyInAnyOrder("MINE", "OTHER");
    assertThat(store.causes).containsOnly(Map.entry("OTHER", MoveCause.STRAY));
  }
}
