package hokm.local;

import hokm.local.NodeProcess.Launch;
import java.util.Map;

/** Where the nodes of a stack run, and what stands between them and their surroundings. */
public interface Ground {

  /** All on the loopback address, side by side. */
  Ground LOOPBACK = new Ground() { };

  /** The address at which other nodes reach the node of this number, from 0. */
  default String host(int node) {
    return "127.0.0.1";
  }

  /** The address at which this process reaches its HTTP server, whatever is between nodes. */
  default String watchedAt(int node) {
    return "127.0.0.1";
  }

  default Launch launch(int node) {
    return Launch.NODE;
  }

  /**
   * When the servers are there and before the node starts.
   *
   * @param usual what its environment would be
   */
  default Map<String, String> environment(int node, Map<String, String> usual) {
    return usual;
  }
}
