package hokm.room;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Waits that are all as long and of which few run out. One timer serves them all: a timer of its
 * own for each would cost about as much as what is waited for. A loop that stood still first reads
 * what came meanwhile, before it says that nothing did. One event loop's.
 */
public final class Deadlines {

  private static final long STOOD_STILL_MILLIS = 100;
  private static final long READ_MILLIS = 20;

  private record Wait(long due, Runnable runOut) {}

  private final Timers timers;
  private final Duration length;
  /** The one that runs out next is the first. */
  private final Map<Long, Wait> waits = new LinkedHashMap<>();
  private long last;
  private long looked;
  private boolean armed;
  private boolean forgiven;

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
    looked = timers.millis() + millis;
    timers.after(Duration.ofMillis(millis), this::look);
  }

  private void look() {
    armed = false;
    long now = timers.millis();
    if (now - looked > STOOD_STILL_MILLIS && !forgiven) {
      forgiven = true;
      arm(READ_MILLIS);
      return;
    }
    forgiven = false;
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
