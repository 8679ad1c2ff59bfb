package hokm.chaos;

import hokm.room.RoomTail;
import hokm.snapshots.RedisRoomStore;
import hokm.witness.Checker;
import hokm.witness.Database;
import hokm.witness.Http;
import hokm.witness.Kept;
import hokm.witness.Referee;
import hokm.witness.Results;
import hokm.witness.Story;
import hokm.witness.Testimony;
import hokm.witness.Testimony.Heard;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Judges each table that is over: its players' stories against one another, against the room as
 * Redis has it, against the match log and against the rows. One thread.
 */
final class Judge {

  private static final Duration IN_TIME = Duration.ofSeconds(90);
  private static final long LOOK_MILLIS = 200;

  private record Case(Tables.Left left, long sinceNanos) {
    boolean old() {
      return System.nanoTime() - sinceNanos > IN_TIME.toNanos();
    }
  }

  private final LinkedBlockingQueue<Case> cases = new LinkedBlockingQueue<>();
  private final Http http;
  private final List<Database> servers;
  private final RedisRoomStore store;
  private final Totals totals;
  private final Thread thread = new Thread(this::run, "judge");
  private volatile boolean closing;

  Judge(Http http, List<Database> servers, RedisRoomStore store, Totals totals) {
    this.http = http;
    this.servers = servers;
    this.store = store;
    this.totals = totals;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** From any thread. */
  void add(Tables.Left left) {
    cases.add(new Case(left, System.nanoTime()));
  }

  /** Judges what is left, whatever is missing of it after its time. */
  void finish() {
    closing = true;
    try {
      thread.join(IN_TIME.toMillis() * 2);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    if (thread.isAlive()) totals.complain("The judge did not come to an end.");
  }

  private void run() {
    try {
      while (!closing || !cases.isEmpty()) {
        var next = cases.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) continue;
        if (!judge(next)) {
          cases.add(next);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** @return false when its records have not all come, and still may */
  private boolean judge(Case each) {
    var left = each.left();
    if (!left.why().isEmpty()) totals.complain("Room " + left.room() + ": " + left.why());
    if (left.testimonies().isEmpty()) return true;
    var match = left.testimonies().stream().flatMap(told -> Story.matches(told).stream())
        .findFirst();
    if (match.isEmpty() || !left.why().isEmpty()) {
      totals.add(left.room(), Checker.judge(left.testimonies(), List.of(), Kept.NOTHING),
          List.of());
      return true;
    }
    var log = http.log(match.get());
    var kept = kept(match.get());
    var story = Story.of(left.testimonies());
    boolean whole = !log.isEmpty() && new Results(story, kept).lost().isEmpty();
    if (!whole && !each.old()) return false;
    totals.add(left.room(), Checker.judge(left.testimonies(), log, kept),
        more(left, log, story));
    return true;
  }

  private Kept kept(String match) {
    return primary().map(db -> db.kept(match)).orElse(Kept.NOTHING);
  }

  private Optional<Database> primary() {
    return servers.stream().filter(db -> db.inRecovery().equals(Optional.of(false))).findFirst();
  }

  /** What the checker does not know of. */
  private List<String> more(Tables.Left left, List<JsonObject> log, Story story) {
    var complaints = new ArrayList<String>();
    Referee.judge(log.stream().map(JsonObject::encode).toList())
        .forEach(fault -> complaints.add("The referee says of the match log: " + fault));
    int matches = primary().map(db -> db.matchesOf(left.room())).orElse(1);
    if (matches > 1) {
      complaints.add("The database holds " + matches + " matches of this one room, so it was"
          + " finished more than once.");
    }
    saved(left.room()).ifPresent(tail -> complaints.addAll(against(tail, left, story)));
    return complaints;
  }

  /** Absent when the room was closed meanwhile, or Redis is away. */
  private Optional<RoomTail> saved(String room) {
    try {
      return store.read(room).toCompletionStage().toCompletableFuture()
          .get(2, TimeUnit.SECONDS).map(saved -> RoomTail.of(saved.snapshot()));
    } catch (Exception away) {
      return Optional.empty();
    }
  }

  /** Redis as one more witness of the deal that it still knows. */
  static List<String> against(RoomTail tail, Tables.Left left, Story story) {
    var complaints = new ArrayList<String>();
    if (tail.last() < story.last()) {
      complaints.add("Redis has the room up to event " + tail.last() + ", but its players were"
          + " told of event " + story.last() + ".");
    }
    if (tail.frame().isEmpty()) return complaints;
    var all = new ArrayList<>(left.testimonies());
    all.add(new Testimony("Redis", 0, List.of(new Heard(0, 0, tail.frame())), List.of(), 0, 0));
    var conflicts = new ArrayList<>(Story.of(all).conflicts());
    conflicts.removeAll(story.conflicts());
    complaints.addAll(conflicts);
    return complaints;
  }
}
