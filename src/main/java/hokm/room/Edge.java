package hokm.room;

import io.vertx.core.Vertx;

/** How a part reaches what is outside of it: the others, time, and chance. One event loop's. */
public record Edge(Bus bus, Timers timers, Chance chance) {

  /** Make it on the event loop that uses it. */
  public static Edge of(Vertx vertx) {
    return new Edge(Bus.of(vertx), Timers.of(vertx), Chance.secure());
  }
}
