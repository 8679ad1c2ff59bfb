package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** The verticle around a {@link RoomHost}. */
public final class RoomHostVerticle extends VerticleBase {

  private final String node;
  private final Supplier<RoomStore> stores;
  private final Supplier<NodeLeases> leases;
  private final Membership membership;
  private final List<GameRooms> loops;
  private final Function<Vertx, Edge> edges;
  private volatile RoomHost host;

  /** @param loops the node's game-room verticles, deployed already, by number */
  public RoomHostVerticle(String node, Supplier<RoomStore> stores, Supplier<NodeLeases> leases,
      Membership membership, List<GameRooms> loops, Function<Vertx, Edge> edges) {
    this.node = node;
    this.stores = stores;
    this.leases = leases;
    this.membership = membership;
    this.loops = loops;
    this.edges = edges;
  }

  @Override
  public Future<?> start() {
    host = new RoomHost(node, stores.get(), leases.get(), membership,
        loops.stream().map(GameRooms::loop).toList(), edges.apply(vertx));
    return host.start();
  }

  @Override
  public Future<?> stop() {
    return host.stop();
  }

  /** Rooms taken over since the start. Safe from any thread. */
  public long adopted() {
    return host == null ? 0 : host.adopted();
  }

  /**
   * Hands the rooms over to other hosts. On any thread, once it is deployed.
   *
   * @return as {@link RoomHost#leave} does
   */
  public Future<Void> leave() {
    return host.leave();
  }
}
