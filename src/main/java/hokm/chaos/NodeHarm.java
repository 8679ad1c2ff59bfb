package hokm.chaos;

import hokm.local.NodeProcess;
import hokm.room.MoveCause;
import hokm.room.Owner;
import hokm.room.RoomStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What happens to a node: it dies, hangs, is told to stop, or is taken for dead. */
final class NodeHarm implements Harm.Kit {

  private static final int BATCH = 128;
  private static final int PATIENCE_SECONDS = 5;

  private final List<NodeProcess> nodes;
  private final RoomStore store;
  /** Ids of runs that are over, or will be. */
  private final Set<String> ended = new HashSet<>();

  NodeHarm(List<NodeProcess> nodes, RoomStore store) {
    this.nodes = nodes;
    this.store = store;
  }

  @Override
  public Map<Fault, Harm> harms() {
    return Map.of(Fault.KILL, this::kill, Fault.STOP, this::stop, Fault.DRAIN, this::drain,
        Fault.DEPOSE, this::depose);
  }

  @Override
  public boolean whole() {
    return nodes.stream().allMatch(node -> !ended.contains(node.id()) && node.alive()
        && node.ok("/health/ready") && node.sees(nodes));
  }

  private NodeProcess target(Harm.Spot at) {
    return nodes.get(at.node(nodes));
  }

  private Harm.Struck kill(Harm.Spot at) {
    var node = target(at);
    ended.add(node.id());
    node.kill();
    return Harm.Struck.once(node.id());
  }

  /** Beyond what the supervisor stands for, it dies of it. */
  private Harm.Struck stop(Harm.Spot at) {
    var node = target(at);
    var id = node.id();
    node.pause();
    return new Harm.Struck(id, Harm.between(at.chance(), 2000, 15_000), () -> {
      if (node.alive() && node.id().equals(id)) node.resume();
    });
  }

  private Harm.Struck drain(Harm.Spot at) {
    var node = target(at);
    ended.add(node.id());
    new Thread(node::stop, "drain").start();
    return Harm.Struck.once(node.id());
  }

  /** The healthy owner learns of it at its next save; the heir, when it looks for strays. */
  private Harm.Struck depose(Harm.Spot at) {
    var node = target(at);
    var heirs = nodes.stream().filter(other -> other != node && other.alive()).toList();
    if (heirs.isEmpty()) return Harm.Struck.once("nobody");
    var heir = heirs.get(at.chance().nextInt(heirs.size()));
    var claimed = store.ownedBy(node.id()).compose(rooms -> {
      var some = rooms.subList(0, Math.min(BATCH, rooms.size()));
      return store.claim(some, node.id(),
          some.stream().map(room -> new Owner(heir.id(), 0)).toList(), MoveCause.OPERATOR);
    });
    try {
      var rooms = claimed.toCompletionStage().toCompletableFuture()
          .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      at.claimed().accept(rooms);
      return new Harm.Struck(rooms.size() + " rooms of " + node.id() + " for " + heir.id(),
          Duration.ofSeconds(7), () -> { });
    } catch (Exception unreachable) {
      return Harm.Struck.once("nobody, since the store did not answer");
    }
  }
}
