package hokm.outage;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** The nodes, as an outage needs them; by their place in the list. */
public interface Cluster {

  /** Where each node's clients connect. */
  List<Integer> ports();

  /** The node that owns a room now, if it is one of these. */
  Future<Optional<Integer>> ownerOf(String room);

  /** SIGKILL. */
  void kill(int node);

  /** SIGSTOP. */
  void stop(int node);

  /** SIGCONT, for one that still is stopped. */
  void resume(int node);

  /** SIGKILL of the store of all rooms. */
  void killRedis();

  /** With what its file holds; returns when it answers. */
  void startRedis();

  /** SIGTERM; returns when the process has ended, and throws when it has not left as it should. */
  void terminate(int node);

  /** Returns when the node is ready again, be it another process in its place. */
  void awaitBack(int node);

  /** From now on nothing was done to any node yet. */
  void begin();

  /** How often a node said that another was gone, and nothing was done to either since then. */
  long expulsions();
}
