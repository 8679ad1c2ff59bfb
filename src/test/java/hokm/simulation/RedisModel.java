package hokm.simulation;

import hokm.room.Lease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.OwnerChange;
import hokm.room.RoomStore.Claimed;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What hokm.lua and the Redis commands beside it do to rooms and leases, as plain Java; {@link
 * RedisModelIT} holds both against each other. Its outbox is never full. Times are milliseconds
 * by the clock of Redis.
 */
final class RedisModel {

  private static final long TOMBSTONE_MILLIS = 3_600_000;
  private static final long NODE_MILLIS = 2000;
  private static final int CHANGES = 8;

  record Row(Owner owner, long epoch, long version, Buffer snapshot) {}

  /** @param room empty where none is noted */
  record Guest(String player, String name, String room, long arrival) {

    Guest sits(String at) {
      return new Guest(player, name, at, arrival);
    }

    Guest arrives(long now) {
      return new Guest(player, name, room, Math.max(now, arrival + 1));
    }
  }

  private record Held(String holder, long until) {}

  final QueueModel queue;
  final OutboxModel outbox;
  final Map<String, Guest> sessions;
  private final Map<String, Row> rooms;
  private final Map<String, Long> closed;
  private final Map<String, List<OwnerChange>> changes;
  private final Map<String, Set<String>> own;
  private final Map<String, Long> nodes;
  private final Set<String> owners;
  private final Map<String, Held> leases;
  /** Off only in a store that is built to be wrong. */
  private boolean fenced = true;

  RedisModel() {
    queue = new QueueModel();
    outbox = new OutboxModel();
    sessions = new HashMap<>();
    rooms = new TreeMap<>();
    closed = new HashMap<>();
    changes = new HashMap<>();
    own = new TreeMap<>();
    nodes = new HashMap<>();
    owners = new TreeSet<>();
    leases = new HashMap<>();
  }

  private RedisModel(RedisModel other) {
    queue = other.queue.copy();
    outbox = other.outbox.copy();
    sessions = new HashMap<>(other.sessions);
    rooms = new TreeMap<>(other.rooms);
    closed = new HashMap<>(other.closed);
    changes = new HashMap<>(other.changes);
    own = new TreeMap<>();
    other.own.forEach((node, codes) -> own.put(node, new TreeSet<>(codes)));
    nodes = new HashMap<>(other.nodes);
    owners = new TreeSet<>(other.owners);
    leases = new HashMap<>(other.leases);
    fenced = other.fenced;
  }

  /** All of it as it stands, for a Redis that comes back as it was at some moment. */
  RedisModel copy() {
    return new RedisModel(this);
  }

  void unfence() {
    fenced = false;
  }

  Optional<Row> row(String room) {
    return Optional.ofNullable(rooms.get(room));
  }

  private boolean closed(String room, long now) {
    return closed.getOrDefault(room, 0L) > now;
  }

  private Set<String> own(String node) {
    return own.computeIfAbsent(node, n -> new TreeSet<>());
  }

  /** @param make whether one that is not there is made */
  Optional<Guest> signIn(String token, String player, String name, boolean make, long now) {
    var had = sessions.get(token);
    if (had == null && !make) return Optional.empty();
    var guest = new Guest(player, name, had == null ? "" : had.room(),
        had == null ? 0 : had.arrival()).arrives(now);
    sessions.put(token, guest);
    return Optional.of(guest);
  }

  void putBack(String token, Guest guest) {
    var had = sessions.get(token);
    if (had == null || had.arrival() <= guest.arrival()) sessions.put(token, guest);
  }

  int create(Lease lease, long version, Buffer snapshot, long now) {
    var row = rooms.get(lease.room());
    if (row != null) {
      return row.owner().equals(lease.owner()) && row.epoch() == 1 && row.version() == version
          ? 1 : 0;
    }
    if (closed(lease.room(), now)) return 0;
    rooms.put(lease.room(), new Row(lease.owner(), 1, version, snapshot));
    changes.remove(lease.room());
    changed(lease, now, MoveCause.CREATED, "");
    own(lease.owner().node()).add(lease.room());
    return 1;
  }

