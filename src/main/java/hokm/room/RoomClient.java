package hokm.room;

import hokm.protocol.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way to any room, for one event loop. Remembers who owned a room last; asks the directory
 * when that is wrong. The bus does not fail a request whose connection broke, nor one to a node
 * that hangs. So requests to a node that is gone, and to the owner of a room that another has
 * taken over, are failed here, and sent again to the new one.
 */
public final class RoomClient implements Rooms {

  private static final long DEADLINE_MILLIS = 10_000;
  private static final int REMEMBERED = 50_000;
  private static final int FIRST_BACKOFF_MILLIS = 20;
  private static final int LAST_BACKOFF_MILLIS = 250;

  /** A command that waits for its answer. @param node that was asked */
  private record Pending(String node, Promise<Answer> answer) {}

  /** Whoever takes its rooms over will say so. */
  private static final class NodeGone extends Exception {

    private static final long serialVersionUID = 1L;

    NodeGone(String node) {
      super("Node " + node + " is gone.", null, false, false);
    }
  }

  private final RoomStore directory;
  private final Membership membership;
  private final Edge edge;
  private final Hosts hosts;
  private final Map<String, Owner> owners = new LinkedHashMap<>(256, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Owner> eldest) {
      return size() > REMEMBERED;
    }
  };
  private final Map<String, Set<Pending>> pending = new HashMap<>();
  /** Commands that wait a moment before they are sent again, by their rooms. */
  private final Map<String, Set<Promise<Void>>> resting = new HashMap<>();

  /** On the event loop of the edge. */
  public RoomClient(RoomStore directory, Membership membership, Edge edge) {
    this.directory = directory;
    this.membership = membership;
    this.edge = edge;
    this.hosts = new Hosts(membership);
    membership.onGone((node, refused) -> edge.timers().soon(() -> gone(node)));
    hosts.listen(edge);
    edge.bus().<Adopted>listen(Adopted.ADDRESS, this::adopted);
  }

  @Override
  public Future<Answer> ask(Ask ask) {
    return attempt(ask, edge.timers().millis() + DEADLINE_MILLIS, FIRST_BACKOFF_MILLIS);
  }

  @Override
  public Future<Answer> open(Ask ask) {
    return attempt(ask, edge.timers().millis() + DEADLINE_MILLIS, FIRST_BACKOFF_MILLIS);
  }

  private Future<Answer> attempt(Ask ask, long deadline, int backoff) {
    return owner(ask)
        .compose(target -> target.isEmpty()
            ? Future.succeededFuture(Answer.refused(ErrorCode.NO_ROOM)) : send(target.get(), ask))
        .transform(done -> {
          if (done.succeeded() && !done.result().moved()) {
            return Future.succeededFuture(done.result());
          }
          // It may have been said, and the next owner would not know.
          if (done.failed() && ask.command() instanceof RoomCommand.Say) {
            return Future.succeededFuture(Answer.refused(ErrorCode.UNAVAILABLE));
          }
          // Until another host has the room the directory has nothing new to say.
          int pause = done.cause() instanceof NodeGone ? LAST_BACKOFF_MILLIS : backoff;
          if (edge.timers().millis() + pause > deadline) {
            return Future.succeededFuture(Answer.refused(ErrorCode.UNAVAILABLE));
          }
          return rest(ask.room(), pause)
              .compose(go -> attempt(ask, deadline, Math.min(backoff * 2, LAST_BACKOFF_MILLIS)));
        });
  }

  /** @param address on the bus */
  private record Target(String node, String address) {}

  /** A room that is not there yet is opened on the host that has the fewest. */
  private Future<Optional<Target>> owner(Ask ask) {
    var before = owners.get(ask.room());
    if (before != null && !seesAll(ask.command())) {
      return Future.succeededFuture(Optional.of(target(before)));
    }
    // A directory that is away, or has forgotten all, has nothing better than what is known.
    return directory.owner(ask.room()).map(found -> {
      // Who was told of meanwhile is newer.
      found.ifPresent(owner -> owners.merge(ask.room(), owner,
          (now, read) -> now.equals(before) ? read : now));
      return known(ask.room()).or(() -> forNew(ask));
    }).recover(e -> known(ask.room()).isPresent()
        ? Future.succeededFuture(known(ask.room())) : Future.failedFuture(e));
  }

  private Optional<Target> known(String room) {
    return Optional.ofNullable(owners.get(room)).map(RoomClient::target);
  }

  private Optional<Target> forNew(Ask ask) {
    if (!(ask.command() instanceof RoomCommand.Open)) return Optional.empty();
    return Optional.of(hosts.forNew(ask.room())
        .map(host -> new Target(host, RoomHost.address(host)))
        .orElseThrow(() -> new IllegalStateException("No node hosts rooms now.")));
  }

  /**
   * Whether it is answered with all of the room by whoever takes himself for its owner. One who was
   * taken for dead, and does not know it, would show what the player has seen the end of; and of a
   * page that was loaded anew nobody knows what it has seen.
   */
  private static boolean seesAll(RoomCommand command) {
    return command instanceof RoomCommand.Attach attach && attach.lastSeen() < 0
        || command instanceof RoomCommand.Watch watch && watch.lastSeen() < 0;
  }

  private static Target target(Owner owner) {
    return new Target(owner.node(), owner.address());
  }

  private Future<Answer> send(Target target, Ask ask) {
    return request(target, ask).onComplete(done -> {
      // Unless another has been told of meanwhile.
      if (done.failed() || done.result().moved()) {
        owners.computeIfPresent(ask.room(),
            (room, owner) -> owner.address().equals(target.address()) ? null : owner);
      }
    });
  }

  private Future<Answer> request(Target target, Ask ask) {
    if (!membership.nodes().contains(target.node())) {
      return Future.failedFuture(new NodeGone(target.node()));
    }
    var asked = new Pending(target.node(), Promise.promise());
    add(pending, ask.room(), asked);
    edge.bus().<Answer>request(target.address(), ask).onSuccess(asked.answer()::tryComplete)
        .onFailure(asked.answer()::tryFail);
    return asked.answer().future().onComplete(done -> remove(pending, ask.room(), asked));
  }

  private void gone(String node) {
    owners.values().removeIf(owner -> owner.node().equals(node));
    var lost = pending.values().stream().flatMap(Set::stream)
        .filter(asked -> asked.node().equals(node)).toList();
    lost.forEach(asked -> asked.answer().tryFail(new NodeGone(node)));
  }

  /** Should this be old news, the node that is asked says so, and the directory decides. */
  private void adopted(Adopted told) {
    for (int i = 0; i < told.rooms().size(); i++) {
      var room = told.rooms().get(i);
      var owner = told.owners().get(i);
      var asked = List.copyOf(pending.getOrDefault(room, Set.of()));
      var rested = List.copyOf(resting.getOrDefault(room, Set.of()));
      if (asked.isEmpty() && rested.isEmpty() && !owners.containsKey(room)) continue;
      owners.put(room, owner);
      asked.stream().filter(each -> !each.node().equals(owner.node())).forEach(each ->
          each.answer().tryFail("Room " + room + " is at node " + owner.node() + " now."));
      rested.forEach(Promise::tryComplete);
    }
  }

  /** A moment, which ends at once when the room has a new owner. */
  private Future<Void> rest(String room, int millis) {
    if (owners.containsKey(room)) return Future.succeededFuture();
    Promise<Void> then = Promise.promise();
    add(resting, room, then);
    int jitter = edge.chance().random().nextInt(millis / 2 + 1);
    long timer = edge.timers().after(Duration.ofMillis(millis + jitter), then::tryComplete);
    return then.future().onComplete(done -> {
      edge.timers().cancel(timer);
      remove(resting, room, then);
    });
  }

  private static <T> void add(Map<String, Set<T>> map, String room, T what) {
    map.computeIfAbsent(room, r -> new LinkedHashSet<>()).add(what);
  }

  private static <T> void remove(Map<String, Set<T>> map, String room, T what) {
    map.computeIfPresent(room, (r, all) -> {
      all.remove(what);
      return all.isEmpty() ? null : all;
    });
  }
}
