package hokm.simulation;

import hokm.room.Timers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** One event loop of a simulated node, and the time as that node sees it. */
final class NodeTimers implements Timers {

  private static final long EPOCH_MILLIS = 1_700_000_000_000L;

  private final World world;
  private final SimulatedNode node;
  private final Lane queue;
  private final Map<Long, Scheduler.Due> due = new HashMap<>();
  private long handles;

  NodeTimers(World world, SimulatedNode node) {
    this.world = world;
    this.node = node;
    this.queue = world.scheduler.lane();
  }

  @Override
  public long now() {
    return EPOCH_MILLIS + world.millis() + node.clockOff();
  }

  @Override
  public long millis() {
    return world.millis();
  }

  @Override
  public long after(Duration time, Runnable then) {
    long handle = ++handles;
    long micros = Math.max(1, time.toMillis()) * 1000 + world.between(0, 500);
    due.put(handle, world.scheduler.after(micros, node.life(), () -> {
      due.remove(handle);
      then.run();
    }));
    return handle;
  }

  @Override
  public void cancel(long handle) {
    var cancelled = due.remove(handle);
    if (cancelled != null) cancelled.cancel();
  }

  @Override
  public void soon(Runnable then) {
    world.scheduler.after(world.between(0, 50), node.life(), queue, then);
  }
}
