package hokm.room;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Waits that are all as long and of which few run out. One timer serves them all: a timer of its
 * own for each would cost about as much as what is waited for. One event loop's.
 */
public final class Deadlines {

  private record Wait(long due, Runnable runOut) {}

  private final Timers timers;
  private final Duration length;
  /** The one that runs out next is the first. */
  private final Map<Long, Wait> waits = new LinkedHashMap<>();
  private long last;
  private boolean armed;

  public Deadlines(Timers timers, Duration length) {
    this.timers = timers;
    this.length = length;
  }

  /** @return a handle for end */
  public long begin(Runnable runOut) {
    waits.put(++last, new Wait(timers.millis() + length.toMillis(), runOut));
    if (!armed) arm(length.toMillis());
    return last;
  }

  /** What was waited for is there; otherwise, and once, it runs out. */
  public void end(long handle) {
    waits.remove(handle);
  }

  private void arm(long millis) {
    armed = true;
    timers.after(Duration.ofMillis(millis), this::look);
  }

  private void look() {
    armed = false;
    long now = timers.millis();
    while (!waits.isEmpty()) {
      var first = waits.entrySet().iterator().next();
      if (first.getValue().due() > now) {
        if (!armed) arm(first.getValue().due() - now);
        return;
      }
      waits.remove(first.getKey());
      first.getValue().runOut().run();
    }
  }
}
