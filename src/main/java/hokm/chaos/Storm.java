package hokm.chaos;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Many guests who come, break off together, and all come back in the same moment. */
final class Storm {

  private static final int GUESTS = 500;
  private static final int PATIENCE_SECONDS = 30;

  private final List<SocketAddress> doors;
  // One that is only a local is closed by the collector.
  private final WebSocketClient client;
  private final AtomicInteger away = new AtomicInteger();
  private final AtomicLong back = new AtomicLong();
  private final AtomicLong turnedAway = new AtomicLong();

  Storm(Vertx vertx, List<SocketAddress> doors) {
    this.doors = doors;
    this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
        .setMaxConnections(GUESTS * 2));
  }

  /** Returns at once. @return how many guests there are in it */
  int blow() {
    away.addAndGet(GUESTS);
    for (int i = 0; i < GUESTS; i++) guest(i);
    return GUESTS;
  }

  /** Whether all have come back, or were given up. */
  boolean over() {
    return away.get() == 0;
  }

  /** Of all storms, who came back and who did not. */
  Map<String, Long> figures() {
    return Map.of("stormGuestsBack", back.get(), "stormGuestsTurnedAway", turnedAway.get());
  }

  private void guest(int number) {
    var arrived = new ArrayList<WebSocket>();
    hello(number, new JsonObject().put("type", "sign_in").put("version", 1)
        .put("name", "Guest " + number), "welcome", arrived)
        .compose(welcome -> {
          arrived.forEach(WebSocket::close);
          arrived.clear();
          return hello(number + 1, new JsonObject().put("type", "resume").put("version", 1)
              .put("token", welcome.getString("token")), "resumed", arrived);
        })
        .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .onComplete(done -> {
          arrived.forEach(WebSocket::close);
          (done.succeeded() ? back : turnedAway).incrementAndGet();
          away.decrementAndGet();
        });
  }

  /** @return the frame of that type */
  private Future<JsonObject> hello(int number, JsonObject words, String type,
      List<WebSocket> sockets) {
    Promise<JsonObject> answer = Promise.promise();
    var door = doors.get(number % doors.size());
    client.connect(door.port(), door.host(), "/ws").onFailure(answer::tryFail)
        .onSuccess(socket -> {
          sockets.add(socket);
          socket.textMessageHandler(text -> {
            var frame = new JsonObject(text);
            if (type.equals(frame.getString("type"))) answer.tryComplete(frame);
          });
          socket.closeHandler(gone -> answer.tryFail("The socket was closed."));
          socket.exceptionHandler(answer::tryFail);
          socket.writeTextMessage(words.encode());
        });
    return answer.future();
  }
}
