package hokm.chaos;

import java.time.Duration;
import java.util.Map;

/** What happens to the connections of players. */
final class ClientHarm implements Harm.Kit {

  private static final Duration HALF_OPEN = Duration.ofSeconds(6);

  private final FaultyGround ground;
  private final Storm storm;

  ClientHarm(FaultyGround ground, Storm storm) {
    this.ground = ground;
    this.storm = storm;
  }

  @Override
  public Map<Fault, Harm> harms() {
    return Map.of(
        Fault.RESET, at -> Harm.Struck.once(
            ground.doors().stream().mapToInt(Gate::reset).sum() + " connections"),
        Fault.HALF_OPEN, at -> {
          int node = at.chance().nextInt(ground.doors().size());
          var door = ground.doors().get(node);
          door.strand();
          return new Harm.Struck("those over node" + (node + 1), HALF_OPEN, door::clear);
        },
        Fault.STORM, at -> Harm.Struck.once(storm.blow() + " sockets"));
  }

  @Override
  public Map<String, Long> figures() {
    return storm.figures();
  }

  @Override
  public boolean whole() {
    return storm.over();
  }
}
