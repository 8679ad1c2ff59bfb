package hokm.bench;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The rooms of one side, and the moves that are made in them. Open loop: moves are due at a fixed
 * rate, each in the room that has waited longest for one; when no room may move, or the generator
 * comes late, the move is made as soon as can be and is timed from when it was due all the same.
 */
public final class Load {

  private static final int AT_ONCE = 32;
  private static final int SEATING_SECONDS = 60;
  private static final int LAST_MOVE_SECONDS = 30;

  private final SocketLoop loop;
  private final InetSocketAddress node;
  private final int target;
  private final List<Quartet> quartets = new ArrayList<>();
  private final Deque<Quartet> ready = new ArrayDeque<>();
  private Tally tally = new Tally();

  /** @param target points that win a match */
  public Load(SocketLoop loop, InetSocketAddress node, int target) {
    this.loop = loop;
    this.target = target;
    this.node = node;
  }

  /** Sockets for this many rooms, signed in. */
  public void open(int rooms) {
    while (rooms > 0) {
      var some = new ArrayList<Quartet>();
      for (int i = Math.min(rooms, AT_ONCE); i > 0; i--) {
        some.add(new Quartet(loop, node, target, () -> tally, ready::add));
      }
      rooms -= some.size();
      quartets.addAll(some);
      var ungreeted = new ArrayList<>(some);
      loop.until(() -> {
        ungreeted.removeIf(Quartet::greet);
        return ungreeted.isEmpty();
      }, SEATING_SECONDS, "the sockets are open");
      await(some, Quartet::signedIn, "the players are signed in");
    }
  }

  /** All of them take seats. */
  public void seat() {
    for (int from = 0; from < quartets.size(); from += AT_ONCE) {
      var some = quartets.subList(from, Math.min(from + AT_ONCE, quartets.size()));
      some.forEach(Quartet::sit);
      await(some, Quartet::seated, "the players sit");
    }
  }

  private void await(List<Quartet> some, Predicate<Quartet> done, String what) {
    loop.until(() -> some.stream().allMatch(done), SEATING_SECONDS, what);
    requireWhole();
  }

  public void requireWhole() {
    if (quartets.stream().anyMatch(Quartet::broken)) {
      throw new IllegalStateException("Rooms at " + node + " broke: " + tally.errors);
    }
  }

  /** @return what came of it, when the last move has been heard by all */
  public Tally play(Pace pace, Duration time) {
    tally = new Tally();
    long start = System.nanoTime();
    if (pace.max()) asFastAsTheyGo(start + time.toNanos());
    else open(pace, start, pace.moves(time.toNanos()));
    long sent = tally.sent;
    loop.until(() -> tally.heardByAll == sent || !tally.errors.isEmpty(), LAST_MOVE_SECONDS,
        "the last moves were heard by all");
    // An acceptance may come after the event.
    loop.until(() -> tally.accepted == 0 || tally.accepted >= sent || !tally.errors.isEmpty(),
        LAST_MOVE_SECONDS, "the last moves were accepted");
    return tally;
  }

  private void asFastAsTheyGo(long end) {
    while (System.nanoTime() < end) {
      loop.turn(ready.isEmpty());
      while (!ready.isEmpty()) {
        var quartet = ready.poll();
        if (quartet.broken()) continue;
        long now = System.nanoTime();
        tally.sent(now - quartet.readySince());
        quartet.move(now);
      }
    }
  }

  private void open(Pace pace, long start, long moves) {
    var alarm = new Alarm(loop, pace, start, moves);
    try {
      long move = 0;
      while (move < moves && tally.errors.isEmpty()) {
        long due = start + pace.nanos(move);
        long left = due - System.nanoTime();
        boolean waiting = ready.isEmpty() || left > Alarm.EARLY_NANOS;
        if (left <= 0 && !ready.isEmpty()) {
          if (send(due)) move++;
        } else {
          loop.turn(waiting);
        }
      }
    } finally {
      alarm.stop();
    }
  }

  private boolean send(long due) {
    var quartet = ready.poll();
    if (quartet.broken()) return false;
    long now = System.nanoTime();
    tally.sent(now - Math.max(due, quartet.readySince()));
    quartet.move(due);
    return true;
  }

  /** Answers pings and nothing else. */
  void rest(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) loop.turn(true);
  }
}
