package hokm.alerts;

import hokm.bench.LeanSocket;
import hokm.bench.SocketLoop;
import hokm.bots.NormalBot;
import hokm.witness.Client;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** Who comes to the nodes: those who play, those who sit there, and those who are a burden. */
final class Guests {

  private static final Duration THINK = Duration.ofMillis(150);
  private static final Duration DEAF_EVERY = Duration.ofMillis(5);
  private static final Duration DEAF_FOR = Duration.ofSeconds(60);
  /** Who reads no answer gives the server that long for each. */
  private static final Duration BLIND = Duration.ofMillis(500);

  private final Vertx vertx;
  private final List<SocketAddress> doors;
  private final WebSocketClient sockets;
  private final AtomicLong number = new AtomicLong();
  private volatile boolean closed;

  Guests(Vertx vertx, List<SocketAddress> doors) {
    this.vertx = vertx;
    this.doors = doors;
    sockets = vertx.createWebSocketClient(
        new WebSocketClientOptions().setMaxConnections(100).setConnectTimeout(1000));
  }

  /** A table of one and three bots, who play one match after the other whatever happens. */
  void play() {
    if (closed) return;
    var client = Client.to(doors, vertx, "Guest " + number.incrementAndGet(), new NormalBot(),
        new Client.Pace(THINK), number.get());
    client.signIn().compose(in -> client.createRoom(7)).compose(room -> client.addBots())
        .compose(playing -> client.over())
        .onComplete(over -> {
          client.close();
          vertx.setTimer(1000, again -> play());
        });
  }

  void close() {
    closed = true;
  }

  /** Each opens a room at this door and waits in it. @return what ends their visit */
  Queue<WebSocket> sit(int many, SocketAddress door) {
    var seated = new ConcurrentLinkedQueue<WebSocket>();
    for (int i = 0; i < many; i++) {
      connect(door, socket -> {
        seated.add(socket);
        send(socket, new JsonObject().put("type", "create_room").put("id", "c"));
      });
    }
    return seated;
  }

  /** Says what can't be true, as often as it may without being thrown out. */
  WebSocket[] grumble(int many) {
    var all = new WebSocket[many];
    for (int i = 0; i < many; i++) {
      int no = i;
      connect(doors.get(i % doors.size()), socket -> all[no] = socket);
    }
    return all;
  }

  static void grumbleOnce(WebSocket socket) {
    if (socket != null) {
      send(socket, new JsonObject().put("type", "join_room").put("id", "j").put("room", "ZZZZZZ"));
    }
  }

  /**
   * Asks for the whole view of a table in play again and again, and reads nothing, until it is
   * dropped. Vert.x' own client reads on when it is told to pause.
   */
  void deaf() {
    var door = doors.get((int) (number.incrementAndGet() % doors.size()));
    var thread = new Thread(() -> deafAt(new InetSocketAddress(door.host(), door.port())), "deaf");
    thread.setDaemon(true);
    thread.start();
  }

  private void deafAt(InetSocketAddress door) {
    var dropped = new AtomicBoolean();
    try (var loop = new SocketLoop()) {
      var socket = loop.connect(door, Optional.empty(), false, new LeanSocket.Reader() {
        @Override
        public void frame(byte[] bytes, int from, int to) {}

        @Override
        public void closed(String why) {
          dropped.set(true);
        }
      });
      socket.raw(LeanSocket.request(door).getBytes(StandardCharsets.US_ASCII));
      long end = System.nanoTime() + DEAF_FOR.toNanos();
      // Short, so that tables whose guest was dropped don't fill the node.
      for (var words : List.of(signIn(), new JsonObject().put("type", "create_room").put("id", "c")
          .put("target", 1), new JsonObject().put("type", "add_bots").put("id", "b"))) {
        Pause.of(BLIND);
        socket.send(words.encode());
      }
      while (!dropped.get() && System.nanoTime() < end) {
        Pause.of(DEAF_EVERY);
        socket.send(new JsonObject().put("type", "sync").encode());
      }
      socket.close();
    }
  }

  private JsonObject signIn() {
    return new JsonObject().put("type", "sign_in").put("version", 1)
        .put("name", "Guest " + number.incrementAndGet());
  }

  private interface SignedIn {
    void as(WebSocket socket);
  }

  private void connect(SocketAddress door, SignedIn then) {
    sockets.connect(door.port(), door.host(), "/ws").onSuccess(socket -> {
      socket.textMessageHandler(text -> {
        var type = new JsonObject(text).getString("type");
        if ("ping".equals(type)) send(socket, new JsonObject().put("type", "pong"));
        if ("welcome".equals(type)) then.as(socket);
      });
      send(socket, signIn());
    });
  }

  private static void send(WebSocket socket, JsonObject words) {
    socket.writeTextMessage(words.encode());
  }
}
