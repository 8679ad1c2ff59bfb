package hokm.fuzz;

import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Keeps honest people in play beside the attackers. Blocks nobody; from any thread. */
final class HonestTables {

  private static final Duration STUCK = Duration.ofSeconds(60);

  private final Vertx vertx;
  private final Queue<String> offered = new ConcurrentLinkedQueue<>();
  private final HonestTable.Hall hall;
  private final Set<HonestTable> now = ConcurrentHashMap.newKeySet();
  private volatile boolean closing;
  private int opened;

  HonestTables(Vertx vertx, List<SocketAddress> doors, Overheard overheard, Findings findings,
      Random chance) {
    this.vertx = vertx;
    this.hall = new HonestTable.Hall(vertx, doors, offered, overheard, findings, chance);
    vertx.setPeriodic(1000, second -> now.stream()
        .filter(table -> table.quiet().compareTo(STUCK) > 0)
        .forEach(table -> table.giveUp("Nobody was told anything for " + STUCK.toSeconds()
            + " s.")));
  }

  void open(int tables) {
    closing = false;
    vertx.runOnContext(go -> {
      for (int i = 0; i < tables; i++) begin();
    });
  }

  private void begin() {
    if (closing) return;
    var table = new HonestTable(hall, "Table " + ++opened);
    now.add(table);
    table.play()
        .onSuccess(over -> hall.findings().outcome("matches of honest people that ended"))
        .onFailure(why -> hall.findings().wrong(table + " could not play to its end: "
            + why.getMessage()))
        .onComplete(over -> {
          table.close();
          now.remove(table);
          begin();
        });
  }

  /** A room with a seat for an attacker; null while there is none. */
  String offered() {
    return offered.poll();
  }

  /** No more of them; those in play go on to their end. */
  void close() {
    closing = true;
  }

  int count() {
    return now.size();
  }
}
