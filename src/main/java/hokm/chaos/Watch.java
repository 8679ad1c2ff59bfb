package hokm.chaos;

import hokm.room.RoomStore.Claimed;
import hokm.room.RoomTail;
import hokm.snapshots.RedisRoomStore;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at the live rooms in Redis while they are played: what a player was told must stand there
 * already, and the epoch of a room never goes back. One thread.
 */
final class Watch {

  private static final long LOOK_MILLIS = 250;

  private final Tables tables;
  private final RedisRoomStore store;
  private final Totals totals;
  private final Duration patience;
  private final Map<String, Claimed> seen = new ConcurrentHashMap<>();
  private final Map<String, ConcurrentSkipListMap<Long, JsonObject>> held =
      new ConcurrentHashMap<>();
  /** Rooms of which something was said; once each is enough. */
  private final Set<String> blamed = new HashSet<>();
  private final Thread thread = new Thread(this::run, "watch");
  private volatile boolean stopped;
  private volatile boolean forgot;

  Watch(Tables tables, RedisRoomStore store, Totals totals, Duration patience) {
    this.tables = tables;
    this.store = store;
    this.totals = totals;
    this.patience = patience;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
    thread.interrupt();
  }

  /** Redis may have lost what it held, so that what is newer there proves nothing for a while. */
  void redisForgot(boolean now) {
    forgot = now;
  }

  /** So these rooms stood there; from now on nothing older may. */
  void saw(List<Claimed> rooms) {
    rooms.forEach(each -> seen.merge(each.lease().room(), each, Watch::later));
  }

  private static Claimed later(Claimed one, Claimed other) {
    return Comparator.<Claimed>comparingLong(each -> each.lease().epoch())
        .thenComparingLong(Claimed::version).compare(one, other) > 0 ? one : other;
  }

  private void run() {
    while (!stopped) {
      try {
        for (Table table : tables.now()) look(table);
        for (Table table : tables.stuck(patience)) {
          totals.count("stuck", 1);
          tables.leave(table, 0, table.name() + " is stuck: nobody there was told anything for "
              + patience.toSeconds() + " s, at event " + table.told() + ".");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
      } catch (InterruptedException end) {
        return;
      }
    }
  }

  private void look(Table table) throws InterruptedException {
    var room = table.room();
    long told = table.told();
    if (room.isEmpty() || stopped) return;
    boolean doubtful = forgot;
    // What is seen while this is read may be later than what is read.
    var before = Optional.ofNullable(seen.get(room.get()));
    var saved = read(room.get());
    if (doubtful || forgot) {
      seen.clear();
      return;
    }
    if (saved.isEmpty()) return;
    totals.count("looksAtRedis", 1);
    saw(List.of(saved.get()));
    var tail = RoomTail.of(saved.get().snapshot());
    hold(room.get(), tail);
    judge(told, before, saved.get(), tail.last())
        .filter(each -> blamed.add(room.get())).ifPresent(totals::complain);
  }

  private void hold(String room, RoomTail tail) {
    if (tail.frame().isEmpty()) return;
    var known = held.computeIfAbsent(room, first -> new ConcurrentSkipListMap<>());
    new JsonObject(tail.frame()).getJsonArray("events").forEach(each -> {
      var event = (JsonObject) each;
      known.putIfAbsent(event.getLong("n"), event);
    });
  }

  /**
   * The room's events as they stood in Redis, as seat 0 may know them: for what no player was told
   * because all came back to a view. Safe from any thread.
   */
  List<JsonObject> held(String room) {
    return List.copyOf(held.getOrDefault(room, new ConcurrentSkipListMap<>()).values());
  }

  /** Of a room that was judged. Safe from any thread. */
  void release(String room) {
    held.remove(room);
  }

  /**
   * @param told the number of an event that a player of the room was told before it was read
   * @param before how the room had stood earlier
   * @param last the number of the newest event in it now
   */
  static Optional<String> judge(long told, Optional<Claimed> before, Claimed now, long last) {
    var room = "Room " + now.lease().room() + ": its ";
    if (before.isPresent() && now.lease().epoch() < before.get().lease().epoch()) {
      return Optional.of(room + "epoch went back from " + before.get().lease().epoch() + " to "
          + now.lease().epoch() + ", so a write of its deposed owner " + now.lease().owner()
          + " was accepted.");
    }
    if (before.isPresent() && now.version() < before.get().version()) {
      return Optional.of(room + "version went back from " + before.get().version() + " to "
          + now.version() + ".");
    }
    return last >= told ? Optional.empty() : Optional.of(room + "players were told of event "
        + told + " while Redis had it up to event " + last + ".");
  }

  private Optional<Claimed> read(String room) throws InterruptedException {
    try {
      return store.read(room).toCompletionStage().toCompletableFuture()
          .get(2, TimeUnit.SECONDS);
    } catch (InterruptedException end) {
      throw end;
    } catch (Exception away) {
      return Optional.empty();
    }
  }
}
