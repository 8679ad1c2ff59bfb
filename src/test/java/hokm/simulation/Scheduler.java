package hokm.simulation;

import java.util.PriorityQueue;

/** Simulated time, in microseconds. What is due runs in one order, which follows from the seed. */
final class Scheduler {

  /** When a held process goes on, what waited for it comes within this time, lane by lane. */
  private static final long RUSH = 3000;

  /** What shall run once, unless it is cancelled or its process dies before. */
  static final class Due implements Comparable<Due> {
    private final Life life;
    private final int lane;
    private final Runnable run;
    private long at;
    private long order;
    private boolean cancelled;

    private Due(Life life, int lane, Runnable run) {
      this.life = life;
      this.lane = lane;
      this.run = run;
    }

    void cancel() {
      cancelled = true;
    }

    @Override
    public int compareTo(Due other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Due> queue = new PriorityQueue<>();
  private long now;
  private long orders;
  private int lanes;

  long micros() {
    return now;
  }

  Lane lane() {
    return new Lane(++lanes);
  }

  Due after(long micros, Life life, Runnable run) {
    return add(new Due(life, 0, run), now + micros);
  }

  /** Not before what was sent on this lane earlier. */
  Due after(long micros, Life life, Lane lane, Runnable run) {
    return add(new Due(life, lane.number(), run), lane.after(now + micros));
  }

  private Due add(Due due, long at) {
    long held = due.life.heldUntil();
    due.at = held > 0 && at < held + RUSH ? Math.max(at, held + rush(due.lane, held)) : at;
    due.order = ++orders;
    queue.add(due);
    return due;
  }

  private static long rush(int lane, long held) {
    return Math.floorMod((lane * 31L + held) * 0x9E3779B97F4A7C15L >>> 32, RUSH);
  }

  /** Runs what is due next. @return false when nothing is */
  boolean step() {
    for (var next = queue.poll(); next != null; next = queue.poll()) {
      now = Math.max(now, next.at);
      if (next.cancelled || next.life.dead()) continue;
      if (next.life.heldUntil() > now) {
        add(next, next.life.heldUntil());
        continue;
      }
      next.run.run();
      return true;
    }
    return false;
  }
}
