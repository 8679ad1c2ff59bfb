package hokm.health;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;

/** Whether each event loop of the node gets to its next task. A room on a loop that hangs hangs. */
final class EventLoops {
  private EventLoops() {}

  static Check turn(String node, Vertx vertx) {
    var loops = ((VertxInternal) vertx).nettyEventLoopGroup();
    String late = "Node " + node + " has an event loop that does not turn.";
    return new Check("event-loops", late, () -> {
      var turns = new ArrayList<Future<Void>>();
      for (EventExecutor loop : loops) {
        Promise<Void> turn = Promise.promise();
        loop.execute(turn::tryComplete);
        turns.add(turn.future());
      }
      String good = "All " + turns.size() + " event loops of node " + node + " turn.";
      return Future.all(turns).map(all -> new Check.Finding(true, good));
    });
  }
}
