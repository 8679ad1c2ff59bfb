package hokm.outage;

import java.util.List;
import java.util.Random;

/** The nodes that a client may connect to, in turn. One event loop's. */
final class Doors {

  private final List<Integer> ports;
  private final Random chance;
  private int turn;

  Doors(List<Integer> ports, Random chance) {
    this.ports = List.copyOf(ports);
    this.chance = chance;
  }

  Random chance() {
    return chance;
  }

  /** Another than the last, where there is another. */
  int next(int last) {
    int port = ports.get(turn++ % ports.size());
    return port == last && ports.size() > 1 ? ports.get(turn++ % ports.size()) : port;
  }
}
