package hokm.alerts;

import hokm.bots.NormalBot;
import hokm.witness.Client;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Who comes to the nodes: those who play, those who sit there, and those who are a burden. */
final class Guests {

  private static final Duration THINK = Duration.ofMillis(150);
  /** The kernel keeps no more for who does not read. */
  private static final int SMALL = 1024;
  private static final long DEAF_EVERY = 50;
  private static final int DEAF_ASKS = 10;
  private static final long DEAF_FOR = 60_000;

  private final Vertx vertx;
  private final List<SocketAddress> doors;
  private final WebSocketClient sockets;
  private final WebSocketClient deaf;
  private final AtomicLong number = new AtomicLong();
  private volatile boolean closed;

  Guests(Vertx vertx, List<SocketAddress> doors) {
    this.vertx = vertx;
    this.doors = doors;
    var options = new WebSocketClientOptions().setMaxConnections(100).setConnectTimeout(1000);
    sockets = vertx.createWebSocketClient(options);
    deaf = vertx.createWebSocketClient(
        new WebSocketClientOptions(options).setReceiveBufferSize(SMALL));
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
      connect(sockets, door, socket -> {
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
      connect(sockets, doors.get(i % doors.size()), socket -> all[no] = socket);
    }
    return all;
  }

  static void grumbleOnce(WebSocket socket) {
    if (socket != null) {
      send(socket, new JsonObject().put("type", "join_room").put("id", "j").put("room", "ZZZZZZ"));
    }
  }

  /**
   * Asks for the whole view of a table in play again and again, and reads nothing: of what is sent
   * to an address of this machine the kernel keeps some 2.6 MB before anything waits.
   */
  void deaf() {
    var door = doors.get((int) (number.incrementAndGet() % doors.size()));
    connect(deaf, door, socket -> {
      socket.textMessageHandler(text -> {
        if (!"view".equals(new JsonObject(text).getString("type"))) return;
        send(socket, new JsonObject().put("type", "add_bots").put("id", "b"));
        deafen(socket);
      });
      // Short, so that tables whose guest was dropped don't fill the node.
      send(socket, new JsonObject().put("type", "create_room").put("id", "c").put("target", 1));
    });
  }

  private void deafen(WebSocket socket) {
    socket.textMessageHandler(late -> { });
    socket.pause();
    long asks = vertx.setPeriodic(DEAF_EVERY, ask -> {
      for (int i = 0; i < DEAF_ASKS; i++) send(socket, new JsonObject().put("type", "sync"));
    });
    vertx.setTimer(DEAF_FOR, enough -> {
      vertx.cancelTimer(asks);
      socket.close();
    });
  }

  private interface SignedIn {
    void as(WebSocket socket);
  }

  private void connect(WebSocketClient by, SocketAddress door, SignedIn then) {
    by.connect(door.port(), door.host(), "/ws").onSuccess(socket -> {
      socket.textMessageHandler(text -> {
        var type = new JsonObject(text).getString("type");
        if ("ping".equals(type)) send(socket, new JsonObject().put("type", "pong"));
        if ("welcome".equals(type)) then.as(socket);
      });
      send(socket, new JsonObject().put("type", "sign_in").put("version", 1)
          .put("name", "Guest " + number.incrementAndGet()));
    });
  }

  private static void send(WebSocket socket, JsonObject words) {
    socket.writeTextMessage(words.encode());
  }
}
