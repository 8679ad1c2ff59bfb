package hokm.admin;

import hokm.room.Bans;
import hokm.room.Edge;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bans as this node knows them. The truth is in PostgreSQL, and whoever signs in must not wait
 * for it. So every node keeps the list, hears of each change over the bus, and reads all of it once
 * a minute, for news may be lost. Read from any thread.
 */
public final class BanList implements Bans {

  private static final Logger LOG = LoggerFactory.getLogger(BanList.class);
  private static final String ADDRESS = "operator.bans";
  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(2);

  private final String node;
  private final Map<String, Ban> all = new ConcurrentSkipListMap<>();
  private final List<Consumer<Ban>> listeners = new CopyOnWriteArrayList<>();
  private volatile boolean known;
  /** Counts changes; one that is told during a reading may not be in what is read. */
  private int changes;

  public BanList(String node) {
    this.node = node;
  }

  @Override
  public Optional<Ban> of(String player, long now) {
    return Optional.ofNullable(all.get(player)).filter(ban -> !ban.over(now));
  }

  @Override
  public void onBanned(Consumer<Ban> listener) {
    listeners.add(listener);
  }

  /** Whether this is all of them, and not only what was told since this node came. */
  boolean known() {
    return known;
  }

  /** In the order of the players. */
  List<Ban> all(long now) {
    return all.values().stream().filter(ban -> !ban.over(now)).toList();
  }

  /** On the event loop of the edge. @param list asks for all bans, wherever it can */
  Future<Void> start(Edge edge, Supplier<Future<List<Ban>>> list) {
    read(edge, list);
    return edge.bus().<JsonObject>listen(ADDRESS, this::hear);
  }

  private void read(Edge edge, Supplier<Future<List<Ban>>> list) {
    int before = changes;
    edge.timers().here(list.get()).onComplete(done -> {
      if (done.succeeded() && before == changes) take(done.result());
      else if (done.failed()) LOG.debug("Node {} could not read who is banned: {}", node,
          done.cause().getMessage());
      edge.timers().after(known ? AGAIN : SOON, () -> read(edge, list));
    });
  }

  private void take(List<Ban> read) {
    var players = new HashSet<String>();
    read.forEach(ban -> players.add(ban.player()));
    all.keySet().retainAll(players);
    read.forEach(this::keep);
    known = true;
  }

  private void keep(Ban ban) {
    if (!ban.equals(all.put(ban.player(), ban))) {
      listeners.forEach(listener -> listener.accept(ban));
    }
  }

  private void hear(JsonObject told) {
    changes++;
    if (told.containsKey("lifted")) all.remove(told.getString("lifted"));
    else keep(RecordsOnBus.ban(told));
  }

  /** To every node, this one among them. */
  static void tell(Edge edge, Ban ban) {
    edge.bus().publish(ADDRESS, RecordsOnBus.json(ban));
  }

  static void tellLifted(Edge edge, String player) {
    edge.bus().publish(ADDRESS, new JsonObject().put("lifted", player));
  }
}
