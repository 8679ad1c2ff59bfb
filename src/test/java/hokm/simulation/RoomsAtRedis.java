package hokm.simulation;

import hokm.room.Lease;
import hokm.room.LostLease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.OwnerChange;
import hokm.room.RoomStore;
import hokm.room.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Rooms in the simulated Redis; tells those who look on what it has really taken. */
final class RoomsAtRedis implements RoomStore {

  private static final int SHARDS = 4;

  private final SimulatedRedis redis;
  private final Link link;
  private final World world;
  private final Promises promises;

  RoomsAtRedis(SimulatedRedis redis, Link link, World world) {
    this.redis = redis;
    this.link = link;
    this.world = world;
    this.promises = world.promises;
  }

  /** Whoever asks twice, because an answer was lost, must not fare differently. */
  private <T> Future<T> send(Function<RedisModel, T> command) {
    return link.send(model -> {
      T result = command.apply(model);
      return world.happens(world.weather.redisTwice) ? command.apply(model) : result;
    });
  }

  @Override
  public Future<Boolean> create(Lease lease, long version, Buffer snapshot) {
    return send(model -> {
      boolean there = model.row(lease.room()).isPresent();
      int code = model.create(lease, version, snapshot, redis.millis());
      if (code == 1 && !there) promises.saved(lease, version, snapshot);
      return code;
    }).map(code -> {
      if (code == 1) link.node().remembers(lease, version);
      return code == 1;
    });
  }

  @Override
  public Future<Void> save(Lease lease, long version, Buffer snapshot,
      List<OutboxEntry> outbox) {
    return send(model -> {
      int code = model.save(lease, version, snapshot, outbox, redis.millis());
      if (code == 1) promises.saved(lease, version, snapshot);
      if (code == 0) promises.savedBefore(lease, version, snapshot);
      return code;
    }).compose(code -> {
      if (code < 0) return Future.failedFuture(new LostLease(lease.room()));
      link.node().remembers(lease, version);
      return Future.succeededFuture();
    });
  }

  @Override
  public Future<Void> close(Lease lease) {
    return send(model -> {
      int code = model.close(lease, redis.millis());
      if (code == 1) promises.closed(lease.room());
      return code;
    }).compose(code -> code < 0 ? Future.failedFuture(new LostLease(lease.room()))
        : Future.succeededFuture());
  }

  /** One command a shard, as with the real one, so that a part of a claim may be done. */
  @Override
  public Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to,
      MoveCause cause) {
    return link.whenSettled().compose(settled -> claimNow(rooms, from, to, cause));
  }

  private Future<List<Claimed>> claimNow(List<String> rooms, String from, List<Owner> to,
      MoveCause cause) {
    Map<Integer, List<Integer>> byShard = new LinkedHashMap<>();
    for (int i = 0; i < rooms.size(); i++) {
      byShard.computeIfAbsent(Math.floorMod(rooms.get(i).hashCode(), SHARDS),
          s -> new ArrayList<>()).add(i);
    }
    var claims = byShard.values().stream().map(places -> send(model -> {
      var claimed = model.claim(places.stream().map(rooms::get).toList(), from,
          places.stream().map(to::get).toList(), cause, redis.millis());
      claimed.forEach(promises::claimed);
      return claimed;
    })).toList();
    return Future.all(claims).map(done -> {
      var all = new ArrayList<Claimed>();
      claims.forEach(each -> all.addAll(each.result()));
      all.forEach(each -> link.node().remembers(each.lease(), each.version()));
      return all;
    });
  }

  @Override
  public Future<List<Standing>> check(List<Hosted> rooms) {
    return send(model -> rooms.stream().map(room ->
        standing(model.check(room.lease(), room.version(), redis.millis()))).toList());
  }

  private static Standing standing(int code) {
    if (code == 1) return Standing.HELD;
    return code == 0 ? Standing.FORGOTTEN : Standing.LOST;
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    link.onAvailability(listener);
  }

  @Override
  public Future<Optional<Owner>> owner(String room) {
    return send(model -> model.owner(room)).compose(found -> found.isPresent() || link.settled()
        ? Future.succeededFuture(found) : Future.failedFuture(
            new StoreUnavailable("Room " + room + " may not have been put back yet.", null)));
  }

  @Override
  public Future<List<OwnerChange>> history(String room) {
    return send(model -> model.history(room, redis.millis()));
  }

  @Override
  public Future<List<String>> ownedBy(String node) {
    return send(model -> model.ownedBy(node));
  }
}
