package hokm.gateway;

import hokm.room.Bans;
import hokm.room.Edge;
import hokm.room.Rooms;
import hokm.room.Sessions;
import hokm.room.Tickets;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway without its HTTP server: whoever makes one brings the connections. */
public final class PlainGateway {

  /** The connection under a client's socket. */
  public interface Cable {

    boolean closed();

    void send(String frame);

    void ping();

    void close(int status, String reason);
  }

  /** What comes over the connection from the client. */
  public interface Ear {

    void text(String frame);

    void pong();

    /** The connection is closed. */
    void end();
  }

  private final Sockets sockets;

  public PlainGateway(Edge edge, String node, GatewaySettings settings, Rooms rooms,
      Sessions sessions, Tickets tickets) {
    sockets = new Sockets(new Desk(edge, node, node + ".0", settings, rooms, sessions, tickets,
        new Registry(), new AtomicInteger(), new GatewayMeters(new CompositeMeterRegistry()),
        Bans.NONE, new Crowd(settings)));
  }

  public Future<Void> start() {
    return sockets.start();
  }

  public boolean leaving() {
    return sockets.leaving();
  }

  public Future<Void> leave(Duration within) {
    return sockets.leave(within);
  }

  public Ear open(Cable cable) {
    var socket = sockets.open(wire(cable), new Visitor(Shares.UNLIMITED, 0));
    return new Ear() {
      @Override
      public void text(String frame) {
        socket.text(frame);
      }

      @Override
      public void pong() {
        socket.pong();
      }

      @Override
      public void end() {
        socket.end();
      }
    };
  }

  private static Wire wire(Cable cable) {
    return new Wire() {
      @Override
      public boolean closed() {
        return cable.closed();
      }

      @Override
      public boolean full() {
        return false;
      }

      @Override
      public void send(String frame) {
        cable.send(frame);
      }

      @Override
      public void ping() {
        cable.ping();
      }

      @Override
      public void close(short status, String reason) {
        cable.close(status, reason);
      }
    };
  }
}
