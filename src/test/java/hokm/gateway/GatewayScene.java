package hokm.gateway;

import hokm.room.BusCodecs;
import hokm.room.Tell;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A gateway at a free port, with rooms, sessions and tickets that a test can look into. */
final class GatewayScene implements AutoCloseable {

  final Vertx vertx = Vertx.vertx();
  final ScriptedRooms rooms = new ScriptedRooms();
  final KeptSessions sessions = new KeptSessions();
  final KeptTickets tickets = new KeptTickets();
  final AtomicInteger sockets = new AtomicInteger();
  // Vert.x closes a client that nothing holds.
  private final WebSocketClient client = vertx.createWebSocketClient();
  private final Gateway gateway;

  GatewayScene(GatewaySettings settings) {
    BusCodecs.register(vertx.eventBus());
    gateway = new Gateway(settings, "n1", 0, () -> rooms, () -> sessions, () -> tickets,
        List.of(), sockets);
    get(vertx.deployVerticle(gateway));
  }

  static GatewaySettings settings(int rate, int burst, int errors, Duration signIn,
      Duration ping, Duration silence) {
    return new GatewaySettings("127.0.0.1", 0, List.of(), 100, rate, burst, errors, signIn, ping,
        silence);
  }

  /** Generous, so that nothing is dropped that a test does not mean to drop. */
  static GatewaySettings calm() {
    return settings(1000, 1000, 1000, Duration.ofMinutes(1), Duration.ofMinutes(1),
        Duration.ofMinutes(2));
  }

  static <T> T get(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException late) {
      throw new IllegalStateException(late);
    } catch (java.util.concurrent.ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  int port() {
    return gateway.port();
  }

  WebSocketConnectOptions options() {
    return new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port()).setURI("/ws");
  }

  Visitor visitor() {
    return visitor(options());
  }

  Visitor visitor(WebSocketConnectOptions options) {
    return get(client.connect(options).map(Visitor::new));
  }

  Visitor guest(String name) {
    var visitor = visitor()
        .raw("{\"type\":\"sign_in\",\"version\":1,\"name\":\"" + name + "\"}");
    visitor.hears("welcome");
    return visitor;
  }

  /** A guest who sits in the room and has seen its first events. */
  Visitor seated(String name, String room, long seen) {
    var visitor = guest(name).say("join_room", "id", "c1", "room", room);
    visitor.hears("accepted");
    tell(room, Tell.Kind.VIEW, seen, seen, "{\"type\":\"view\",\"n\":" + seen + "}");
    visitor.hears("view");
    return visitor;
  }

  /** News for the socket that attached last. */
  void tell(String room, Tell.Kind kind, long first, long last, String frame) {
    var to = rooms.attach();
    vertx.eventBus().send("gateway." + to.gateway(), new Tell(room,
        List.of(new Tell.ForSocket(to.connection(), kind, first, last, frame))));
  }

  void events(String room, long first, long last) {
    tell(room, Tell.Kind.EVENTS, first, last,
        "{\"type\":\"events\",\"first\":" + first + ",\"last\":" + last + "}");
  }

  @Override
  public void close() {
    get(vertx.close());
  }
}
