package hokm.local;

import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Someone with a real socket who opens a room with three bots, and lets the clock play for him. */
final class Guest implements AutoCloseable {

  private static final Duration SOON = Duration.ofSeconds(40);

  private final Vertx vertx;
  private final String name;
  private final String device;
  private final WebSocketClient client;
  private final List<JsonObject> heard = new CopyOnWriteArrayList<>();
  private final List<String> gaps = new CopyOnWriteArrayList<>();
  private volatile long last;
  private volatile boolean closed;

  Guest(Vertx vertx, int port, String name) {
    this(vertx, port, name, secret());
  }

  private Guest(Vertx vertx, int port, String name, String device) {
    this.vertx = vertx;
    this.name = name;
    this.device = device;
    client = vertx.createWebSocketClient();
    client.connect(port, "127.0.0.1", "/ws").onSuccess(this::greet);
  }

  private static String secret() {
    var random = new byte[32];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** The same player on another socket, who only signs in. */
  Guest again(int port) {
    return new Guest(vertx, port, name, device);
  }

  private void greet(WebSocket socket) {
    socket.textMessageHandler(text -> hear(socket, new JsonObject(text)));
    socket.closeHandler(end -> closed = true);
    say(socket, "sign_in", new JsonObject().put("version", 1).put("name", name)
        .put("device", device));
  }

  private static void say(WebSocket socket, String type, JsonObject with) {
    socket.writeTextMessage(with.put("type", type).encode());
  }

  private void hear(WebSocket socket, JsonObject frame) {
    heard.add(frame);
    switch (frame.getString("type")) {
      case "welcome" -> {
        if (!frame.containsKey("room")) {
          say(socket, "create_room", new JsonObject().put("id", "c1"));
        }
      }
      case "view" -> {
        if (last == 0) say(socket, "add_bots", new JsonObject().put("id", "c2"));
        else if (frame.getLong("n") != last) gaps.add("a view of " + frame.getLong("n"));
        last = frame.getLong("n");
      }
      case "events" -> frame.getJsonArray("events").forEach(each -> {
        long n = ((JsonObject) each).getLong("n");
        if (n != last + 1) gaps.add(n + " after " + last);
        last = n;
      });
      default -> { }
    }
  }

  /** Waits until he is dealt cards. */
  void plays() {
    await().atMost(SOON).until(() -> heard.stream().anyMatch(frame ->
        frame.encode().contains("\"cards_dealt\"")));
  }

  JsonObject hears(String type) {
    await().atMost(SOON).until(() -> heard.stream().anyMatch(frame ->
        frame.getString("type").equals(type)));
    return heard.stream().filter(frame -> frame.getString("type").equals(type)).findFirst()
        .orElseThrow();
  }

  JsonObject first() {
    await().atMost(SOON).until(() -> !heard.isEmpty());
    return heard.get(0);
  }

  String room() {
    return hears("view").getString("room");
  }

  String player() {
    return hears("welcome").getString("player");
  }

  String token() {
    return device;
  }

  /** The number of the newest event. */
  long last() {
    return last;
  }

  /** What was told doubly, or left out. */
  List<String> gaps() {
    return gaps;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public void close() {
    client.close();
  }
}
