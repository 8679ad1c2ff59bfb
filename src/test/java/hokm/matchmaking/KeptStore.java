package hokm.matchmaking;

import hokm.room.NamedLease;
import hokm.room.Tickets;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The queue and the lease in memory, seen by every matchmaker of a test. */
final class KeptStore implements Tickets, NamedLease {

  private final Map<String, Ticket> waiting = new LinkedHashMap<>();
  private final Map<String, Assignment> tables = new LinkedHashMap<>();
  private String holder = "";

  synchronized void waits(String player, Duration waited) {
    waiting.put(player, new Ticket(player, "Name of " + player, waited));
  }

  synchronized boolean done() {
    return waiting.isEmpty() && tables.isEmpty();
  }

  synchronized String holder() {
    return holder;
  }

  @Override
  public synchronized Future<Void> enqueue(String player, String name) {
    waits(player, Duration.ZERO);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Boolean> cancel(String player) {
    return Future.succeededFuture(waiting.remove(player) != null);
  }

  @Override
  public synchronized Future<List<Ticket>> waiting(int most) {
    return Future.succeededFuture(waiting.values().stream().limit(most).toList());
  }

  @Override
  public synchronized Future<Boolean> assign(String room, List<String> players) {
    if (!waiting.keySet().containsAll(players)) return Future.succeededFuture(false);
    var seated = new ArrayList<Ticket>();
    players.forEach(player -> seated.add(waiting.remove(player)));
    tables.put(room, new Assignment(room, seated));
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
  public Future<Optional<String>> roomOf(String player) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized Future<Boolean> hold(String name, String by, Duration time) {
    if (holder.isEmpty()) holder = by;
    return Future.succeededFuture(holder.equals(by));
  }

  @Override
  public synchronized Future<Void> release(String name, String by) {
    if (holder.equals(by)) holder = "";
    return Future.succeededFuture();
  }
}
