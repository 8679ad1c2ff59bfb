package hokm.simulation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machines, the node that runs on each, and who hears when of whom. */
final class SimulatedCluster {

  private final World world;
  private final Flaw flaw;
  private final SimulatedRedis redis;
  private final SimulatedBus bus;
  private final Database database;
  private final Map<String, SimulatedNode> nodes = new LinkedHashMap<>();
  private final Map<String, Integer> runs = new LinkedHashMap<>();

  SimulatedCluster(World world, Flaw flaw) {
    this.world = world;
    this.flaw = flaw;
    this.redis = new SimulatedRedis(world);
    this.bus = new SimulatedBus(world);
    this.database = new Database(world);
    flaw.in(this);
  }

  SimulatedRedis redis() {
    return redis;
  }

  SimulatedBus bus() {
    return bus;
  }

  /** How the node of this machine is built. */
  Flaw flaw(String machine) {
    return machine.equals("a") ? flaw : Flaw.NONE;
  }

  Flaw flaw() {
    return flaw;
  }

  Database database() {
    return database;
  }

  /** Those that run, held ones included. */
  List<SimulatedNode> running() {
    return new ArrayList<>(nodes.values());
  }

  Optional<SimulatedNode> at(String machine) {
    return Optional.ofNullable(nodes.get(machine));
  }

  /** A new run, which is another node to all others. */
  void start(String machine) {
    if (nodes.containsKey(machine)) return;
    var node = new SimulatedNode(world, this, machine, runs.merge(machine, 1, Integer::sum));
    world.trace.say(() -> "Node " + node.id() + " starts.");
    node.start();
    for (var other : nodes.values()) {
      if (reach(node, other)) node.eyes().join(other.id());
      else meet(node, other, 500_000);
      meet(other, node, world.between(5_000, 200_000));
    }
    nodes.put(machine, node);
  }

  private boolean reach(SimulatedNode one, SimulatedNode other) {
    return world.network.passes(one.machine(), other.machine())
        && world.network.passes(other.machine(), one.machine());
  }

  /** After so long one sees the other, if that is still there and can be reached. */
  void meet(SimulatedNode one, SimulatedNode other, long micros) {
    world.scheduler.after(micros, one.life(), () -> {
      if (other.life().dead() || one.sees(other.id())) return;
      if (reach(one, other)) one.eyes().join(other.id());
      else meet(one, other, 500_000);
    });
  }

  void kill(String machine) {
    at(machine).ifPresent(node -> end(node, "is killed"));
  }

  void end(SimulatedNode node, String how) {
    world.trace.say(() -> "Node " + node.id() + " " + how + ".");
    node.life().end();
    nodes.remove(node.machine(), node);
    node.sockets().forEach(PlayerSocket::nodeIsGone);
    nodes.values().forEach(other -> notice(other, node));
    world.promises.look();
  }

  /** A connection to a dead node's port is refused, unless nothing comes back from there. */
  private void notice(SimulatedNode by, SimulatedNode dead) {
    boolean reached = reach(by, dead);
    long after = reached ? world.between(70_000, 400_000) : world.between(500_000, 6_000_000);
    world.scheduler.after(after, by.life(), () ->
        by.eyes().lose(dead.id(), reached && at(dead.machine()).isEmpty()));
  }

  /** A node takes another for dead that is not, and sees it again after so long. */
  void misjudge(SimulatedNode by, SimulatedNode other, long micros, boolean refused) {
    world.scheduler.after(0, by.life(), () -> {
      if (other.life().dead()) return;
      by.eyes().lose(other.id(), refused);
      meet(by, other, micros);
    });
  }
}
