package hokm.gateway;

import hokm.room.Bans;
import hokm.room.Deadlines;
import hokm.room.Edge;
import hokm.room.Player;
import hokm.room.Rooms;
import hokm.room.Sessions;
import hokm.room.Tickets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a gateway's sockets work with.
 *
 * @param name of this gateway: its Tells come to gateway.&lt;name&gt;
 * @param registry knows which sockets sit in which room
 * @param sockets counts those of all the node's gateways
 * @param bans who is not let in
 * @param moments after which a client hears that its answer takes longer
 */
record Desk(Edge edge, String node, String name, GatewaySettings settings, Rooms rooms,
    Sessions sessions, Tickets tickets, Registry registry, AtomicInteger sockets,
    GatewayMeters meters, Bans bans, Crowd crowd, Deadlines moments) {

  private static final Duration MOMENT = Duration.ofMillis(500);

  Desk(Edge edge, String node, String name, GatewaySettings settings, Rooms rooms,
      Sessions sessions, Tickets tickets, Registry registry, AtomicInteger sockets,
      GatewayMeters meters, Bans bans, Crowd crowd) {
    this(edge, node, name, settings, rooms, sessions, tickets, registry, sockets, meters,
        bans, crowd, new Deadlines(edge.timers(), MOMENT));
  }

  long millis() {
    return edge.timers().millis();
  }

  /**
   * A guest on a socket.
   *
   * @param token secret: it is neither logged nor told again
   * @param arrival of this socket, as the session has it
   */
  record Guest(Player player, String token, long arrival) {
    @Override
    public String toString() {
      return "Guest[" + player.id() + "]";
    }
  }
}
