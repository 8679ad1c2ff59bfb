package hokm.matchmaking;

import hokm.protocol.ErrorCode;
import hokm.room.Ask;
import hokm.room.Edge;
import hokm.room.NamedLease;
import hokm.room.Player;
import hokm.room.RoomCode;
import hokm.room.RoomCommand;
import hokm.room.Rooms;
import hokm.room.Seated;
import hokm.room.Tickets;
import hokm.room.Tickets.Assignment;
import hokm.room.Tickets.Ticket;
import hokm.rules.MatchRules;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws up tables for quick matches. Runs on every node; the holder of the lease works. A table is
 * assigned in the store before its room is opened, so whoever comes after a holder that died opens
 * the same room, and one request never makes two.
 */
public final class Seating {

  private static final Logger LOG = LoggerFactory.getLogger(Seating.class);
  private static final String LEASE = "matchmaker";
  private static final Duration HELD = Duration.ofSeconds(2);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final int AT_ONCE = 64;
  private static final int SEATS = 4;

  private final MatchmakingSettings settings;
  private final MatchRules rules;
  private final String node;
  private final Tickets tickets;
  private final NamedLease lease;
  private final Rooms rooms;
  private final Edge edge;
  private final Set<String> opening = new HashSet<>();
  private boolean stopped;
  private volatile int waiting;

  /**
   * On the event loop of the edge.
   *
   * @param rules that quick matches are played by
   */
  public Seating(MatchmakingSettings settings, MatchRules rules, String node, Tickets tickets,
      NamedLease lease, Rooms rooms, Edge edge) {
    this.settings = settings;
    this.rules = rules;
    this.node = node;
    this.tickets = tickets;
    this.lease = lease;
    this.rooms = rooms;
    this.edge = edge;
  }

  public void start() {
    later();
  }

  public Future<Void> stop() {
    stopped = true;
    return lease.release(LEASE, node).otherwiseEmpty();
  }

  /** One look after the other: the next begins when this one has ended. */
  private void later() {
    if (stopped) return;
    edge.timers().after(LOOK, () -> lease.hold(LEASE, node, HELD)
        .compose(mine -> mine && !stopped ? work() : idle())
        .onFailure(e -> LOG.debug("Node {} could not look for tables: {}", node, e.getMessage()))
        .onComplete(done -> later()));
  }

  private Future<Void> idle() {
    waiting = 0;
    return Future.succeededFuture();
  }

  /** Players who wait, at most 64, as of the last look of the node that draws the tables. */
  public int waiting() {
    return waiting;
  }

  private Future<Void> work() {
    return tickets.assigned().onSuccess(this::open)
        .compose(done -> tickets.waiting(AT_ONCE))
        .onSuccess(found -> waiting = found.size())
        .compose(found -> draw(tables(found, settings.patience())))
        .compose(done -> tickets.assigned()).onSuccess(this::open)
        .mapEmpty();
  }

  /** Fours, the longest waiting first; fewer when the first of them has waited long enough. */
  static List<List<Ticket>> tables(List<Ticket> waiting, Duration patience) {
    var tables = new ArrayList<List<Ticket>>();
    for (int from = 0; from < waiting.size(); from += SEATS) {
      var table = waiting.subList(from, Math.min(from + SEATS, waiting.size()));
      boolean waited = table.get(0).waited().compareTo(patience) >= 0;
      if (table.size() == SEATS || waited) tables.add(table);
    }
    return tables;
  }

  private Future<Void> draw(List<List<Ticket>> tables) {
    Future<Void> chain = Future.succeededFuture();
    for (var table : tables) {
      var players = table.stream().map(Ticket::player).toList();
      chain = chain.compose(done -> tickets.assign(freshCode(), players).mapEmpty());
    }
    return chain;
  }

  private String freshCode() {
    byte[] chance = new byte[RoomCode.LENGTH];
    edge.chance().random().nextBytes(chance);
    return RoomCode.of(chance);
  }

  /** Nobody waits for a table of others, whose host may just have been lost. */
  private void open(List<Assignment> tables) {
    for (var table : tables) {
      if (!opening.add(table.room())) continue;
      open(table)
          .onFailure(e -> LOG.atDebug().addKeyValue("node", node)
              .addKeyValue("room", table.room())
              .log("Node {} could not open room {}: {}", node, table.room(), e.getMessage()))
          .onComplete(done -> opening.remove(table.room()));
    }
  }

  /** Opened under the room's code as the command's id, so that a second time is no second room. */
  private Future<Void> open(Assignment table) {
    var players = table.players().stream().map(t -> new Player(t.player(), t.name())).toList();
    var open = new RoomCommand.Open(rules, players, true);
    return rooms.open(new Ask(table.room(), players.get(0).id(), table.room(), open))
        .compose(answer -> {
          if (answer.accepted()) return opened(table);
          if (answer.error().equals(Optional.of(ErrorCode.ROOM_FULL))) return again(table);
          if (answer.error().equals(Optional.of(ErrorCode.NO_ROOM))) {
            return tickets.opened(table.room());
          }
          // They wait until there is room for results again; the others say that there is none.
          if (answer.error().equals(Optional.of(ErrorCode.RESULTS_WAIT))) {
            return Future.succeededFuture();
          }
          LOG.atWarn().addKeyValue("node", node).addKeyValue("room", table.room())
              .log("Node {} could not open room {} for a quick match yet: {}", node,
                  table.room(), answer.error().orElseThrow().code());
          return Future.succeededFuture();
        });
  }

  private Future<Void> opened(Assignment table) {
    return tickets.opened(table.room()).onSuccess(done -> edge.bus().publish(Seated.ADDRESS,
        new Seated(table.room(), table.players().stream().map(Ticket::player).toList())));
  }

  /**
   * Others have the code, unless who held the lease before has opened the table meanwhile and all
   * have left it: then there is nothing more to be done for them.
   */
  private Future<Void> again(Assignment table) {
    return tickets.assigned().compose(all ->
        all.stream().noneMatch(each -> each.room().equals(table.room()))
            ? Future.succeededFuture() : anew(table));
  }

  /** The players wait anew, and get a table under another code. */
  private Future<Void> anew(Assignment table) {
    Future<Void> chain = tickets.opened(table.room());
    for (Ticket each : table.players()) {
      chain = chain.compose(done -> tickets.enqueue(each.player(), each.name(),
          table.room()));
    }
    return chain;
  }
}
