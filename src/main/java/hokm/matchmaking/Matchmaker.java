package hokm.matchmaking;

import hokm.room.Edge;
import hokm.room.NamedLease;
import hokm.room.Rooms;
import hokm.room.Tickets;
import hokm.rules.MatchRules;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Supplier;

/** The verticle around {@link Seating}. */
public final class Matchmaker extends VerticleBase {

  private final MatchmakingSettings settings;
  private final String node;
  private final Supplier<Tickets> tickets;
  private final Supplier<NamedLease> leases;
  private final Supplier<Rooms> rooms;
  private volatile Seating seating;

  /** @param tickets called once, on the event loop, as are leases and rooms */
  public Matchmaker(MatchmakingSettings settings, String node, Supplier<Tickets> tickets,
      Supplier<NamedLease> leases, Supplier<Rooms> rooms) {
    this.settings = settings;
    this.node = node;
    this.tickets = tickets;
    this.leases = leases;
    this.rooms = rooms;
  }

  @Override
  public Future<?> start() {
    seating = new Seating(settings, MatchRules.DEFAULT, node, tickets.get(), leases.get(),
        rooms.get(), Edge.of(vertx));
    seating.start();
    return Future.succeededFuture();
  }

  /** Players who wait, as {@link Seating#waiting} counts them. Safe from any thread. */
  public int waiting() {
    return seating == null ? 0 : seating.waiting();
  }

  @Override
  public Future<?> stop() {
    return seating.stop();
  }
}
