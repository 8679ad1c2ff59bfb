package hokm.matchmaking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.room.BusCodecs;
import hokm.room.RoomCommand;
import hokm.room.Seated;
import hokm.room.Tickets.Ticket;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatchmakerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Vertx vertx = Vertx.vertx();
  private final KeptStore store = new KeptStore();
  private final OpenedRooms rooms = new OpenedRooms();
  private final List<Seated> seated = new CopyOnWriteArrayList<>();

  @BeforeEach
  void listen() {
    BusCodecs.register(vertx.eventBus());
    vertx.eventBus().<Seated>consumer(Seated.ADDRESS, m -> seated.add(m.body()));
  }

  @AfterEach
  void stop() throws Exception {
    get(vertx.close());
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  private String deploy(String node) throws Exception {
    return get(vertx.deployVerticle(new Matchmaker(new MatchmakingSettings(PATIENCE), node,
        () -> store, () -> store, () -> rooms)));
  }

  private void waits(int count, Duration waited) {
    for (int i = 1; i <= count; i++) store.waits("p" + i, waited);
  }

  /** Seconds waited, the longest first, and the sizes of the tables. */
  @ParameterizedTest
  @CsvSource({
      "'',               ''",
      "3.9,              ''",
      "4.0,              1",
      "9 1 0,            3",
      "1 1 0,            ''",
      "0 0 0 0,          4",
      "9 9 9 9 0 0,      4",
      "9 9 9 9 5 0,      4 2",
      "1 1 1 1 0 0 0 0,  4 4"})
  void fourMakeATableAndFewerOnlyWhenTheFirstHasWaitedLong(String waited, String sizes) {
    var tickets = Arrays.stream(waited.split(" ")).filter(text -> !text.isEmpty())
        .map(text -> new Ticket("p", "P",
            Duration.ofMillis((long) (Double.parseDouble(text) * 1000)))).toList();
    assertThat(Matchmaker.tables(tickets, PATIENCE).stream()
        .map(table -> String.valueOf(table.size())).toList())
        .isEqualTo(Arrays.stream(sizes.split(" ")).filter(text -> !text.isEmpty()).toList());
  }

  @Test
  void fourWhoWaitAreSeatedInOneRoomInTheOrderOfTheirComing() throws Exception {
    waits(4, Duration.ZERO);
    deploy("n1");
    await().until(() -> !seated.isEmpty());
    assertThat(rooms.asked).hasSize(1);
    assertThat(rooms.players(0)).containsExactly("p1", "p2", "p3", "p4");
    assertThat(seated.get(0).room()).isEqualTo(rooms.asked.get(0).room())
        .matches("[2-9A-HJ-NP-Z]{6}");
    assertThat(seated.get(0).players()).isEqualTo(rooms.players(0));
  }

  @Test
  void whoHasWaitedLongPlaysWithBots() throws Exception {
    waits(1, PATIENCE);
    deploy("n1");
    await().until(() -> !seated.isEmpty());
    assertThat(((RoomCommand.Open) rooms.asked.get(0).command()).bots()).isTrue();
    assertThat(rooms.players(0)).containsExactly("p1");
  }

  @Test
  void aTableOfAMatchmakerThatDiedBeforeOpeningItIsOpenedOnceUnderItsOwnCode() throws Exception {
    waits(4, Duration.ZERO);
    store.assign("K7PM2Q", List.of("p1", "p2", "p3", "p4"));
    deploy("n2");
    await().until(() -> !seated.isEmpty());
    // One more table shows that the first has not been opened again by then.
    waits(4, Duration.ZERO);
    await().until(() -> seated.size() == 2);
    assertThat(rooms.asked.stream().filter(ask -> ask.room().equals("K7PM2Q"))).hasSize(1);
    assertThat(rooms.asked.get(0).id()).isEqualTo("K7PM2Q");
    assertThat(rooms.asked.get(0).player()).isEqualTo("p1");
  }

  @Test
  void aRoomThatCouldNotBeOpenedIsTriedAgainUnderTheSameCodeAndId() throws Exception {
    waits(4, Duration.ZERO);
    rooms.refusals.set(2);
    deploy("n1");
    await().until(() -> !seated.isEmpty());
    assertThat(rooms.asked).hasSize(3);
    assertThat(rooms.asked).allMatch(ask -> ask.equals(rooms.asked.get(0)));
    assertThat(seated).hasSize(1);
  }

  @Test
  void twoMatchmakersMakeOneRoomOfFour() throws Exception {
    deploy("n1");
    deploy("n2");
    await().until(() -> !store.holder().isEmpty());
    waits(4, Duration.ZERO);
    await().until(() -> store.done() && !seated.isEmpty());
    waits(4, Duration.ZERO);
    await().until(() -> seated.size() == 2);
    assertThat(rooms.asked).hasSize(2);
  }

  @Test
  void anotherTakesOverFromAMatchmakerThatStops() throws Exception {
    var first = deploy("n1");
    await().until(() -> store.holder().equals("n1"));
    deploy("n2");
    get(vertx.undeploy(first));
    waits(4, Duration.ZERO);
    await().until(() -> !seated.isEmpty());
    assertThat(store.holder()).isEqualTo("n2");
  }
}
