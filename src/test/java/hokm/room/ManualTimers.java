package hokm.room;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Time moves when the test says so. */
public final class ManualTimers implements Timers {

  private record Due(long at, long handle) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return at != other.at ? Long.compare(at, other.at) : Long.compare(handle, other.handle);
    }
  }

  private final TreeMap<Due, Runnable> due = new TreeMap<>();
  private long now = 1_000_000;
  private long wall = 1_700_000_000_000L;
  private long handles;

  @Override
  public long now() {
    return wall + now;
  }

  /** Someone sets the clock of the wall, forwards or back. */
  void setWall(Duration further) {
    wall += further.toMillis();
  }

  @Override
  public long millis() {
    return now;
  }

  @Override
  public void soon(Runnable then) {
    then.run();
  }

  @Override
  public long after(Duration time, Runnable then) {
    due.put(new Due(now + time.toMillis(), ++handles), then);
    return handles;
  }

  @Override
  public void cancel(long handle) {
    due.keySet().removeIf(each -> each.handle() == handle);
  }

  /** The process stands still: time passes, and nothing happens in it. */
  public void standStill(Duration time) {
    now += time.toMillis();
  }

  public void pass(Duration time) {
    long until = now + time.toMillis();
    while (!due.isEmpty() && due.firstKey().at() <= until) {
      Map.Entry<Due, Runnable> next = due.pollFirstEntry();
      now = Math.max(now, next.getKey().at());
      next.getValue().run();
    }
    now = until;
  }
}
