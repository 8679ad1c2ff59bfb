package hokm.health;

import io.vertx.core.Future;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * One thing that a node needs.
 *
 * @param late the sentence for when {@code look} has no answer before the deadline
 * @param look a failed future counts as not so
 */
public record Check(String name, String late, Supplier<Future<Finding>> look) {

  /** A sentence that says how it is; when not ok, also how it should be. */
  public record Finding(boolean ok, String sentence) {}

  /** Whether the node is one of its cluster's members. */
  public static Check joined(String node, BooleanSupplier joined) {
    return known("cluster", joined, "Node " + node + " is in its cluster.",
        "Node " + node + " has not joined its cluster; it should be among its members.");
  }

  /** Whether a first message has been exchanged with every other node. */
  public static Check busWarm(String node, BooleanSupplier warm) {
    return known("bus", warm, "The event bus of node " + node + " reaches the other nodes.",
        "Node " + node + " has not yet greeted the other nodes over the event bus.");
  }

  /**
   * Whether the node has once seen that each piece of what the cluster keeps stands at two nodes.
   * So a rolling upgrade goes on to the next node only then; another's death is no reason to be
   * sent no more players.
   */
  public static Check safe(String node, BooleanSupplier safe) {
    return known("safety", safe,
        "Since node " + node + " came, its cluster has kept everything at two nodes.",
        "Node " + node + " waits until its cluster keeps everything at two nodes.");
  }

  /** Whether there is any node with rooms, without which a gateway can only refuse. */
  public static Check hosted(String node, IntSupplier hosts) {
    return known("hosts", () -> hosts.getAsInt() > 0,
        "Node " + node + " sees nodes that host rooms.",
        "Node " + node + " sees no node that hosts rooms; nobody can play.");
  }

  /** Whether the node goes on taking players. */
  public static Check notDraining(String node, BooleanSupplier draining) {
    return known("draining", () -> !draining.getAsBoolean(),
        "Node " + node + " takes players.",
        "Node " + node + " is draining: it hands its rooms over and takes no players.");
  }

  /**
   * Whether Redis takes what must be saved.
   *
   * @param address host:port, without a password
   * @param ping fails or succeeds within its own deadline
   */
  public static Check redis(String node, String address, Supplier<Future<?>> ping) {
    String late = "Node " + node + " gets no answer from Redis at " + address
        + ", without which no move is accepted.";
    return new Check("redis", late, () -> ping.get()
        .map(pong -> new Finding(true, "Redis at " + address + " answers."))
        .otherwise(e -> new Finding(false, "Node " + node + " can save no move: "
            + e.getMessage())));
  }

  /** Something that is known without asking anyone. */
  public static Check known(String name, BooleanSupplier ok, String good, String bad) {
    return new Check(name, bad, () -> {
      boolean so = ok.getAsBoolean();
      return Future.succeededFuture(new Finding(so, so ? good : bad));
    });
  }
}
