package hokm.room;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A queue of one test; how long a ticket has waited is what the test says. */
public final class MemoryTickets implements Tickets {

  private final Map<String, Ticket> waiting = new LinkedHashMap<>();
  private final Map<String, Assignment> tables = new LinkedHashMap<>();
  private final Map<String, String> places = new HashMap<>();
  /** The ids of requests, of those who wait and of those who have a table. */
  private final Map<String, String> asked = new HashMap<>();
  private final Map<String, String> served = new HashMap<>();
  private Duration waited = Duration.ZERO;

  /** From now on everyone seems to have waited so long. */
  public synchronized void waited(Duration time) {
    waited = time;
  }

  /** Also known to whoever asks, as a table that another node has opened. */
  public synchronized void place(String player, String room) {
    waiting.remove(player);
    places.put(player, room);
  }

  @Override
  public synchronized Future<Void> enqueue(String player, String name, String id) {
    if (tables.containsKey(places.get(player)) || id.equals(served.get(player))) {
      return Future.succeededFuture();
    }
    places.remove(player);
    waiting.putIfAbsent(player, new Ticket(player, name, Duration.ZERO));
    asked.putIfAbsent(player, id);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Boolean> cancel(String player) {
    asked.remove(player);
    return Future.succeededFuture(waiting.remove(player) != null);
  }

  @Override
  public synchronized Future<Void> cancel(List<String> players) {
    players.forEach(this::cancel);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<List<Ticket>> waiting(int most) {
    return Future.succeededFuture(waiting.values().stream().limit(most)
        .map(t -> new Ticket(t.player(), t.name(), waited)).toList());
  }

  @Override
  public synchronized Future<Boolean> assign(String room, List<String> players) {
    if (!waiting.keySet().containsAll(players)) return Future.succeededFuture(false);
    var table = new ArrayList<Ticket>();
    for (String player : players) {
      table.add(waiting.remove(player));
      served.put(player, asked.remove(player));
      places.put(player, room);
    }
    tables.put(room, new Assignment(room, List.copyOf(table)));
    return Future.succeededFuture(true);
  }

  @Override
  public synchronized Future<List<Assignment>> assigned() {
    return Future.succeededFuture(List.copyOf(tables.values()));
  }

  @Override
  public synchronized Future<Void> opened(String room) {
    tables.remove(room);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Optional<String>> roomOf(String player) {
    return Future.succeededFuture(Optional.ofNullable(places.get(player))
        .filter(room -> !tables.containsKey(room)));
  }

  @Override
  public synchronized Future<Void> left(String player, String room) {
    places.remove(player, room);
    return Future.succeededFuture();
  }
}
