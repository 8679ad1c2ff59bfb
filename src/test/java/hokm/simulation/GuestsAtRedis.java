package hokm.simulation;

import hokm.room.Sessions;
import hokm.room.StoreUnavailable;
import hokm.room.Tickets;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/** Guests and those who wait, in the simulated Redis. */
final class GuestsAtRedis implements Sessions, Tickets {

  private final SimulatedRedis redis;
  private final Link link;
  private final Random random;

  GuestsAtRedis(SimulatedRedis redis, Link link, Random random) {
    this.redis = redis;
    this.link = link;
    this.random = random;
  }

  @Override
  public Future<Created> create(String name) {
    var token = "t" + Long.toHexString(random.nextLong());
    var player = "p-" + name + "-" + Integer.toHexString(random.nextInt(1 << 16));
    return link.send(model -> {
      model.sessions.put(token, new RedisModel.Guest(player, name, "", 0));
      return null;
    }).compose(made -> find(token)).map(made -> new Created(made.orElseThrow(), token));
  }

  @Override
  public Future<Session> signIn(String device, String name) {
    return signIn(device, name, link.settled()).compose(found -> found.isPresent()
        ? Future.succeededFuture(found)
        : link.whenSettled().compose(settled -> signIn(device, name, true)))
        .map(found -> session(found.orElseThrow()));
  }

  private Future<Optional<RedisModel.Guest>> signIn(String device, String name, boolean make) {
    return link.send(model -> model.signIn(device, "p-" + device, name, make, redis.millis()));
  }

  private static Session session(RedisModel.Guest guest) {
    return new Session(guest.player(), guest.name(),
        Optional.of(guest.room()).filter(room -> !room.isEmpty()), guest.arrival());
  }

  @Override
  public Future<Optional<Session>> find(String token) {
    return link.send(model -> Optional.ofNullable(model.sessions.computeIfPresent(token,
        (t, guest) -> guest.arrives(redis.millis()))))
        .compose(found -> found.isPresent() || link.settled() ? Future.succeededFuture(found)
            : Future.failedFuture(new StoreUnavailable("Not put back yet.", null)))
        .map(found -> found.map(GuestsAtRedis::session));
  }

  @Override
  public Future<Void> putBack(String token, Session session) {
    return link.send(model -> {
      model.putBack(token, new RedisModel.Guest(session.player(), session.name(),
          session.room().orElse(""), session.arrival()));
      return null;
    });
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    link.onAvailability(listener);
  }

  @Override
  public Future<Void> sit(String token, Optional<String> room) {
    return link.send(model -> {
      model.sessions.computeIfPresent(token, (t, guest) -> guest.sits(room.orElse("")));
      return null;
    });
  }

  @Override
  public Future<Void> enqueue(String player, String name, String id) {
    return link.send(model -> {
      model.queue.enqueue(player, name, id, redis.millis());
      return null;
    });
  }

  @Override
  public Future<Boolean> cancel(String player) {
    return link.send(model -> model.queue.remove(player))
        .compose(removed -> link.send(model -> {
          model.queue.forgetName(player);
          return removed;
        }));
  }

  @Override
  public Future<Void> cancel(List<String> players) {
    return link.send(model -> {
      players.forEach(model.queue::remove);
      return null;
    }).compose(removed -> link.send(model -> {
      players.forEach(model.queue::forgetName);
      return null;
    }));
  }

  @Override
  public Future<List<Ticket>> waiting(int most) {
    return link.whenSettled()
        .compose(settled -> link.send(model -> model.queue.waiting(most, redis.millis())));
  }

  @Override
  public Future<Boolean> assign(String room, List<String> players) {
    return link.send(model -> model.queue.assign(room, players, redis.millis()));
  }

  @Override
  public Future<List<Assignment>> assigned() {
    return link.send(model -> model.queue.assigned());
  }

  @Override
  public Future<Void> opened(String room) {
    return link.send(model -> model.queue.table(room)).compose(table -> {
      if (table.isEmpty()) return Future.succeededFuture();
      table.get().forEach(each -> link.send(model -> {
        model.queue.expire(each.player(), redis.millis());
        return null;
      }));
      return link.send(model -> {
        model.queue.forgetTable(room);
        return null;
      });
    });
  }

  @Override
  public Future<Optional<String>> roomOf(String player) {
    return link.send(model -> model.queue.roomOf(player, redis.millis()))
        .compose(room -> room.isEmpty() ? Future.succeededFuture(room)
            : link.send(model -> room.filter(open -> model.queue.table(open).isEmpty())));
  }

  @Override
  public Future<Void> left(String player, String room) {
    return link.send(model -> {
      model.queue.left(player, room);
      return null;
    });
  }
}
