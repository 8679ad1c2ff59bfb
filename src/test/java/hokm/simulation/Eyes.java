package hokm.simulation;

import hokm.room.Membership;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Whom one node believes to be present, which may be wrong. */
final class Eyes implements Membership {

  private final World world;
  private final String self;
  private final List<Gone> goneListeners = new ArrayList<>();
  private final List<Consumer<String>> joinedListeners = new ArrayList<>();
  private Set<String> present = Set.of();

  Eyes(World world, String self) {
    this.world = world;
    this.self = self;
  }

  void open() {
    present = with(self);
  }

  private Set<String> with(String node) {
    var more = new TreeSet<>(present);
    more.add(node);
    return more;
  }

  void join(String node) {
    if (present.contains(node)) return;
    present = with(node);
    world.trace.say(() -> "Node " + self + " sees that " + node + " has joined.");
    joinedListeners.forEach(each -> each.accept(node));
  }

  void lose(String node, boolean refused) {
    if (!present.contains(node)) return;
    var fewer = new TreeSet<>(present);
    fewer.remove(node);
    present = fewer;
    world.trace.say(() -> "Node " + self + " sees that " + node + " is gone; its bus "
        + (refused ? "refuses." : "does not refuse."));
    goneListeners.forEach(each -> each.gone(node, refused));
  }

  @Override
  public Set<String> hosts() {
    return present;
  }

  @Override
  public Set<String> nodes() {
    return present;
  }

  @Override
  public void onGone(Gone listener) {
    goneListeners.add(listener);
  }

  @Override
  public void onJoined(Consumer<String> listener) {
    joinedListeners.add(listener);
  }
}
