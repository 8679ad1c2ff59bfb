package hokm.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.bots.NormalBot;
import hokm.room.Bots;
import hokm.room.BusCodecs;
import hokm.room.Edge;
import hokm.room.GameRooms;
import hokm.room.Membership;
import hokm.room.Owner;
import hokm.room.RoomClient;
import hokm.room.RoomHostVerticle;
import hokm.room.RoomSettings;
import hokm.room.Tell;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.awaitility.Awaitility;

/**
 * Hosts a-1 and b-1 on one bus and one real store, with rooms in which four play. In the even ones
 * everybody moves at once; in the odd ones somebody thinks all the time.
 */
final class LiveRooms implements AutoCloseable {

  /** Shorter than the faults, so that a clock that runs meanwhile plays for somebody. */
  static final Duration TURN = Duration.ofMillis(2500);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final Vertx vertx = Vertx.vertx();
  private final RedisSettings redis;
  private final Map<String, LiveTable> tables = new HashMap<>();
  private final List<RedisLink> links = new CopyOnWriteArrayList<>();
  private final Context driver = vertx.getOrCreateContext();
  private RoomClient client;

  private static final class BothPresent implements Membership {
    @Override
    public Set<String> hosts() {
      return Set.of("a-1", "b-1");
    }

    @Override
    public Set<String> nodes() {
      return hosts();
    }

    @Override
    public void onGone(Gone listener) {
      assertThat(listener).isNotNull();
    }

    @Override
    public void onJoined(Consumer<String> listener) {
      assertThat(listener).isNotNull();
    }
  }

  LiveRooms(RedisSettings redis, int count) {
    this.redis = redis;
    BusCodecs.register(vertx.eventBus());
    host("a-1");
    host("b-1");
    var codes = new ArrayList<String>();
    for (int i = 0; i < count; i++) codes.add("ROOM" + i);
    await(here(() -> {
      client = new RoomClient(store(), new BothPresent(), Edge.of(vertx));
      return Edge.of(vertx).bus().<Tell>listen("gateway.g", tell -> tell.frames()
          .forEach(news -> tables.get(tell.room()).heard(news)));
    }));
    Awaitility.await().atMost(PATIENCE).until(() ->
        links.stream().allMatch(RedisLink::available));
    await(here(() -> Future.all(codes.stream().map(this::open).toList())));
    awaitMoves(4);
  }

  private void host(String node) {
    var loop = new GameRooms(new Owner(node, 0), this::store, new RoomSettings(TURN,
        Duration.ZERO, TURN, Duration.ofSeconds(1), Duration.ofMillis(50), Duration.ofMinutes(1),
        Duration.ofMinutes(2), 32, 1000), Bots.atOnce(new NormalBot()),
        Edge::of);
    await(vertx.deployVerticle(loop));
    await(vertx.deployVerticle(new RoomHostVerticle(node, this::store,
        () -> new RedisLeases(link()), new BothPresent(), List.of(loop), Edge::of)));
  }

  private RedisRoomStore store() {
    return new RedisRoomStore(link());
  }

  private RedisLink link() {
    var link = RedisLink.open(vertx, redis);
    links.add(link);
    return link;
  }

  private Future<Void> open(String code) {
    var table = new LiveTable(code, client, Edge.of(vertx).timers());
    tables.put(code, table);
    return table.open();
  }

  <T> Future<T> here(Supplier<Future<T>> work) {
    Promise<T> done = Promise.promise();
    driver.runOnContext(go -> work.get().onComplete(done));
    return done.future();
  }

  static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> List<T> each(Function<LiveTable, T> of) {
    return await(here(() -> Future.succeededFuture(tables.values().stream().map(of).toList())));
  }

  private static boolean thinks(LiveTable table) {
    return table.code().hashCode() % 2 != 0;
  }

  /** In the odd rooms nobody moves from now on. */
  void still() {
    each(table -> {
      if (thinks(table)) table.still();
      return true;
    });
  }

  void goOn() {
    each(table -> {
      table.goOn();
      return true;
    });
  }

  /** In each room that moves, that many more moves are acknowledged. */
  void awaitMoves(int more) {
    var before = each(LiveTable::acknowledged);
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
      var now = each(LiveTable::acknowledged);
      var still = each(LiveRooms::thinks);
      for (int i = 0; i < now.size(); i++) {
        if (!still.get(i) && now.get(i) < before.get(i) + more) return false;
      }
      return true;
    });
  }

  /**
   * Does what ends the fault.
   *
   * @return from its end to the first news in the last of the moving rooms, in milliseconds
   */
  long millisToGoOn(Runnable end) {
    each(table -> {
      table.mark();
      return true;
    });
    end.run();
    long ended = System.nanoTime();
    Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() ->
        each(table -> thinks(table) || table.firstNanos() > 0).stream().allMatch(on -> on));
    long last = each(LiveTable::firstNanos).stream().max(Long::compare).orElseThrow();
    return Math.max(0, TimeUnit.NANOSECONDS.toMillis(last - ended));
  }

  int busy() {
    return each(LiveTable::busy).stream().mapToInt(count -> count).sum();
  }

  List<List<String>> notices() {
    return each(table -> List.copyOf(table.notices()));
  }

  void assertNothingIsWrong() {
    assertThat(each(LiveTable::faults).stream().flatMap(List::stream).toList()).isEmpty();
  }

  @Override
  public void close() {
    await(vertx.close());
  }
}
