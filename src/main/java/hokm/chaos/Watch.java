package hokm.chaos;

import hokm.room.RoomStore.Claimed;
import hokm.room.RoomTail;
import hokm.snapshots.RedisRoomStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
  /** Rooms of which that was said, once each. */
  private final Set<String> behind = new HashSet<>();
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
    rooms.forEach(each -> seen.merge(each.lease().room(), each, (old, now) ->
        old.lease().epoch() > now.lease().epoch() ? old : now));
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
    if (room.isEmpty() || told == 0 || stopped) return;
    boolean doubtful = forgot;
    var saved = read(room.get());
    if (doubtful || forgot) {
      seen.clear();
      return;
    }
    saved.ifPresent(now -> judge(table, told, now));
  }

  private void judge(Table table, long told, Claimed now) {
    totals.count("looksAtRedis", 1);
    var tail = RoomTail.of(now.snapshot());
    var room = now.lease().room();
    if (tail.last() < told && behind.add(room)) {
      totals.complain("Room " + room + ": its players were told of event " + told
          + " while Redis had it up to event " + tail.last() + ".");
    }
    var before = seen.put(room, now);
    if (before == null) return;
    if (now.lease().epoch() < before.lease().epoch()) {
      totals.complain("Room " + room + ": its epoch went back from " + before.lease().epoch()
          + " to " + now.lease().epoch() + ", so a write of its deposed owner "
          + now.lease().owner() + " was accepted.");
    } else if (now.version() < before.version()) {
      totals.complain("Room " + room + ": its version went back from " + before.version()
          + " to " + now.version() + ".");
    }
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
