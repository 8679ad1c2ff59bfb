package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The verticle around a {@link RoomLoop}. */
public final class GameRooms extends VerticleBase {

  private final Owner owner;
  private final Supplier<RoomStore> stores;
  private final RoomSettings settings;
  private final Bots bots;
  private final Function<Vertx, Edge> edges;
  private IntSupplier hosted = this::size;
  private volatile RoomLoop loop;

  /**
   * @param stores makes this event loop's own store; called once, on it
   * @param edges the same for its edge
   */
  public GameRooms(Owner owner, Supplier<RoomStore> stores, RoomSettings settings,
      Bots bots, Function<Vertx, Edge> edges) {
    this.owner = owner;
    this.stores = stores;
    this.settings = settings;
    this.bots = bots;
    this.edges = edges;
  }

  /** Before it is deployed. @param all rooms of its node, which count to the bound together */
  public GameRooms boundedBy(IntSupplier all) {
    hosted = all;
    return this;
  }

  @Override
  public Future<?> start() {
    loop = new RoomLoop(owner, stores.get(), settings, bots, edges.apply(vertx))
        .boundedBy(hosted);
    return loop.start();
  }

  /** Null until it is deployed. */
  RoomLoop loop() {
    return loop;
  }

  /** Rooms that it hosts. Safe from any thread. */
  public int size() {
    return loop == null ? 0 : loop.size();
  }

  /** Sockets that look on in them. Safe from any thread. */
  public int spectators() {
    return loop == null ? 0 : loop.spectators();
  }

  /** Those of them in which no move can be saved now. Safe from any thread. */
  public int paused() {
    return loop == null ? 0 : loop.paused();
  }

  /** Moves that its rooms have saved since the start. Safe from any thread. */
  public long moves() {
    return loop == null ? 0 : loop.moves();
  }
}
