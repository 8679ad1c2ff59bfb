package hokm.local;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Guests who are just there, from 127.0.0.1 to 127.0.0.8, and come back when cut off. */
final class Crowd implements AutoCloseable {

  private static final int ADDRESSES = 8;
  private static final int EACH = 1000;
  private static final long AGAIN_MILLIS = 200;

  private final Vertx vertx = Vertx.vertx();
  private final List<WebSocketClient> clients = new ArrayList<>();
  private final int port;
  private final AtomicInteger here = new AtomicInteger();
  private final AtomicInteger cut = new AtomicInteger();
  private volatile boolean closing;

  Crowd(int port) {
    this.port = port;
    for (int i = 1; i <= ADDRESSES; i++) clients.add(from("127.0.0." + i));
  }

  private WebSocketClient from(String address) {
    var options = new WebSocketClientOptions().setMaxConnections(EACH);
    options.setLocalAddress(address);
    return vertx.createWebSocketClient(options);
  }

  /** How many are signed in now. */
  int here() {
    return here.get();
  }

  /** How often somebody was cut off. */
  int cut() {
    return cut.get();
  }

  void come(int guests) {
    for (int i = 0; i < guests; i++) guest(i);
  }

  private void guest(int number) {
    connect(clients.get(number % ADDRESSES)).onFailure(e -> again(number)).onSuccess(socket -> {
      var welcome = new AtomicInteger();
      socket.textMessageHandler(text -> {
        if (text.contains("\"welcome\"") && welcome.getAndSet(1) == 0) here.incrementAndGet();
      });
      socket.closeHandler(closed -> {
        if (welcome.get() == 1) {
          here.decrementAndGet();
          if (!closing) cut.incrementAndGet();
        }
        again(number);
      });
      socket.writeTextMessage(new JsonObject().put("type", "sign_in").put("version", 1)
          .put("name", "Guest " + number).encode());
    });
  }

  private void again(int number) {
    if (!closing) vertx.setTimer(AGAIN_MILLIS, due -> guest(number));
  }

  private Future<WebSocket> connect(WebSocketClient client) {
    return client.connect(new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port)
        .setURI("/ws").setTimeout(10_000));
  }

  /** One new connection every few ms. @return how long each took, in ms; -1 for one that failed */
  Queue<Long> newcomers(int count, long everyMillis) {
    var taken = new ConcurrentLinkedQueue<Long>();
    var sent = new AtomicInteger();
    vertx.setPeriodic(1, everyMillis, timer -> {
      int number = sent.getAndIncrement();
      if (number >= count) {
        vertx.cancelTimer(timer);
        return;
      }
      long began = System.nanoTime();
      connect(clients.get(number % ADDRESSES)).onComplete(done -> {
        taken.add(done.succeeded() ? (System.nanoTime() - began) / 1_000_000 : -1);
        if (done.succeeded()) done.result().close();
      });
    });
    return taken;
  }

  /** From one address that nobody else has. @return whether the next was let in */
  boolean lets(int sockets) throws Exception {
    var client = from("127.0.0.99");
    // All at once, for who does not sign in is cut off after 5 s.
    Future.all(Stream.generate(() -> connect(client)).limit(sockets).toList())
        .await(10, TimeUnit.SECONDS);
    return connect(client).map(true).otherwise(false).await(10, TimeUnit.SECONDS);
  }

  /** Nobody who is cut off from now on comes back. */
  void goHome() {
    closing = true;
  }

  @Override
  public void close() {
    goHome();
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS)
        .join();
  }
}
