package hokm.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each socket of an event loop is looked at: at the moment that it named the last time, or
 * two ticks later at most. To look at all of them in every tick was most of what idle sockets cost.
 */
final class Looks {

  private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

  /** In ticks; whoever names a later moment is looked at sooner. */
  private static final int FAR = 64;

  private final long tick;
  private final List<List<ClientSocket>> ring = new ArrayList<>(
      IntStream.range(0, FAR).mapToObj(slot -> new ArrayList<ClientSocket>()).toList());
  private long ticked;

  /** @param now in milliseconds, as all times here */
  Looks(Duration tick, long now) {
    this.tick = tick.toMillis();
    this.ticked = now / this.tick;
  }

  /** In the tick after this one. */
  void add(ClientSocket socket) {
    at(ticked + 1).add(socket);
  }

  private List<ClientSocket> at(long time) {
    return ring.get((int) Math.floorMod(time, (long) FAR));
  }

  /** At least once a tick; a loop that stood still catches up with what it missed. */
  void look(long now) {
    long passed = Math.min(FAR, now / tick - ticked);
    ticked = now / tick - passed;
    for (long i = 0; i < passed; i++) {
      int slot = (int) Math.floorMod(++ticked, (long) FAR);
      var due = ring.set(slot, new ArrayList<>());
      due.forEach(socket -> look(socket, now));
    }
  }

  /** What goes wrong with one reaches no other. */
  private void look(ClientSocket socket, long now) {
    try {
      socket.look(now);
    } catch (RuntimeException wrong) {
      LOG.error("A socket could not be looked after.", wrong);
    }
    if (socket.closed()) return;
    long next = Math.min(FAR - 1, socket.nextLook() / tick + 1 - ticked);
    at(ticked + Math.max(1, next)).add(socket);
  }
}
