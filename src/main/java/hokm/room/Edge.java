package hokm.room;

import io.vertx.core.Vertx;

/** How a part reaches what is outside: the others, time, chance, who counts. One event loop's. */
public record Edge(Bus bus, Timers timers, Chance chance, RoomMeters meters) {

  /** Where nobody counts. */
  public Edge(Bus bus, Timers timers, Chance chance) {
    this(bus, timers, chance, RoomMeters.none());
  }

  public Edge metered(RoomMeters by) {
    return new Edge(bus, timers, chance, by);
  }

  /** Make it on the event loop that uses it. */
  public static Edge of(Vertx vertx) {
    return new Edge(Bus.of(vertx), Timers.of(vertx), Chance.secure());
  }
}
