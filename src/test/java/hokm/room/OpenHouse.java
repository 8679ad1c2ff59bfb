package hokm.room;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** One host's rooms in this process, with a store in memory, for gateways that are the test's. */
public final class OpenHouse {

  /** Who does not act holds nobody up, and what is over goes at once. */
  private static final RoomSettings SETTINGS = new RoomSettings(Duration.ofMillis(600),
      Duration.ZERO, Duration.ofMillis(500), Duration.ofMillis(200), Duration.ofMillis(2),
      Duration.ofMillis(300), Duration.ofMillis(1000), 32, 20_000);

  private final TwoHosts.Members members = new TwoHosts.Members();
  private final SlowStore store = new SlowStore();
  private final List<GameRooms> loops = new ArrayList<>();
  private final Vertx vertx;

  public OpenHouse(Vertx vertx, String node, int loopCount) {
    this.vertx = vertx;
    BusCodecs.register(vertx.eventBus());
    for (int k = 0; k < loopCount; k++) {
      loops.add(new GameRooms(new Owner(node, k), () -> store, SETTINGS,
          Bots.atOnce(new LowestCard()), Edge::of));
      TwoHosts.await(vertx.deployVerticle(loops.get(k)));
    }
    members.present.add(node);
    TwoHosts.await(vertx.deployVerticle(new RoomHostVerticle(node, () -> store,
        TwoHosts.AllAlive::new, members, loops, Edge::of)));
  }

  /** Called on the event loop of a gateway. */
  public Supplier<Rooms> rooms() {
    return () -> new RoomClient(store, members, Edge.of(vertx));
  }

  /** How many are hosted now. */
  public int hosted() {
    return loops.stream().mapToInt(GameRooms::size).sum();
  }
}
