package hokm.chaos;

import hokm.room.RoomTail;
import hokm.snapshots.RedisRoomStore;
import hokm.witness.Checker;
import hokm.witness.Database;
import hokm.witness.Http;
import hokm.witness.Kept;
import hokm.witness.LeakScan;
import hokm.witness.Referee;
import hokm.witness.Results;
import hokm.witness.Story;
import hokm.witness.Story.Move;
import hokm.witness.Testimony;
import hokm.witness.Testimony.Heard;
import hokm.witness.Testimony.Sent;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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

  private static final long LOOK_MILLIS = 200;
  private static final int MOST_TOLD = 12;

  private record Case(Tables.Left left, long sinceNanos) {}

  private final LinkedBlockingQueue<Case> cases = new LinkedBlockingQueue<>();
  private final Http http;
  private final List<Database> servers;
  private final RedisRoomStore store;
  private final Watch watch;
  private final Totals totals;
  private final Duration patience;
  private final Thread thread = new Thread(this::run, "judge");
  private volatile boolean closing;

  Judge(Http http, List<Database> servers, RedisRoomStore store, Watch watch,
      Totals totals, Duration patience) {
    this.http = http;
    this.servers = servers;
    this.store = store;
    this.watch = watch;
    this.totals = totals;
    this.patience = patience;
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
      thread.join(patience.toMillis() * 2);
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
        if (judge(next)) {
          watch.release(next.left().room());
        } else {
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
      unfinished(left);
      return true;
    }
    var log = http.log(match.get());
    var kept = kept(match.get());
    var untold = watch.held(left.room());
    var story = Story.of(left.testimonies(), untold);
    boolean whole = !log.isEmpty() && new Results(story, kept).lost().isEmpty();
    boolean late = System.nanoTime() - each.sinceNanos() > patience.toNanos();
    if (!whole && !late) return false;
    totals.add(left.room(), Checker.judge(left.testimonies(), log, kept, untold),
        more(left, log, story));
    return true;
  }

  /** Without a log and rows there still are the stories, and the room as Redis has it. */
  private void unfinished(Tables.Left left) {
    var untold = watch.held(left.room());
    var story = Story.of(left.testimonies(), untold);
    var complaints = new ArrayList<>(story.conflicts());
    var leaks = LeakScan.of(left.testimonies(), untold);
    totals.count("leaks", leaks.size());
    leaks.forEach(leak -> complaints.add(leak.toString()));
    saved(left.room()).ifPresent(tail -> {
      complaints.addAll(against(tail, left, story));
      var lost = lost(tail, left.testimonies());
      totals.count("lostMoves", lost.size());
      lost.forEach(move -> complaints.add(move + " was acknowledged and then lost."));
    });
    complaints.stream().limit(MOST_TOLD)
        .forEach(each -> totals.complain("Room " + left.room() + ": " + each));
  }

  /** What was acknowledged in the deal that Redis has, and does not stand there. */
  static List<Move> lost(RoomTail tail, List<Testimony> testimonies) {
    var held = new HashSet<>(Story.of(List.of(redis(tail))).moves());
    int deal = held.stream().mapToInt(Move::deal).max().orElse(-1);
    var lost = new ArrayList<Move>();
    for (Testimony each : testimonies) {
      for (Sent sent : each.sent()) {
        var move = new Move(sent.deal(), each.seat(), sent.type(), sent.value());
        if (sent.move() && sent.accepted() && sent.deal() == deal && !held.contains(move)) {
          lost.add(move);
        }
      }
    }
    return lost;
  }

  private static Testimony redis(RoomTail tail) {
    return new Testimony("Redis", 0, tail.frame().isEmpty() ? List.of()
        : List.of(new Heard(0, 0, tail.frame())), List.of(), 0, 0);
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
    var all = new ArrayList<>(left.testimonies());
    all.add(redis(tail));
    var conflicts = new ArrayList<>(Story.of(all).conflicts());
    conflicts.removeAll(story.conflicts());
    complaints.addAll(conflicts);
    return complaints;
  }
}
