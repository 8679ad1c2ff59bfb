package hokm.room;

import hokm.protocol.StopCause;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How rooms come to a host from another, whether that one lives or not. */
final class Adoption {

  private static final Logger LOG = LoggerFactory.getLogger(Adoption.class);
  private static final int BATCH = 128;
  /** Claimed together, so that a node's rooms cost one round trip and not one for each batch. */
  private static final int WINDOW = 1024;
  /** Small enough that the first of a slice need not wait long for its last. */
  private static final int SLICE = 64;
  private static final Duration BREATH = Duration.ofMillis(1);

  /**
   * Why rooms come, and since when that is known.
   *
   * @param since by the edge's clock for measuring
   */
  record Why(MoveCause cause, String from, long since) {

    /** As the log tells it. */
    String words() {
      return switch (cause) {
        case LOST_NODE, LOST_LEASE, SWEEP -> "of the lost node " + from;
        case STRAY -> "that it had lost itself, of node " + from;
        default -> "handed over by node " + from;
      };
    }

    /** As players are told of the clock's stop. */
    StopCause stop() {
      return switch (cause) {
        case LOST_NODE, LOST_LEASE, SWEEP, STRAY -> StopCause.OWNER_LOST;
        default -> StopCause.MOVED;
      };
    }
  }

  private final String node;
  private final RoomStore store;
  private final List<RoomLoop> loops;
  private final Edge edge;
  private final AtomicLong adopted = new AtomicLong();
  private int claiming;

  Adoption(String node, RoomStore store, List<RoomLoop> loops, Edge edge) {
    this.node = node;
    this.store = store;
    this.loops = loops;
    this.edge = edge;
  }

  /** Taken over since the start. Safe from any thread. */
  long rooms() {
    return adopted.get();
  }

  /** Where the room is hosted when it comes here. */
  RoomLoop loop(String room) {
    return loops.get(Math.floorMod(room.hashCode(), loops.size()));
  }

  /**
   * @return the rooms that are here now; fails when the store did not answer for all of them,
   *     though some may be
   */
  Future<List<String>> claim(List<String> rooms, Why why) {
    if (rooms.isEmpty()) return Future.succeededFuture(List.of());
    claiming++;
    return claimAll(rooms, why).onComplete(done -> claiming--);
  }

  /** Each room is named in one of the lines. */
  private void tell(List<RoomStore.Claimed> taken, Why why) {
    LOG.atInfo().addKeyValue("node", node).addKeyValue("from", why.from())
        .addKeyValue("cause", why.cause().word())
        .addKeyValue("rooms", taken.stream().map(each -> each.lease().room()).toList())
        .addKeyValue("epochs", taken.stream().map(each -> each.lease().epoch()).toList())
        .log("Node {} hosts {} rooms {}: {}.", node, taken.size(), why.words(),
            taken.stream().limit(8).map(each -> each.lease().room()).toList());
  }

  /** Whether rooms are being claimed that are not here yet. */
  boolean underWay() {
    return claiming > 0;
  }

  private Future<List<String>> claimAll(List<String> rooms, Why why) {
    if (rooms.isEmpty()) return Future.succeededFuture(List.of());
    int window = Math.min(WINDOW, rooms.size());
    List<Future<List<RoomStore.Claimed>>> claims = new ArrayList<>();
    for (int at = 0; at < window; at += BATCH) {
      var batch = rooms.subList(at, Math.min(at + BATCH, window));
      claims.add(store.claim(batch, why.from(),
          batch.stream().map(room -> loop(room).owner()).toList(), why.cause()));
    }
    // Where one fails the others' rooms are here all the same.
    return edge.timers().here(Future.join(claims).transform(done -> Future.succeededFuture()))
        .compose(done -> take(inPlayFirst(claims), why))
        .compose(taken -> claimAll(rooms.subList(window, rooms.size()), why)
            .map(more -> joined(taken, more)))
        .compose(taken -> claims.stream().filter(Future::failed).findFirst()
            .map(failed -> Future.<List<String>>failedFuture(failed.cause()))
            .orElse(Future.succeededFuture(taken)));
  }

  private static List<RoomStore.Claimed> inPlayFirst(
      List<Future<List<RoomStore.Claimed>>> claims) {
    var inPlay = new ArrayList<RoomStore.Claimed>();
    var idle = new ArrayList<RoomStore.Claimed>();
    for (var claim : claims) {
      if (claim.failed()) continue;
      for (var each : claim.result()) {
        (SnapshotCodec.inPlay(each.snapshot()) ? inPlay : idle).add(each);
      }
    }
    inPlay.addAll(idle);
    return inPlay;
  }

  private static List<String> joined(List<String> some, List<String> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /**
   * They go on slice by slice. What players have waiting for the rooms of one is sent on, and the
   * store's answers are read, before the next: an event loop reads from no connection while it has
   * anything else to do.
   */
  private Future<List<String>> take(List<RoomStore.Claimed> claimed, Why why) {
    if (claimed.isEmpty()) return Future.succeededFuture(List.of());
    int slice = Math.min(SLICE, claimed.size());
    var taken = takeSlice(claimed.subList(0, slice), why);
    if (slice == claimed.size()) return taken;
    return taken.compose(some -> breath()
        .compose(go -> take(claimed.subList(slice, claimed.size()), why))
        .map(more -> joined(some, more)));
  }

  private Future<Void> breath() {
    Promise<Void> over = Promise.promise();
    edge.timers().after(BREATH, over::complete);
    return over.future();
  }

  private Future<List<String>> takeSlice(List<RoomStore.Claimed> claimed, Why why) {
    Map<RoomLoop, List<RoomStore.Claimed>> shares = new LinkedHashMap<>();
    for (var each : claimed) {
      shares.computeIfAbsent(loop(each.lease().room()), l -> new ArrayList<>()).add(each);
    }
    List<Future<Void>> all = new ArrayList<>();
    shares.forEach((loop, share) -> all.add(loop.adopt(share, why.stop())));
    return Future.all(all).map(taken -> {
      var rooms = claimed.stream().map(c -> c.lease().room()).toList();
      adopted.addAndGet(rooms.size());
      edge.meters().adopted(why.cause(), rooms.size(), edge.timers().millis() - why.since());
      tell(claimed, why);
      edge.bus().publish(Adopted.ADDRESS, new Adopted(rooms,
          claimed.stream().map(c -> c.lease().owner()).toList()));
      return rooms;
    });
  }
}
