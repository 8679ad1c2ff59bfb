package hokm.room;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How rooms leave a host that lives. They are held still between two moves, the other host claims
 * them, and only then they end here; whoever asked meanwhile is sent there. A claim whose answer
 * is lost shows at the room's next save.
 */
final class Departure {

  private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
  /** Small enough that the first of a batch does not wait long for the last. */
  private static final int BATCH = 32;
  private static final int ROUNDS = 3;
  private static final int SHARED = 8;
  private static final int LEAST_DIFFERENCE = 32;

  private final String node;
  private final List<RoomLoop> loops;
  private final Hosts hosts;
  private final Edge edge;
  private boolean sharing;

  Departure(String node, List<RoomLoop> loops, Hosts hosts, Edge edge) {
    this.node = node;
    this.loops = loops;
    this.hosts = hosts;
    this.edge = edge;
  }

  /** Never fails. */
  Future<Void> all() {
    return round(ROUNDS).onSuccess(done -> LOG.info("Node {} has handed its rooms over; {} are"
        + " left.", node, loops.stream().mapToInt(RoomLoop::size).sum()));
  }

  /** A host that has not heard yet that this one leaves may open rooms here, hence again. */
  private Future<Void> round(int rounds) {
    Map<String, List<String>> heirs = new HashMap<>();
    var staying = hosts.staying();
    staying.remove(node);
    for (var loop : loops) {
      for (String room : loop.codes()) {
        Hosts.heir(room, staying)
            .ifPresent(heir -> heirs.computeIfAbsent(heir, h -> new ArrayList<>()).add(room));
      }
    }
    if (heirs.isEmpty() || rounds == 0) return Future.succeededFuture();
    List<Future<?>> moves = new ArrayList<>();
    heirs.forEach((heir, rooms) -> moves.add(moveAll(rooms, heir)));
    return Future.join(moves).transform(done -> round(rounds - 1));
  }

  private Future<Void> moveAll(List<String> rooms, String to) {
    if (rooms.isEmpty()) return Future.succeededFuture();
    int batch = Math.min(BATCH, rooms.size());
    return move(rooms.subList(0, batch), to, MoveCause.DRAIN)
        .compose(taken -> moveAll(rooms.subList(batch, rooms.size()), to));
  }

  /** @return the rooms that are there now */
  Future<List<String>> move(List<String> rooms, String to, MoveCause cause) {
    if (to.equals(node)) return Future.succeededFuture(List.of());
    long since = edge.timers().millis();
    return each(loop -> loop.hold(rooms)).compose(held -> held.isEmpty()
        ? Future.succeededFuture(List.of()) : offer(held, to, cause, since));
  }

  private Future<List<String>> offer(List<String> held, String to, MoveCause cause, long since) {
    return edge.bus()
        .<HandOver.Taken>request(HandOver.address(to), new HandOver(node, held, cause))
        .map(HandOver.Taken::rooms)
        .onSuccess(taken -> given(taken, to, cause, since))
        .onFailure(e -> LOG.atWarn().addKeyValue("node", node).addKeyValue("rooms", held)
            .addKeyValue("to", to).addKeyValue("cause", cause.word())
            .log("Node {} does not know whether {} took rooms {}: {}", node, to, held,
                e.getMessage()))
        .otherwise(List.of())
        .compose(taken -> {
          var kept = new ArrayList<>(held);
          kept.removeAll(taken);
          return each(loop -> loop.give(taken).compose(done -> loop.release(kept))
              .map(List.<String>of())).map(taken);
        });
  }

  private void given(List<String> taken, String to, MoveCause cause, long since) {
    if (taken.isEmpty()) return;
    edge.meters().handedOver(cause, taken.size(), edge.timers().millis() - since);
    LOG.atInfo().addKeyValue("node", node).addKeyValue("rooms", taken).addKeyValue("to", to)
        .addKeyValue("cause", cause.word())
        .log("Node {} has handed {} rooms over to node {}.", node, taken.size(), to);
  }

  private Future<List<String>> each(
      Function<RoomLoop, Future<List<String>>> work) {
    var parts = loops.stream().map(work).toList();
    return edge.timers().here(Future.all(parts)).map(done -> {
      var all = new ArrayList<String>();
      parts.forEach(part -> all.addAll(part.result()));
      return all;
    });
  }

  /** A host that has far fewer rooms gets some in which nobody plays now, a few a second. */
  void share(int rooms) {
    Optional<HostLoad> least = hosts.leastLoadedBut(node);
    if (sharing || least.isEmpty()) return;
    int surplus = (rooms - least.get().rooms()) / 2;
    if (surplus < Math.max(LEAST_DIFFERENCE, rooms / 8)) return;
    sharing = true;
    each(loop -> loop.idle(SHARED)).compose(idle -> idle.isEmpty()
            ? Future.succeededFuture()
            : move(idle, least.get().node(), MoveCause.BALANCE))
        .onComplete(done -> sharing = false);
  }
}
