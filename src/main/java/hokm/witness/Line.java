package hokm.witness;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * A client's way to the server: opens a socket, opens the next when one is lost, and takes a
 * socket that says nothing for lost. All calls come from one context.
 */
final class Line {

  /** Who is at the client's end. */
  interface Ear {
    void opened();

    void heard(String text);

    /** Once, when no socket could be opened for the settings' longest time. */
    void gaveUp(String why);
  }

  /**
   * @param servers tried in turn, from a random one on
   * @param quiet a socket that said nothing for so long is pinged
   * @param dead a socket that said nothing for so long is given up
   * @param retryMost the longest wait before the next attempt, jitter aside
   * @param giveUp how long attempts go on without one socket that opens
   */
  record Settings(List<SocketAddress> servers, Duration connect, Duration quiet, Duration dead,
      Duration retry, Duration retryMost, Duration giveUp) {

    static Settings to(List<SocketAddress> servers) {
      return new Settings(servers, Duration.ofSeconds(2), Duration.ofSeconds(1),
          Duration.ofSeconds(3), Duration.ofMillis(50), Duration.ofSeconds(1),
          Duration.ofSeconds(45));
    }
  }

  private static final long WATCH_MS = 250;

  private final Vertx vertx;
  private final Settings settings;
  private final Random chance;
  private final Ear ear;
  // A client that is only a local is closed by the collector during its handshake.
  private final WebSocketClient client;
  private WebSocket socket;
  private int turn;
  private int opened;
  private int attempt;
  private int failures;
  private long heardNanos;
  private long lostNanos;
  private long watch = -1;
  private boolean closed;

  Line(Vertx vertx, Settings settings, Random chance, Ear ear) {
    this.vertx = vertx;
    this.settings = settings;
    this.chance = chance;
    this.ear = ear;
    this.turn = chance.nextInt(settings.servers().size());
    this.client = vertx.createWebSocketClient(new WebSocketClientOptions()
        .setConnectTimeout((int) settings.connect().toMillis()));
  }

  void open() {
    lostNanos = System.nanoTime();
    watch = vertx.setPeriodic(WATCH_MS, tick -> look());
    connect();
  }

  private void connect() {
    int mine = ++attempt;
    var server = settings.servers().get(turn++ % settings.servers().size());
    client.connect(server.port(), server.host(), "/ws")
        .onSuccess(fresh -> {
          if (mine == attempt && !closed) take(fresh, mine);
          else fresh.close();
        })
        .onFailure(refused -> lost(mine, refused.getMessage()));
    vertx.setTimer(settings.connect().toMillis(), late -> {
      if (socket == null) lost(mine, "no socket within its deadline");
    });
  }

  private void take(WebSocket fresh, int mine) {
    socket = fresh;
    opened++;
    heardNanos = System.nanoTime();
    fresh.textMessageHandler(text -> {
      if (mine != attempt) return;
      heardNanos = System.nanoTime();
      ear.heard(text);
    });
    fresh.exceptionHandler(broken -> lost(mine, broken.getMessage()));
    fresh.closeHandler(gone -> lost(mine, "the socket was closed"));
    ear.opened();
  }

  private void lost(int which, String why) {
    if (which != attempt || closed) return;
    if (socket != null) lostNanos = System.nanoTime();
    socket = null;
    attempt++;
    if (since(lostNanos).compareTo(settings.giveUp()) > 0) {
      close();
      ear.gaveUp("No server could be reached for " + settings.giveUp().toSeconds() + " s: " + why);
      return;
    }
    vertx.setTimer(pause(), again -> {
      if (!closed) connect();
    });
  }

  /** Twice as long after each failure, and half of it left to chance. */
  private long pause() {
    long full = Math.min(settings.retryMost().toMillis(),
        settings.retry().toMillis() << Math.min(failures++, 6));
    return 1 + full / 2 + chance.nextInt((int) full / 2 + 1);
  }

  private void look() {
    if (socket == null) return;
    var silence = since(heardNanos);
    if (silence.compareTo(settings.dead()) > 0) drop();
    else if (silence.compareTo(settings.quiet()) > 0) send("{\"type\":\"ping\"}");
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }

  /** Gives this socket up and opens another. */
  void drop() {
    var old = socket;
    lost(attempt, "the server said nothing");
    if (old != null) old.close();
  }

  /** The server knows the client again: the next loss is a first one. */
  void settled() {
    failures = 0;
  }

  /** Into the void while there is no socket. */
  void send(String text) {
    if (socket != null) socket.writeTextMessage(text);
  }

  /** How many sockets were opened. */
  int sockets() {
    return opened;
  }

  void close() {
    if (closed) return;
    closed = true;
    if (watch >= 0) vertx.cancelTimer(watch);
    if (socket != null) socket.close();
    client.shutdown(1, TimeUnit.SECONDS);
  }
}
