package hokm.matchmaking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.protocol.ErrorCode;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.BusCodecs;
import hokm.room.MemoryTickets;
import hokm.room.NamedLease;
import hokm.room.Player;
import hokm.room.RoomCommand;
import hokm.room.ScriptedRooms;
import hokm.room.Seated;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MatchmakerTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final Vertx vertx = Vertx.vertx();
  private final MemoryTickets tickets = new MemoryTickets();
  private final ScriptedRooms rooms = new ScriptedRooms();
  private final List<Seated> seated = new CopyOnWriteArrayList<>();
  private final AtomicReference<String> holder = new AtomicReference<>("a");

  /** Held by whom the test says, since time is not the question here. */
  private final NamedLease lease = new NamedLease() {
    @Override
    public Future<Boolean> hold(String name, String node, Duration time) {
      return Future.succeededFuture(node.equals(holder.get()));
    }

    @Override
    public Future<Void> release(String name, String node) {
      holder.compareAndSet(node, "");
      return Future.succeededFuture();
    }
  };

  @BeforeEach
  void listen() {
    BusCodecs.register(vertx.eventBus());
    vertx.eventBus().<Seated>consumer(Seated.ADDRESS, m -> seated.add(m.body()));
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private void start(String... nodes) throws Exception {
    for (String node : nodes) {
      vertx.deployVerticle(new Matchmaker(new MatchmakingSettings(Duration.ofSeconds(4)), node,
              () -> tickets, () -> lease, () -> rooms))
          .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private void wait(int players) {
    for (int i = 0; i < players; i++) tickets.enqueue("p" + i, "P" + i, "q");
  }

  @Test
  void fourWhoWaitGetOneTable() throws Exception {
    wait(4);
    start("a", "b");
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(seated.get(0).players()).containsExactly("p0", "p1", "p2", "p3");
    assertThat(seated.get(0).room()).matches("[23456789A-HJ-NP-Z]{6}");
    var asked = rooms.asks.get(0);
    assertThat(asked.room()).isEqualTo(seated.get(0).room()).isEqualTo(asked.id());
    assertThat(asked.command()).isEqualTo(new RoomCommand.Open(MatchRules.DEFAULT,
        List.of(new Player("p0", "P0"), new Player("p1", "P1"), new Player("p2", "P2"),
            new Player("p3", "P3")), true));
    assertThat(tickets.assigned().result()).isEmpty();
  }

  @Test
  void aTableWhoseHostDoesNotAnswerHoldsUpNoOtherAndIsOpenedWhenItDoes() throws Exception {
    Promise<Answer> late = Promise.promise();
    rooms.script = ask -> rooms.asks.size() == 1 ? late.future()
        : Future.succeededFuture(ScriptedRooms.agreeable(ask));
    wait(4);
    start("a");
    await().atMost(LONG).until(() -> rooms.asks.size() == 1);
    tickets.enqueue("q", "Q", "q");
    tickets.waited(Duration.ofSeconds(4));
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(seated.get(0).players()).containsExactly("q");
    assertThat(rooms.asks.stream().filter(ask -> ask.equals(rooms.asks.get(0)))).hasSize(1);
    late.complete(Answer.seated(Seat.SOUTH));
    await().atMost(LONG).until(() -> seated.size() == 2);
    assertThat(seated.get(1).players()).containsExactly("p0", "p1", "p2", "p3");
  }

  @Test
  void oneWhoHasWaitedLongEnoughGetsBots() throws Exception {
    wait(1);
    start("a");
    await().during(Duration.ofMillis(700)).atMost(LONG).until(seated::isEmpty);
    tickets.waited(Duration.ofSeconds(4));
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(((RoomCommand.Open) rooms.asks.get(0).command()).bots()).isTrue();
    assertThat(seated.get(0).players()).containsExactly("p0");
  }

  @Test
  void aTableThatADeadPredecessorAssignedIsOpenedUnderItsCode() throws Exception {
    wait(4);
    tickets.assign("DEADR7", List.of("p0", "p1", "p2", "p3"));
    start("a");
    await().atMost(LONG).until(() -> !seated.isEmpty());
    await().during(Duration.ofMillis(700)).atMost(LONG).until(() -> seated.size() == 1);
    assertThat(seated).containsExactly(new Seated("DEADR7", List.of("p0", "p1", "p2", "p3")));
    assertThat(rooms.asks).extracting(Ask::room).containsOnly("DEADR7");
  }

  @Test
  void aTableThatADeadPredecessorOpenedAndWhoseRoomIsOverIsForgotten() throws Exception {
    wait(4);
    tickets.assign("DEADR7", List.of("p0", "p1", "p2", "p3"));
    rooms.script = ask -> Future.succeededFuture(Answer.refused(ErrorCode.NO_ROOM));
    start("a");
    await().atMost(LONG).until(() -> tickets.assigned().result().isEmpty());
    assertThat(seated).isEmpty();
  }

  @Test
  void aTableWhoseCodeOthersHaveGetsAnother() throws Exception {
    wait(4);
    tickets.assign("TAKEN2", List.of("p0", "p1", "p2", "p3"));
    rooms.script = ask -> Future.succeededFuture(!ask.room().equals("TAKEN2")
        ? Answer.seated(Seat.SOUTH) : Answer.refused(ErrorCode.ROOM_FULL));
    start("a");
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(seated.get(0).room()).isNotEqualTo("TAKEN2");
    assertThat(seated.get(0).players()).hasSize(4);
  }

  @Test
  void aTableThatAnotherHasOpenedMeanwhileIsNotDrawnUpAnew() throws Exception {
    wait(4);
    tickets.assign("DEADR7", List.of("p0", "p1", "p2", "p3"));
    rooms.script = ask -> tickets.opened("DEADR7")
        .map(done -> Answer.refused(ErrorCode.ROOM_FULL));
    start("a");
    await().atMost(LONG).until(() -> !rooms.asks.isEmpty());
    await().during(Duration.ofMillis(700)).atMost(LONG).until(() -> rooms.asks.size() == 1);
    assertThat(tickets.waiting(4).result()).isEmpty();
  }

  @Test
  void aRoomThatCannotBeOpenedNowIsTriedAgainUnderTheSameCode() throws Exception {
    wait(4);
    rooms.script = ask -> Future.succeededFuture(rooms.asks.size() < 3
        ? Answer.refused(ErrorCode.UNAVAILABLE) : Answer.seated(Seat.SOUTH));
    start("a");
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(rooms.asks).extracting(Ask::room).hasSize(3).containsOnly(seated.get(0).room());
  }

  @Test
  void whoHoldsNoLeaseDoesNothingUntilTheHolderIsGone() throws Exception {
    holder.set("dead");
    wait(4);
    start("a", "b");
    await().during(Duration.ofMillis(700)).atMost(LONG).until(() -> rooms.asks.isEmpty());
    holder.set("b");
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(rooms.asks).hasSize(1);
  }

  @Test
  void whoCancelledBeforeTheTableWasDrawnUpSitsNowhere() throws Exception {
    wait(4);
    tickets.cancel("p2");
    start("a");
    await().during(Duration.ofMillis(700)).atMost(LONG).until(seated::isEmpty);
    tickets.enqueue("p4", "P4", "q");
    await().atMost(LONG).until(() -> !seated.isEmpty());
    assertThat(seated.get(0).players()).containsExactly("p0", "p1", "p3", "p4");
  }
}