  /** @return 1 saved, 0 saved before, -1 the lease is lost */
  int save(Lease lease, long version, Buffer snapshot, List<OutboxEntry> entries, long now) {
    var row = rooms.get(lease.room());
    boolean ours = row != null && holds(row, lease);
    if (row != null) {
      if (fenced && deposed(row, lease)) return -1;
      if ((ours || !fenced) && row.version() >= version) return 0;
    } else if (closed(lease.room(), now)) {
      return -1;
    }
    if (!ours) {
      own(lease.owner().node()).add(lease.room());
      if (row == null) changes.remove(lease.room());
      changed(lease, now, MoveCause.PUT_BACK, row == null ? "" : row.owner().toString());
    }
    rooms.put(lease.room(), new Row(lease.owner(), lease.epoch(), version, snapshot));
    entries.forEach(outbox::add);
    return 1;
  }

  private static boolean holds(Row row, Lease lease) {
    return row.owner().equals(lease.owner()) && row.epoch() == lease.epoch();
  }

  private static boolean deposed(Row row, Lease lease) {
    return row.epoch() > lease.epoch() || row.epoch() == lease.epoch() && !holds(row, lease);
  }

  /** @return 1 has this version or a later one, 0 has forgotten it, -1 the lease is lost */
  int check(Lease lease, long version, long now) {
    var row = rooms.get(lease.room());
    if (row == null) return closed(lease.room(), now) ? -1 : 0;
    if (deposed(row, lease)) return -1;
    return holds(row, lease) && row.version() >= version ? 1 : 0;
  }

  int close(Lease lease, long now) {
    var row = rooms.get(lease.room());
    if (row != null && deposed(row, lease)) return -1;
    if (row == null && !closed(lease.room(), now)) changes.remove(lease.room());
    rooms.remove(lease.room());
    own(lease.owner().node()).remove(lease.room());
    closed.put(lease.room(), now + TOMBSTONE_MILLIS);
    return row == null ? 0 : 1;
  }

  List<Claimed> claim(List<String> codes, String from, List<Owner> to, MoveCause cause,
      long now) {
    var claimed = new ArrayList<Claimed>();
    for (int i = 0; i < codes.size(); i++) {
      var code = codes.get(i);
      var row = rooms.get(code);
      own(from).remove(code);
      if (row == null || !row.owner().node().equals(from)) continue;
      var raised = new Row(to.get(i), row.epoch() + 1, row.version(), row.snapshot());
      rooms.put(code, raised);
      own(to.get(i).node()).add(code);
      var lease = new Lease(code, raised.owner(), raised.epoch());
      changed(lease, now, cause, row.owner().toString());
      claimed.add(new Claimed(lease, raised.version(), raised.snapshot()));
    }
    return claimed;
  }

  private void changed(Lease to, long at, MoveCause cause, String from) {
    var all = new ArrayList<>(changes.getOrDefault(to.room(), List.of()));
    if (all.size() == CHANGES) all.remove(0);
    all.add(new OwnerChange(to.epoch(), at, cause, from, to.owner().toString()));
    changes.put(to.room(), List.copyOf(all));
  }

  List<OwnerChange> history(String room, long now) {
    return rooms.containsKey(room) || closed(room, now)
        ? changes.getOrDefault(room, List.of()) : List.of();
  }

  Optional<Owner> owner(String room) {
    return row(room).map(Row::owner);
  }

  List<String> ownedBy(String node) {
    return List.copyOf(own.getOrDefault(node, Set.of()));
  }

  void renew(String node, long now) {
    owners.add(node);
    nodes.put(node, now + NODE_MILLIS);
  }

  void drop(String node) {
    nodes.remove(node);
  }

  boolean alive(String node, long now) {
    return nodes.getOrDefault(node, 0L) > now;
  }

  List<String> owners() {
    return List.copyOf(owners);
  }

  void forget(String node) {
    owners.remove(node);
  }

  boolean hold(String name, String holder, long millis, long now) {
    var held = leases.get(name);
    if (held != null && held.until() > now && !held.holder().equals(holder)) return false;
    leases.put(name, new Held(holder, now + millis));
    return true;
  }

  void release(String name, String holder) {
    var held = leases.get(name);
    if (held != null && held.holder().equals(holder)) leases.remove(name);
  }
}
