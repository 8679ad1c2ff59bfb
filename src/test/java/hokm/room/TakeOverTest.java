package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import hokm.rules.MatchRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two hosts on one bus; membership and store are the test's, everything else is real. */
class TakeOverTest {

  private final Vertx vertx = Vertx.vertx();
  private final SlowStore store = new SlowStore();
  private final Members members = new Members();
  private final Set<String> leased = ConcurrentHashMap.newKeySet();
  private final Set<String> hung = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<Adopted> adopted = new ConcurrentLinkedQueue<>();
  private RoomClient client;

  private static final class Members implements Membership {
    final Set<String> present = ConcurrentHashMap.newKeySet();
    final List<Gone> listeners = new CopyOnWriteArrayList<>();

    @Override
    public Set<String> hosts() {
      return Set.copyOf(present);
    }

    @Override
    public Set<String> nodes() {
      return hosts();
    }

    @Override
    public void onGone(Gone listener) {
      listeners.add(listener);
    }

    @Override
    public void onJoined(Consumer<String> listener) {
      throw new UnsupportedOperationException("Nobody joins here.");
    }

    void lose(String node, boolean refused) {
      present.remove(node);
      listeners.forEach(listener -> listener.gone(node, refused));
    }
  }

  private final class Leases implements NodeLeases {
    @Override
    public Future<Void> renew(String node) {
      if (!hung.contains(node)) leased.add(node);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> drop(String node) {
      leased.remove(node);
      return Future.succeededFuture();
    }

    @Override
    public Future<Boolean> alive(String node) {
      return Future.succeededFuture(leased.contains(node));
    }

    @Override
    public Future<List<String>> owners() {
      return Future.succeededFuture(List.of("a-1", "b-1"));
    }

    @Override
    public Future<Void> forget(String node) {
      return Future.succeededFuture();
    }
  }

  @BeforeEach
  void twoHosts() {
    BusCodecs.register(vertx.eventBus());
    vertx.eventBus().<Adopted>consumer(Adopted.ADDRESS, m -> adopted.add(m.body()));
    host("a-1");
    host("b-1");
    client = new RoomClient(store, members, Edge.of(vertx));
  }

  private void host(String node) {
    var loops = new ArrayList<GameRooms>();
    for (int k = 0; k < 2; k++) {
      loops.add(new GameRooms(new Owner(node, k), () -> store, RoomScene.SETTINGS,
          new LowestCard()));
      await(vertx.deployVerticle(loops.get(k)));
    }
    members.present.add(node);
    await(vertx.deployVerticle(
        new RoomHostVerticle(node, () -> store, Leases::new, members, loops)));
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Answer open(String code) {
    return await(client.open(new Ask(code, "p0", code, new RoomCommand.Open(
        MatchRules.DEFAULT, List.of(new Player("p0", "Zero")), true))));
  }

  private String ownerOf(String code) {
    return await(store.owner(code)).orElseThrow().node();
  }

  @Test
  void roomsSpreadOverTheHostsAndEachIsWhereTheDirectorySays() {
    for (int i = 0; i < 40; i++) assertThat(open("ROOM" + i).accepted()).isTrue();
    assertThat(await(store.ownedBy("a-1"))).hasSizeBetween(8, 32);
    assertThat(await(store.ownedBy("b-1"))).hasSizeBetween(8, 32);
  }

  @Test
  void theSameOpenAgainIsARetryAndAnotherPlayersIsRefused() {
    assertThat(open("SAME").accepted()).isTrue();
    assertThat(open("SAME").accepted()).isTrue();
    assertThat(await(client.open(new Ask("SAME", "p1", "x", new RoomCommand.Open(
        MatchRules.DEFAULT, List.of(new Player("p1", "One")), false)))).error())
        .contains(ErrorCode.ROOM_FULL);
  }

  @Test
  void aRoomThatIsNowhereIsSaidToBeNowhere() {
    assertThat(await(client.ask(new Ask("NONE", "p0", "x", new RoomCommand.Leave()))).error())
        .contains(ErrorCode.NO_ROOM);
  }

  @Test
  void allRoomsOfADeadHostGoOnAtTheSurvivorAndTheGatewaysAreTold() {
    for (int i = 0; i < 300; i++) open("ROOM" + i);
    var lost = await(store.ownedBy("a-1"));
    members.lose("a-1", true);
    for (String code : lost) {
      var attach = new RoomCommand.Attach("g.0", "c", -1);
      assertThat(await(client.ask(new Ask(code, "p0", "x", attach))).accepted()).isTrue();
      assertThat(ownerOf(code)).isEqualTo("b-1");
      assertThat(store.rows.get(code).epoch()).isEqualTo(2);
    }
    Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
        assertThat(adopted.stream().flatMap(a -> a.rooms().stream()).toList())
            .containsExactlyInAnyOrderElementsOf(lost));
  }

  @Test
  void aHostThatMerelyHangsKeepsItsRoomsUntilItsLeaseHasRunOut() {
    while (store.rows.values().stream().noneMatch(r -> r.owner().node().equals("a-1"))) {
      open("ROOM" + store.rows.size());
    }
    var code = await(store.ownedBy("a-1")).get(0);
    members.lose("a-1", false);
    Awaitility.await().during(Duration.ofMillis(600)).atMost(Duration.ofSeconds(5))
        .until(() -> ownerOf(code).equals("a-1"));
    hung.add("a-1");
    leased.remove("a-1");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> ownerOf(code).equals("b-1"));
  }
}
