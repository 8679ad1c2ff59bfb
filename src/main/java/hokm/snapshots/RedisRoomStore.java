package hokm.snapshots;

import hokm.room.Lease;
import hokm.room.LostLease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.OutboxFull;
import hokm.room.Owner;
import hokm.room.OwnerChange;
import hokm.room.RoomStore;
import hokm.room.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Rooms in Redis, through the fenced functions of hokm.lua. */
public final class RedisRoomStore implements RoomStore {

  private static final int FULL = 2;

  private final RedisLink link;

  public RedisRoomStore(RedisLink link) {
    this.link = link;
  }

  @Override
  public Future<Boolean> create(Lease lease, long version, Buffer snapshot) {
    return link.write(call("hokm_create", room(lease, 4)).arg(lease.room())
            .arg(lease.owner().toString()).arg(version).arg(snapshot).arg(link.outboxShard()))
        .compose(code -> code.toInteger() == FULL ? Future.failedFuture(new OutboxFull())
            : Future.succeededFuture(code.toInteger() == 1));
  }

  @Override
  public Future<Boolean> takesMatch(String room) {
    return link.send(Request.cmd(Command.XLEN).arg(Keys.outbox(Keys.shard(room))))
        .map(waiting -> waiting.toLong() < link.outboxShard());
  }

  @Override
  public Future<Void> save(Lease lease, long version, Buffer snapshot,
      List<OutboxEntry> outbox) {
    var request = call("hokm_save", room(lease, 4)).arg(lease.room())
        .arg(lease.owner().toString()).arg(lease.epoch()).arg(version).arg(snapshot);
    outbox.forEach(entry -> request.arg(entry.kind()).arg(entry.body().toBuffer()));
    return link.write(request).compose(code -> unlessLost(code, lease));
  }

  @Override
  public Future<List<Standing>> check(List<Hosted> rooms) {
    var codes = rooms.stream().map(room -> link.send(call("hokm_check", room(room.lease(), 2))
        .arg(room.lease().owner().toString()).arg(room.lease().epoch()).arg(room.version())))
        .toList();
    return Future.all(codes).map(all ->
        codes.stream().map(code -> standing(code.result().toInteger())).toList());
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
  public Future<Void> close(Lease lease) {
    return link.write(call("hokm_close", room(lease, 3)).arg(lease.room())
            .arg(lease.owner().toString()).arg(lease.epoch()))
        .compose(code -> unlessLost(code, lease));
  }

  /** A claim that the store has forgotten is put back by its owner before others may claim. */
  @Override
  public Future<List<Claimed>> claim(List<String> rooms, String from, List<Owner> to,
      MoveCause cause) {
    return link.whenSettled().compose(settled -> claimNow(rooms, from, to, cause));
  }

  private Future<List<Claimed>> claimNow(List<String> rooms, String from, List<Owner> to,
      MoveCause cause) {
    Map<Integer, List<Integer>> byShard = new HashMap<>();
    for (int i = 0; i < rooms.size(); i++) {
      byShard.computeIfAbsent(Keys.shard(rooms.get(i)), s -> new ArrayList<>()).add(i);
    }
    List<Future<Response>> claims = new ArrayList<>();
    byShard.forEach((shard, places) ->
        claims.add(link.write(claim(shard, places, rooms, from, to).arg(cause.word()))));
    return Future.all(claims).map(all -> {
      var claimed = new ArrayList<Claimed>();
      for (var each : claims) each.result().forEach(row -> claimed.add(claimed(row)));
      return claimed;
    });
  }

  private static Request claim(int shard, List<Integer> places, List<String> rooms, String from,
      List<Owner> to) {
    var keys = new ArrayList<String>();
    keys.add(Keys.own(shard, from));
    keys.add(Keys.own(shard, to.get(places.get(0)).node()));
    places.forEach(place -> keys.add(Keys.room(rooms.get(place))));
    var request = call("hokm_claim", keys).arg(from);
    places.forEach(place -> request.arg(rooms.get(place)).arg(to.get(place).toString()));
    return request;
  }

  private static Claimed claimed(Response row) {
    var lease = new Lease(row.get(0).toString(), Owner.of(row.get(1).toString()),
        row.get(2).toLong());
    return new Claimed(lease, row.get(3).toLong(), row.get(4).toBuffer());
  }

  /** No function of ours, so that it works whichever version of them a mixed cluster has loaded. */
  @Override
  public Future<List<OwnerChange>> history(String room) {
    return link.send(Request.cmd(Command.HGET).arg(Keys.room(room)).arg("changes"))
        .compose(found -> found != null ? Future.succeededFuture(found)
            : link.send(Request.cmd(Command.GET).arg(Keys.closed(room))))
        .map(lines -> lines == null ? List.of() : lines.toString().lines()
            .map(line -> line.split("\t", 5)).filter(parts -> parts.length == 5)
            .map(parts -> new OwnerChange(Long.parseLong(parts[0]), Long.parseLong(parts[1]),
                MoveCause.of(parts[2]), parts[3], parts[4])).toList());
  }

  @Override
  public Future<Optional<Owner>> owner(String room) {
    return link.send(Request.cmd(Command.HGET).arg(Keys.room(room)).arg("owner"))
        .compose(found -> found != null || link.settled() ? Future.succeededFuture(
                Optional.ofNullable(found).map(Response::toString).map(Owner::of))
            : Future.failedFuture(new StoreUnavailable("Room " + room + " may not have been put"
                + " back yet.", null)));
  }

  /** A room as it stands there now, for those who only look. */
  public Future<Optional<Claimed>> read(String room) {
    return link.send(Request.cmd(Command.HMGET).arg(Keys.room(room)).arg("owner").arg("epoch")
        .arg("version").arg("snapshot")).map(row -> row.get(0) == null ? Optional.empty()
            : Optional.of(new Claimed(new Lease(room, Owner.of(row.get(0).toString()),
                row.get(1).toLong()), row.get(2).toLong(), row.get(3).toBuffer())));
  }

  @Override
  public Future<List<String>> ownedBy(String node) {
    var lists = Keys.shards().stream()
        .map(shard -> link.send(Request.cmd(Command.SMEMBERS).arg(Keys.own(shard, node))))
        .toList();
    return Future.all(lists).map(all -> {
      var rooms = new ArrayList<String>();
      lists.forEach(list -> list.result().forEach(room -> rooms.add(room.toString())));
      return rooms;
    });
  }

  private static List<String> room(Lease lease, int keys) {
    int shard = Keys.shard(lease.room());
    return List.of(Keys.room(lease.room()), Keys.closed(lease.room()),
        Keys.own(shard, lease.owner().node()), Keys.outbox(shard)).subList(0, keys);
  }

  static Request call(String function, List<String> keys) {
    var request = Request.cmd(Command.FCALL).arg(function).arg(keys.size());
    keys.forEach(request::arg);
    return request;
  }

  private static Future<Void> unlessLost(Response code, Lease lease) {
    return code.toInteger() < 0 ? Future.failedFuture(new LostLease(lease.room()))
        : Future.succeededFuture();
  }
}
