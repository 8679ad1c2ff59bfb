package hokm.room;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Bans of one test. */
public final class MemoryBans implements Bans {

  private final Map<String, Ban> all = new ConcurrentHashMap<>();
  private final List<Consumer<Ban>> listeners = new CopyOnWriteArrayList<>();

  public void ban(Ban ban) {
    all.put(ban.player(), ban);
    listeners.forEach(listener -> listener.accept(ban));
  }

  @Override
  public Optional<Ban> of(String player, long now) {
    return Optional.ofNullable(all.get(player)).filter(ban -> !ban.over(now));
  }

  @Override
  public void onBanned(Consumer<Ban> listener) {
    listeners.add(listener);
  }
}
