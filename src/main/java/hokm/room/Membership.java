package hokm.room;

import java.util.Set;

/** Who is in the cluster. It only prompts; the store decides. */
public interface Membership {

  /** The ids of the nodes that run game rooms and are present, this one included when it does. */
  Set<String> hosts();

  /** Ids of all present nodes. */
  Set<String> nodes();

  /**
   * Called on any thread, once a node, when it is gone. May be called late; early only for one that
   * closes its bus port before it ends, as one that leaves does.
   */
  void onGone(Gone listener);

  /** Called on any thread when a node has come. */
  void onJoined(java.util.function.Consumer<String> listener);

  interface Gone {
    /** @param refused whether a connection to the node's bus port is refused: it is dead */
    void gone(String node, boolean refused);
  }
}
