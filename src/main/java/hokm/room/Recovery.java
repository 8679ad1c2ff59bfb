package hokm.room;

import hokm.room.RoomStore.Standing;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one event loop's rooms do while their store is away, and when it is back. In order: all are
 * suspended at once; after a moment the tables are told; when the store is there again it is asked
 * about each room, for it may have forgotten some, or given them to others; what it has forgotten
 * is put back; then the room goes on. A room that lives elsewhere is dropped without a word.
 */
final class Recovery {

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  /** A connection that is made anew at once is not worth a word to the tables. */
  private static final Duration MOMENT = Duration.ofMillis(300);
  private static final Duration AGAIN = Duration.ofMillis(100);
  private static final int NAMED = 128;

  private final Owner owner;
  private final RoomStore store;
  private final Timers timers;
  private final Supplier<Collection<HostedRoom>> rooms;
  private final Map<Standing, Integer> counted = new EnumMap<>(Standing.class);
  /** Those that live elsewhere, as many as a line of the log names. */
  private final List<String> lost = new ArrayList<>();
  private boolean away;
  private int turn;
  private long since;

  /** @param rooms those that are here now */
  Recovery(Owner owner, RoomStore store, Timers timers, Supplier<Collection<HostedRoom>> rooms) {
    this.owner = owner;
    this.store = store;
    this.timers = timers;
    this.rooms = rooms;
  }

  void start() {
    store.onAvailability(there -> {
      if (there) back();
      else away();
    });
  }

  /** A room that has just come here; it must not act while the others may not. */
  void host(HostedRoom room) {
    if (away) suspend(room);
  }

  private void away() {
    int mine = ++turn;
    if (!away) since = timers.millis();
    away = true;
    all().forEach(Recovery::suspend);
    timers.after(MOMENT, () -> {
      if (mine == turn) pause();
    });
  }

  private static void suspend(HostedRoom room) {
    room.suspend();
    room.stand();
  }

  private void pause() {
    if (all().isEmpty()) return;
    LOG.atWarn().addKeyValue("node", owner.node()).addKeyValue("rooms",
        all().stream().limit(NAMED).map(room -> room.lease().room()).toList()).log(
            "Node {} pauses the {} rooms of its loop {}: their store is away.", owner.node(),
            all().size(), owner.loop());
    all().forEach(room -> room.pause("the store is away"));
  }

  private void back() {
    away = false;
    verifyAll();
  }

  /**
   * Asks the store about every room before it goes on.
   *
   * @return when each room goes on or is gone; fails when the store does not answer for all of
   *     them, and then they go on when it does
   */
  Future<Void> verify() {
    if (!away) since = timers.millis();
    return verifyAll();
  }

  private Future<Void> verifyAll() {
    int mine = ++turn;
    all().forEach(HostedRoom::suspend);
    counted.clear();
    lost.clear();
    return verify(mine, all());
  }

  private Future<Void> verify(int mine, List<HostedRoom> some) {
    if (mine != turn || away) return Future.failedFuture(new StoreUnavailable("Not now.", null));
    return store.check(some.stream().map(HostedRoom::hosted).toList())
        .compose(standings -> {
          List<Future<Void>> settled = new ArrayList<>();
          for (int i = 0; i < some.size(); i++) settled.add(settle(some.get(i), standings.get(i)));
          return Future.join(settled);
        })
        .<Void>mapEmpty()
        .onSuccess(all -> told())
        .onFailure(e -> timers.after(AGAIN, () ->
            verify(mine, all().stream().filter(HostedRoom::suspended).toList())));
  }

  private Future<Void> settle(HostedRoom room, Standing standing) {
    var there = standing == Standing.FORGOTTEN ? room.putBack()
        : standing == Standing.HELD ? Future.<Void>succeededFuture()
        : Future.<Void>failedFuture(new LostLease(room.lease().room()));
    return there.map(standing)
        .recover(e -> {
          if (!(e instanceof LostLease)) return Future.failedFuture(e);
          room.retire();
          return Future.succeededFuture(Standing.LOST);
        })
        .map(settled -> {
          counted.merge(settled, 1, Integer::sum);
          if (settled == Standing.LOST && lost.size() < NAMED) lost.add(room.lease().room());
          room.carryOn();
          return null;
        });
  }

  private void told() {
    if (counted.isEmpty()) return;
    LOG.atInfo().addKeyValue("node", owner.node()).addKeyValue("rooms", List.copyOf(lost)).log(
        "Node {} has asked about the {} rooms of its loop {}; {} were put back, {} live elsewhere."
        + " They go on after {} ms.", owner.node(),
        counted.values().stream().mapToInt(count -> count).sum(), owner.loop(),
        counted.getOrDefault(Standing.FORGOTTEN, 0), counted.getOrDefault(Standing.LOST, 0),
        timers.millis() - since);
  }

  private List<HostedRoom> all() {
    return List.copyOf(rooms.get());
  }
}
