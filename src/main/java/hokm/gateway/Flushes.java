package hokm.gateway;

import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;

/**
 * What the sockets of one event loop are sent in a turn of it leaves at the turn's end, with one
 * call of the system a socket: as an acceptance and the news of the same move. These calls are
 * most of what a move costs.
 */
final class Flushes {

  private final Context loop;
  private List<Runnable> due = new ArrayList<>();

  Flushes(Context loop) {
    this.loop = loop;
  }

  /** On the event loop. @param flush once, although more may be sent until then */
  void due(Runnable flush) {
    if (due.isEmpty()) loop.runOnContext(turn -> run());
    due.add(flush);
  }

  private void run() {
    var now = due;
    due = new ArrayList<>();
    now.forEach(Runnable::run);
  }
}
