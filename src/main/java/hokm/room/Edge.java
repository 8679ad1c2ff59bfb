package hokm.room;

import io.vertx.core.Vertx;

/** How a part reaches what is outside: the others, time, chance, who looks. One event loop's. */
public record Edge(Bus bus, Timers timers, Chance chance, RoomMeters meters, Traces traces) {

  /** Where nobody looks. */
  public Edge(Bus bus, Timers timers, Chance chance) {
    this(bus, timers, chance, RoomMeters.none(), Traces.NONE);
  }

  public Edge seenBy(RoomMeters counts, Traces spans) {
    return new Edge(bus, timers, chance, counts, spans);
  }

  /** Make it on the event loop that uses it. */
  public static Edge of(Vertx vertx) {
    return new Edge(Bus.of(vertx), Timers.of(vertx), Chance.secure());
  }
}
