package hokm.gateway;

import hokm.room.Tickets;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A queue in memory, as far as a gateway uses it. */
final class KeptTickets implements Tickets {

  final Set<String> waiting = ConcurrentHashMap.newKeySet();

  @Override
  public Future<Void> enqueue(String player, String name) {
    waiting.add(player);
    return Future.succeededFuture();
  }

  @Override
  public Future<Boolean> cancel(String player) {
    return Future.succeededFuture(waiting.remove(player));
  }

  @Override
  public Future<Optional<String>> roomOf(String player) {
    return Future.succeededFuture(Optional.empty());
  }

  @Override
  public Future<List<Ticket>> waiting(int most) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Boolean> assign(String room, List<String> players) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<List<Assignment>> assigned() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Future<Void> opened(String room) {
    throw new UnsupportedOperationException();
  }
}
