package hokm.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** One node as another hears it. Times are in milliseconds of the listener's clock. */
final class HeardNode {

  /** Two pulses, each of which waited for a check that was late. */
  static final long SILENT_MILLIS = 4000;
  /** Before that a node has not looked at everything yet, and its complaints tell nothing. */
  private static final long SETTLED_MILLIS = 5000;
  private static final int SAMPLES = 6;

  enum State { GOOD, BAD, LEAVING, SILENT, GONE }

  private record Sample(long upMillis, long moves) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private Pulse pulse;
  private long at;
  private long goneAt = -1;
  private boolean silent;

  HeardNode(Pulse first, long now) {
    hear(first, now);
  }

  /** @return moves that were made since the pulse before, as far as they belong to this time */
  double hear(Pulse next, long now) {
    var before = pulse;
    pulse = next;
    at = now;
    goneAt = -1;
    samples.addLast(new Sample(next.upMillis(), next.moves()));
    if (samples.size() > SAMPLES) samples.removeFirst();
    if (before == null || next.upMillis() <= before.upMillis()) return 0;
    // What was made in a long silence was not made just now.
    double share = (double) History.SLOT_MILLIS / (next.upMillis() - before.upMillis());
    return Math.max(0, next.moves() - before.moves()) * Math.min(1, share);
  }

  Pulse pulse() {
    return pulse;
  }

  void gone(long now) {
    goneAt = now;
  }

  boolean present() {
    return goneAt < 0;
  }

  long goneFor(long now) {
    return now - goneAt;
  }

  /** The listener itself stood still that long, and heard nobody. */
  void stoodStill(long millis) {
    at += millis;
  }

  long heardAgo(long now) {
    return Math.max(0, now - at);
  }

  boolean fresh(long now) {
    return present() && heardAgo(now) < SILENT_MILLIS;
  }

  /** Whether what it complains of is worth a mark. */
  boolean settled(long now) {
    return fresh(now) && pulse.upMillis() >= SETTLED_MILLIS;
  }

  /** @return whether that is news */
  boolean silent(boolean now) {
    boolean news = silent != now;
    silent = now;
    return news;
  }

  State state(long now) {
    if (!present()) return State.GONE;
    if (!fresh(now)) return State.SILENT;
    if (pulse.draining()) return State.LEAVING;
    return pulse.sound() ? State.GOOD : State.BAD;
  }

  double movesPerSecond() {
    var from = samples.getFirst();
    var to = samples.getLast();
    long millis = to.upMillis() - from.upMillis();
    return millis <= 0 ? 0 : Math.round((to.moves() - from.moves()) * 10_000.0 / millis) / 10.0;
  }

  JsonObject json(long now) {
    var checks = new JsonArray();
    pulse.checks().forEach(check -> checks.add(check.json()));
    return new JsonObject().put("node", pulse.node())
        .put("state", state(now).name().toLowerCase(Locale.ROOT)).put("heardMs", heardAgo(now))
        .put("upMs", pulse.upMillis()).put("rooms", pulse.rooms()).put("sockets", pulse.sockets())
        .put("movesPerSecond", fresh(now) ? movesPerSecond() : 0)
        .put("takenOver", pulse.takenOver()).put("checks", checks);
  }
}
