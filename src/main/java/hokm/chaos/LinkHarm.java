package hokm.chaos;

import hokm.local.NodeProcess;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/** What happens to the network between nodes, and between a node and what it needs. */
final class LinkHarm implements Harm.Kit {

  private static final int LEAST_MILLIS = 2000;
  private static final int MOST_MILLIS = 14_000;

  private final FaultyGround ground;
  private final List<NodeProcess> nodes;

  LinkHarm(FaultyGround ground, List<NodeProcess> nodes) {
    this.ground = ground;
    this.nodes = nodes;
  }

  @Override
  public Map<Fault, Harm> harms() {
    var harms = new EnumMap<Fault, Harm>(Fault.class);
    harms.put(Fault.CUT_REDIS, at -> {
      int node = at.node(nodes);
      ground.redis().get(node).stall(true, true);
      return until(at.chance(), nodes.get(node).id(), () -> ground.redis().get(node).mend());
    });
    ground.networks().ifPresent(made -> {
      harms.put(Fault.CUT, at -> cut(at, made, node -> {
        made.mute(node);
        made.deafen(node);
      }));
      harms.put(Fault.CUT_ONE_WAY, at -> cut(at, made,
          at.chance().nextBoolean() ? made::mute : made::deafen));
      harms.put(Fault.CUT_POSTGRES, at -> cut(at, made, made::cutFromPostgres));
    });
    return harms;
  }

  private Harm.Struck cut(Harm.Spot at, Namespaces made, Consumer<Integer> how) {
    int node = at.node(nodes);
    how.accept(node);
    return until(at.chance(), nodes.get(node).id(), () -> made.mend(node));
  }

  private static Harm.Struck until(Random chance, String whom, Runnable undo) {
    return new Harm.Struck(whom, Harm.between(chance, LEAST_MILLIS, MOST_MILLIS), undo);
  }

  @Override
  public List<String> notes() {
    return ground.networks().isPresent() ? List.of() : List.of("This machine allows no network"
        + " namespaces, so no node is cut off from the others or from PostgreSQL, only from"
        + " Redis.");
  }
}
