package hokm.cli;

import hokm.room.Edge;
import hokm.room.RoomStore;
import hokm.snapshots.RedisLink;
import hokm.snapshots.RedisRoomStore;
import io.vertx.core.Vertx;
import java.util.function.Function;

/**
 * Where a node can be put together in another way than the usual one: to measure it, to move its
 * clock, or to see that a broken one is caught.
 *
 * @param stores where rooms are saved
 * @param edges made once for each event loop, on it
 */
record Seams(Function<RedisLink, RoomStore> stores, Function<Vertx, Edge> edges) {

  static final Seams USUAL = new Seams(RedisRoomStore::new, Edge::of);

  Seams withStores(Function<RedisLink, RoomStore> others) {
    return new Seams(others, edges);
  }

  Seams withEdges(Function<Vertx, Edge> others) {
    return new Seams(stores, others);
  }
}
