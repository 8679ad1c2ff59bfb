package hokm.gateway;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A real WebSocket client that says what the test says and keeps all that it hears. */
final class Caller {

  static final Duration PATIENCE = Duration.ofSeconds(20);

  final List<JsonObject> heard = new CopyOnWriteArrayList<>();
  private final WebSocketClient client;
  private final WebSocket socket;
  private int read;
  private volatile int closed;
  private String token = "";

  private Caller(WebSocketClient client, WebSocket socket) {
    this.client = client;
    this.socket = socket;
    socket.closeHandler(v -> closed = socket.closeStatusCode() == null ? 1006
        : socket.closeStatusCode());
    socket.exceptionHandler(broken -> { });
    socket.textMessageHandler(text -> heard.add(new JsonObject(text)));
    socket.resume();
  }

  /** @return fails with UpgradeRejectedException where the server lets nobody in */
  static Caller dial(Vertx vertx, int port, WebSocketConnectOptions options) throws Exception {
    var client = vertx.createWebSocketClient(new WebSocketClientOptions());
    var made = client.connect(options.setHost("127.0.0.1").setPort(port).setURI("/ws"))
        .map(socket -> {
          // What is heard before the handlers are there would be lost.
          socket.pause();
          return new Caller(client, socket);
        });
    return made.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  Caller signIn(String name) {
    say(new JsonObject().put("type", "sign_in").put("version", 1).put("name", name));
    token = hears("welcome").getString("token");
    return this;
  }

  Caller resume(String with) {
    say(new JsonObject().put("type", "resume").put("version", 1).put("token", with));
    token = with;
    return this;
  }

  String token() {
    return token;
  }

  Caller say(JsonObject message) {
    return say(message.encode());
  }

  Caller say(String text) {
    socket.writeTextMessage(text);
    return this;
  }

  Caller say(String type, String id) {
    return say(new JsonObject().put("type", type).put("id", id));
  }

  /** One frame of a message that is never ended. */
  void sayPiece(boolean first, String text) {
    socket.writeFrame(first ? WebSocketFrame.textFrame(text, false)
        : WebSocketFrame.continuationFrame(Buffer.buffer(text), false));
  }

  void sayBytes(Buffer bytes) {
    socket.writeBinaryMessage(bytes);
  }

  /** The next frame of this type, among those not read yet; others before it are passed over. */
  JsonObject hears(String type) {
    var found = new JsonObject[1];
    await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> {
      while (read < heard.size()) {
        var frame = heard.get(read++);
        if (frame.getString("type").equals(type)) {
          found[0] = frame;
          return true;
        }
      }
      return false;
    });
    return found[0];
  }

  /** The code of the next error. */
  String error() {
    return hears("error").getString("code");
  }

  /** Waits until the server has dealt with all that was said before. */
  Caller settled() {
    say("{\"type\":\"ping\"}");
    hears("pong");
    return this;
  }

  List<String> types() {
    return heard.stream().map(frame -> frame.getString("type")).toList();
  }

  boolean open() {
    return closed == 0;
  }

  /** Waits for the end. @return the close code that the server gave */
  int closedWith() {
    await().pollInterval(Duration.ofMillis(5)).atMost(PATIENCE).until(() -> closed != 0);
    return closed;
  }

  void stopReading() {
    socket.pause();
  }

  void hangUp() {
    socket.close();
    client.close();
  }
}
