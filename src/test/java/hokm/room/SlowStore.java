package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A store whose saves finish when the test says so; it fences as the real one does. */
final class SlowStore implements RoomStore {

  record Row(Owner owner, long epoch, long version, Buffer snapshot) {}

  private record Save(Lease lease, long version, Buffer snapshot, List<OutboxEntry> outbox,
      Promise<Void> done) {}

  final Map<String, Row> rows = new HashMap<>();
  final Set<String> closed = new HashSet<>();
  final List<OutboxEntry> outbox = new ArrayList<>();
  private final Deque<Save> saves = new ArrayDeque<>();
  private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
  private boolean immediate = true;
  /** Whether nothing is answered. */
  boolean away;
  /** Whether no more results may wait. */
  boolean full;
  /** Rooms whose claims are not answered. */
  final Set<String> unclaimable = new HashSet<>();
  /** For what each room was last claimed. */
  final Map<String, MoveCause> causes = new HashMap<>();
  /** How often it was asked {@link #check}. */
  volatile int asked;
  /** About how many rooms in all. */
  volatile int askedAbout;

  /** From now on saves wait for {@link #finish} or {@link #fail}. */
  SlowStore slow() {
    immediate = false;
    return this;
  }

  int waiting() {
    return saves.size();
  }

  void finish() {
    var save = saves.remove();
    var lease = save.lease();
    var row = rows.get(lease.room());
    if (row == null ? closed.contains(lease.room()) : deposed(row, lease)) {
      save.done().fail(new LostLease(lease.room()));
      return;
    }
    if (row == null || row.epoch() < lease.epoch() || row.version() < save.version()) {
      outbox.addAll(save.outbox());
      rows.put(lease.room(),
          new Row(lease.owner(), lease.epoch(), save.version(), save.snapshot()));
    }
    save.done().complete();
  }

  /** The store has taken the save, but its answer is lost. */
  void finishUnanswered() {
    var save = saves.peek();
    Promise<Void> unheard = Promise.promise();
    saves.remove();
    saves.addFirst(new Save(save.lease(), save.version(), save.snapshot(), save.outbox(),
        unheard));
    finish();
    save.done().fail(new StoreUnavailable("The answer was lost.", null));
  }

  void fail() {
    saves.remove().done().fail(new StoreUnavailable("The store is away.", null));
  }

  /** Another node takes the room over. */
  void depose(String room, Owner by) {
    var row = rows.get(room);
    rows.put(room, new Row(by, row.epoch() + 1, row.version(), row.snapshot()));
  }

  @Override
  public synchronized Future<Boolean> create(Lease lease, long version, Buffer snapshot) {
    if (full) return Future.failedFuture(new OutboxFull());
    if (rows.containsKey(lease.room()) || closed.contains(lease.room())) {
      return Future.succeededFuture(false);
    }
    rows.put(lease.room(), new Row(lease.owner(), lease.epoch(), version, snapshot));
    return Future.succeededFuture(true);
  }

  @Override
  public Future<Boolean> takesMatch(String room) {
    return Future.succeededFuture(!full);
  }

  @Override
  public synchronized Future<Void> save(Lease lease, long version, Buffer snapshot,
      List<OutboxEntry> entries) {
    if (away) return Future.failedFuture(new StoreUnavailable("The store is away.", null));
    Promise<Void> done = Promise.promise();
    saves.add(new Save(lease, version, snapshot, entries, done));
    if (immediate) finish();
    return done.future();
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    listeners.add(listener);
  }

  /** Goes away: what is asked from now on is not answered, until it is there. */
  void away() {
    away = true;
    while (!saves.isEmpty()) fail();
    listeners.forEach(listener -> listener.accept(false));
  }

  void there() {
    away = false;
    listeners.forEach(listener -> listener.accept(true));
  }

  @Override
  public synchronized Future<List<Standing>> check(List<Hosted> rooms) {
    asked++;
    askedAbout += rooms.size();
    if (away) return Future.failedFuture(new StoreUnavailable("The store is away.", null));
    return Future.succeededFuture(rooms.stream().map(this::standing).toList());
  }

  private Standing standing(Hosted hosted) {
    var lease = hosted.lease();
    var row = rows.get(lease.room());
    if (row == null) return closed.contains(lease.room()) ? Standing.LOST : Standing.FORGOTTEN;
    if (deposed(row, lease)) return Standing.LOST;
    return row.epoch() < lease.epoch() || row.version() < hosted.version()
        ? Standing.FORGOTTEN : Standing.HELD;
  }

  private static boolean deposed(Row row, Lease lease) {
    return row.epoch() > lease.epoch()
        || row.epoch() == lease.epoch() && !row.owner().equals(lease.owner());
  }

  @Override
  public synchronized Future<Void> close(Lease lease) {
    if (away) return Future.failedFuture(new StoreUnavailable("The store is away.", null));
    var row = rows.get(lease.room());
    if (row != null && deposed(row, lease)) {
      return Future.failedFuture(new LostLease(lease.room()));
    }
    rows.remove(lease.room());
    closed.add(lease.room());
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Claimed>> claim(List<String> rooms, String from,
      List<Owner> to, MoveCause cause) {
    if (rooms.stream().anyMatch(unclaimable::contains)) {
      return Future.failedFuture(new StoreUnavailable("The claim is not answered.", null));
    }
    var claimed = new ArrayList<Claimed>();
    for (int i = 0; i < rooms.size(); i++) {
      var row = rows.get(rooms.get(i));
      if (row == null || !row.owner().node().equals(from)) continue;
      causes.put(rooms.get(i), cause);
      rows.put(rooms.get(i), new Row(to.get(i), row.epoch() + 1, row.version(), row.snapshot()));
      claimed.add(new Claimed(new Lease(rooms.get(i), to.get(i), row.epoch() + 1), row.version(),
          row.snapshot()));
    }
    return Future.succeededFuture(claimed);
  }

  @Override
  public synchronized Future<Optional<Owner>> owner(String room) {
    if (away) return Future.failedFuture(new StoreUnavailable("The store is away.", null));
    return Future.succeededFuture(Optional.ofNullable(rows.get(room)).map(Row::owner));
  }

  @Override
  public Future<List<OwnerChange>> history(String room) {
    return Future.succeededFuture(List.of());
  }

  @Override
  public synchronized Future<List<String>> ownedBy(String node) {
    return Future.succeededFuture(rows.entrySet().stream()
        .filter(e -> e.getValue().owner().node().equals(node)).map(Map.Entry::getKey).toList());
  }
}
