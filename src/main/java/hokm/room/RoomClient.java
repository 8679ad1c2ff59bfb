package hokm.room;

import hokm.protocol.ErrorCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The way to any room, for one event loop. Remembers who owned a room last; asks the directory
 * when that is wrong. The bus does not fail a request whose connection broke, so requests to a
 * node that is gone are failed here, and sent again to whoever has taken the room over.
 */
public final class RoomClient implements Rooms {

  private static final long DEADLINE_MILLIS = 10_000;
  private static final DeliveryOptions TIMEOUT = new DeliveryOptions().setSendTimeout(2500);
  private static final int REMEMBERED = 50_000;
  private static final int FIRST_BACKOFF_MILLIS = 20;
  private static final int LAST_BACKOFF_MILLIS = 250;

  private final Vertx vertx;
  private final Context context;
  private final RoomStore directory;
  private final Membership membership;
  private final Map<String, Owner> owners = new LinkedHashMap<>(256, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Owner> eldest) {
      return size() > REMEMBERED;
    }
  };
  private final Map<String, Set<Promise<Answer>>> pending = new HashMap<>();

  /** Make it on the event loop that uses it. */
  public RoomClient(Vertx vertx, RoomStore directory, Membership membership) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.directory = directory;
    this.membership = membership;
    membership.onGone((node, refused) -> context.runOnContext(go -> gone(node)));
  }

  @Override
  public Future<Answer> ask(Ask ask) {
    return attempt(ask, System.currentTimeMillis() + DEADLINE_MILLIS, FIRST_BACKOFF_MILLIS);
  }

  @Override
  public Future<Answer> open(Ask ask) {
    return attempt(ask, System.currentTimeMillis() + DEADLINE_MILLIS, FIRST_BACKOFF_MILLIS);
  }

  private Future<Answer> attempt(Ask ask, long deadline, int backoff) {
    return owner(ask)
        .compose(target -> target.isEmpty()
            ? Future.succeededFuture(Answer.refused(ErrorCode.NO_ROOM)) : send(target.get(), ask))
        .recover(failure -> Future.succeededFuture(Answer.MOVED))
        .compose(answer -> {
          if (!answer.moved()) return Future.succeededFuture(answer);
          owners.remove(ask.room());
          if (System.currentTimeMillis() + backoff > deadline) {
            return Future.succeededFuture(Answer.refused(ErrorCode.UNAVAILABLE));
          }
          return later(backoff)
              .compose(go -> attempt(ask, deadline, Math.min(backoff * 2, LAST_BACKOFF_MILLIS)));
        });
  }

  /** @param address on the bus */
  private record Target(String node, String address) {}

  /** A room that is not there yet is opened on the host that the rendezvous names. */
  private Future<Optional<Target>> owner(Ask ask) {
    var known = owners.get(ask.room());
    if (known != null) return Future.succeededFuture(Optional.of(target(known)));
    return directory.owner(ask.room()).map(found -> {
      found.ifPresent(owner -> owners.put(ask.room(), owner));
      if (found.isPresent() || !(ask.command() instanceof RoomCommand.Open)) {
        return found.map(RoomClient::target);
      }
      return Optional.of(Rendezvous.pick(ask.room(), membership.hosts())
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
    vertx.eventBus().<Answer>request(target.address(), ask, TIMEOUT)
        .onSuccess(reply -> answer.tryComplete(reply.body()))
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
    long jitter = ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    vertx.setTimer(millis + jitter, id -> then.complete());
    return then.future();
  }
}
