package hokm.room;

import io.vertx.core.Future;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The hosts as one event loop sees them: who is present, who leaves, and who has how much. */
final class Hosts {

  private final Membership membership;
  private final Map<String, HostLoad> loads = new HashMap<>();
  /** Those that have spoken for themselves; of others a load is only guessed. */
  private final Set<String> told = new HashSet<>();

  Hosts(Membership membership) {
    this.membership = membership;
  }

  Future<Void> listen(Edge edge) {
    membership.onGone((node, refused) -> edge.timers().soon(() -> {
      loads.remove(node);
      told.remove(node);
    }));
    return edge.bus().<HostLoad>listen(HostLoad.ADDRESS, load -> {
      loads.put(load.node(), load);
      told.add(load.node());
    });
  }

  /**
   * Those that are present and stay. One that has never told its load is still starting; where
   * none has, this one itself has just come and can't tell them apart.
   */
  Set<String> staying() {
    var present = membership.hosts();
    var staying = new HashSet<>(present);
    staying.retainAll(told);
    if (staying.isEmpty()) staying.addAll(present);
    loads.values().stream().filter(HostLoad::leaving).map(HostLoad::node)
        .forEach(staying::remove);
    return staying;
  }

  /** Who shall have a room whose owner goes; everyone who sees the same hosts says the same. */
  static Optional<String> heir(String room, Set<String> of) {
    return Rendezvous.pick(room, of);
  }

  /** Who shall have a new room: the host with the fewest. */
  Optional<String> forNew(String room) {
    var staying = staying();
    var fewest = staying.stream().mapToInt(this::rooms).min();
    if (fewest.isEmpty()) return Optional.empty();
    staying.removeIf(host -> rooms(host) > fewest.getAsInt());
    var host = Rendezvous.pick(room, staying);
    host.ifPresent(chosen -> loads.put(chosen,
        new HostLoad(chosen, rooms(chosen) + 1, false)));
    return host;
  }

  Optional<HostLoad> leastLoadedBut(String node) {
    var staying = staying();
    staying.remove(node);
    return staying.stream().filter(loads::containsKey).map(loads::get)
        .min(Comparator.comparingInt(HostLoad::rooms).thenComparing(HostLoad::node));
  }

  private int rooms(String host) {
    var load = loads.get(host);
    return load == null ? 0 : load.rooms();
  }
}
