package hokm.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GateTest {

  private static final String HOST = "127.0.0.1";
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicReference<String> served = new AtomicReference<>("");
  private Gate gate;

  /** What a client has: all that it was answered, and whether its connection has ended. */
  private static final class Caller {
    private final NetSocket socket;
    private volatile String heard = "";
    private volatile boolean ended;

    Caller(NetSocket socket) {
      this.socket = socket;
      socket.handler(bytes -> heard += bytes);
      socket.closeHandler(end -> ended = true);
      socket.exceptionHandler(broken -> ended = true);
    }
  }

  @BeforeEach
  void open() throws Exception {
    var echo = get(vertx.createNetServer().connectHandler(socket -> socket.handler(bytes -> {
      served.accumulateAndGet(bytes.toString(), String::concat);
      socket.write(bytes);
    })).listen(0, HOST));
    gate = Gate.open(vertx, SocketAddress.inetSocketAddress(0, HOST),
        SocketAddress.inetSocketAddress(echo.actualPort(), HOST));
  }

  @AfterEach
  void close() throws Exception {
    get(vertx.close());
  }

  @Test
  void whatIsSentWhileAWayIsCutArrivesInOrderWhenItIsMended() throws Exception {
    var caller = call();
    say(caller, "a");
    await().atMost(SOON).until(() -> caller.heard.equals("a"));
    gate.stall(true, true);
    say(caller, "b");
    var late = call();
    say(late, "c");
    await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> served.get().equals("a"));
    gate.mend();
    await().atMost(SOON).until(() -> caller.heard.equals("ab") && late.heard.equals("c"));
    assertThat(caller.ended).isFalse();
  }

  @Test
  void aWayThatIsCutOneWayStillLetsTheOtherPass() throws Exception {
    var caller = call();
    gate.stall(false, true);
    say(caller, "a");
    await().atMost(SOON).until(() -> served.get().equals("a"));
    assertThat(caller.heard).isEmpty();
    gate.mend();
    await().atMost(SOON).until(() -> caller.heard.equals("a"));
  }

  @Test
  void whoIsStrandedHearsNothingMoreAndOthersPass() throws Exception {
    var caller = call();
    say(caller, "a");
    await().atMost(SOON).until(() -> caller.heard.equals("a"));
    gate.strand();
    say(caller, "b");
    var other = call();
    say(other, "c");
    await().atMost(SOON).until(() -> other.heard.equals("c"));
    assertThat(caller.heard).isEqualTo("a");
    assertThat(caller.ended).isFalse();
    gate.clear();
    await().atMost(SOON).until(() -> caller.ended);
    assertThat(other.ended).isFalse();
  }

  @Test
  void aResetBreaksEveryConnection() throws Exception {
    var caller = call();
    say(caller, "a");
    await().atMost(SOON).until(() -> caller.heard.equals("a"));
    assertThat(gate.reset()).isEqualTo(1);
    await().atMost(SOON).until(() -> caller.ended);
  }

  private Caller call() throws Exception {
    return new Caller(get(vertx.createNetClient().connect(gate.port(), HOST)));
  }

  private static void say(Caller caller, String text) {
    caller.socket.write(text);
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
