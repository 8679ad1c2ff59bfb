package hokm.chaos;

import hokm.local.NodeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** What happens to the clock by which a node tells and measures time. */
final class ClockHarm implements Harm.Kit {

  private static final String RIGHT = "0 1";

  private final FaultyGround ground;
  private final List<NodeProcess> nodes;

  ClockHarm(FaultyGround ground, List<NodeProcess> nodes) {
    this.ground = ground;
    this.nodes = nodes;
  }

  @Override
  public Map<Fault, Harm> harms() {
    return Map.of(Fault.CLOCK_HOUR, off(3_600_000), Fault.CLOCK_90S, off(90_000),
        Fault.CLOCK_DOUBLE, at -> move(at, "0 2"));
  }

  private Harm off(int millis) {
    return at -> move(at, (at.chance().nextBoolean() ? millis : -millis) + " 1");
  }

  private Harm.Struck move(Harm.Spot at, String setting) {
    int node = at.node(nodes);
    set(node, setting);
    return new Harm.Struck(nodes.get(node).id() + ", " + setting,
        Harm.between(at.chance(), 2000, 8000), () -> set(node, RIGHT));
  }

  private void set(int node, String setting) {
    try {
      Files.writeString(ground.clock(node), setting);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
