package hokm.room;

import hokm.protocol.ErrorCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The way to any room, for one event loop. Remembers who owned a room last; asks the directory
 * when that is wrong. The bus does not fail a request whose connection broke, so requests to a
 * node that is gone are failed here, and sent again to whoever has taken the room over.
 */
public final class RoomClient implements Rooms {

  private static final long DEADLINE_MILLIS = 10_000;
  private static final int REMEMBERED = 50_000;
  private static final int FIRST_BACKOFF_MILLIS = 20;
  private static final int LAST_BACKOFF_MILLIS = 250;

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
  private final Map<String, Set<Promise<Answer>>> pending = new HashMap<>();

  /** On the event loop of the edge. */
  public RoomClient(RoomStore directory, Membership membership, Edge edge) {
    this.directory = directory;
    this.membership = membership;
    this.edge = edge;
    this.hosts = new Hosts(membership);
    membership.onGone((node, refused) -> edge.timers().soon(() -> gone(node)));
    hosts.listen(edge);
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
        .recover(failure -> Future.succeededFuture(Answer.MOVED))
        .compose(answer -> {
          if (!answer.moved()) return Future.succeededFuture(answer);
          owners.remove(ask.room());
          if (edge.timers().millis() + backoff > deadline) {
            return Future.succeededFuture(Answer.refused(ErrorCode.UNAVAILABLE));
          }
          return later(backoff)
              .compose(go -> attempt(ask, deadline, Math.min(backoff * 2, LAST_BACKOFF_MILLIS)));
        });
  }

  /** @param address on the bus */
  private record Target(String node, String address) {}

  /** A room that is not there yet is opened on the host that has the fewest. */
  private Future<Optional<Target>> owner(Ask ask) {
    var known = owners.get(ask.room());
    if (known != null) return Future.succeededFuture(Optional.of(target(known)));
    return directory.owner(ask.room()).map(found -> {
      found.ifPresent(owner -> owners.put(ask.room(), owner));
      if (found.isPresent() || !(ask.command() instanceof RoomCommand.Open)) {
        return found.map(RoomClient::target);
      }
      return Optional.of(hosts.forNew(ask.room())
          .map(host -> new Target(host, RoomHost.address(host)))
          .orElseThrow(() -> new IllegalStateException("No node hosts rooms now.")));
    });
  }

  private static Target target(Owner owner) {
    return new Target(owner.node(), owner.address());
  }

  private Future<Answer> send(Target target, Ask ask) {
    if (!membership.nodes().contains(target.node())) {
      return Future.failedFuture("Node " + target.node() + " is not present.");
    }
    Promise<Answer> answer = Promise.promise();
    var waiting = pending.computeIfAbsent(target.node(), node -> new HashSet<>());
    waiting.add(answer);
    edge.bus().<Answer>request(target.address(), ask).onSuccess(answer::tryComplete)
        .onFailure(answer::tryFail);
    return answer.future().onComplete(done -> waiting.remove(answer));
  }

  private void gone(String node) {
    var waiting = pending.remove(node);
    owners.values().removeIf(owner -> owner.node().equals(node));
    if (waiting == null) return;
    for (var answer : Set.copyOf(waiting)) answer.tryFail("Node " + node + " is gone.");
  }

  private Future<Void> later(int millis) {
    Promise<Void> then = Promise.promise();
    int jitter = edge.chance().random().nextInt(millis / 2 + 1);
    edge.timers().after(Duration.ofMillis(millis + jitter), then::complete);
    return then.future();
  }
}
