package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What may be asked over HTTP, how often, and how long that may take. */
class HttpLimitsTest {

  private static final int LARGE = 50_000_000;
  private static final String END = " HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final Consumer<Router> ROUTES = router -> {
    router.get("/api/small").handler(asked -> asked.response().end("small"));
    router.get("/large").handler(asked -> asked.response().end(Buffer.buffer(
        new byte[LARGE])));
  };

  private static GatewayScene scene(GatewaySettings settings) throws Exception {
    return new GatewayScene(settings, List.of(ROUTES));
  }

  /** @param head how long the first request may take; other times are long */
  private static GatewaySettings times(Duration head, Duration answer, Duration idle) {
    var d = GatewayScene.sharing(new Shares(2, 0, 0, 0, 0), 0);
    return new GatewaySettings(d.host(), 0, List.of(), 100, 20, 40, 20, d.signIn(), d.ping(),
        d.silence(), 0, d.shares(), List.of(), new GatewaySettings.Http(head, answer, idle));
  }

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(500);

  private static double late(GatewayScene scene) {
    return scene.meters.get("hokm.connections.refused").tag("reason", "late").counter().count();
  }

  /** A byte every now and then keeps no connection. */
  @Test
  void aRequestWhoseHeadComesTooSlowlyIsNotWaitedFor() throws Exception {
    try (var scene = scene(times(SHORT, LONG, LONG));
        var slow = new RawSocket(scene.gateway.port());
        var silent = new RawSocket(scene.gateway.port())) {
      slow.write(RawFrame.utf8("GET / HTTP/1.1\r\nX: "));
      await().pollInterval(Duration.ofMillis(50)).atMost(Caller.PATIENCE).until(() -> ended(slow));
      assertThat(silent.ended()).isTrue();
      await().atMost(Caller.PATIENCE).until(() -> late(scene) == 2);
    }
  }

  private static boolean ended(RawSocket slow) {
    try {
      slow.write(RawFrame.utf8("x"));
      return false;
    } catch (IOException gone) {
      return true;
    }
  }

  @Test
  void aConnectionThatAsksNothingMoreIsClosed() throws Exception {
    try (var scene = scene(times(LONG, LONG, SHORT));
        var raw = new RawSocket(scene.gateway.port())) {
      assertThat(raw.ask("GET /nothing" + END)).startsWith("HTTP/1.1 404 ");
      raw.rest();
      assertThat(late(scene)).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatNobodyReadsIsGivenUp() throws Exception {
    try (var scene = scene(times(LONG, SHORT, LONG));
        var raw = new RawSocket(scene.gateway.port())) {
      raw.write(RawFrame.utf8("GET /large" + END));
      await().atMost(Caller.PATIENCE).until(() -> late(scene) == 1);
      assertThat(raw.rest()).isLessThan(LARGE);
    }
  }

  @Test
  void aWebSocketHasTimesOfItsOwn() throws Exception {
    try (var scene = scene(times(SHORT, SHORT, SHORT))) {
      var caller = scene.player("Ann");
      await().pollDelay(Duration.ofSeconds(2)).until(caller::open);
      assertThat(caller.settled().open()).isTrue();
      assertThat(late(scene)).isZero();
    }
  }

  @Test
  void anAddressHasTwiceAsManyConnectionsAsSocketsAndOnlyUntilTheyEnd() throws Exception {
    try (var scene = scene(times(LONG, LONG, LONG))) {
      var held = new RawSocket[4];
      for (int i = 0; i < held.length; i++) {
        held[i] = new RawSocket(scene.gateway.port());
        assertThat(held[i].ask("GET /nothing" + END)).startsWith("HTTP/1.1 404 ");
      }
      try (var fifth = new RawSocket(scene.gateway.port())) {
        assertThat(fifth.ended()).isTrue();
      }
      for (var each : held) each.close();
      await().ignoreExceptions().atMost(Caller.PATIENCE).until(() -> scene.player("Ann").open());
    }
  }

  @Test
  void theApiIsAskedSoOftenAndThePagesAreNotCounted() throws Exception {
    try (var scene = scene(GatewayScene.sharing(new Shares(0, 0, 0, 0, 1), 0));
        var raw = new RawSocket(scene.gateway.port())) {
      String refused;
      for (int i = 0; (refused = raw.ask("GET /api/small" + END)).contains(" 200 "); i++) {
        raw.body("small");
        assertThat(i).isLessThan(20);
      }
      assertThat(refused).startsWith("HTTP/1.1 429 ").containsIgnoringCase("Retry-After: 1");
      raw.body("{\"code\":\"too_fast\",\"message\":\"Your address asks faster than one may;"
          + " wait a moment.\"}");
      assertThat(raw.ask("GET /nothing" + END)).startsWith("HTTP/1.1 404 ");
      assertThat(scene.meters.get("hokm.requests.refused").counter().count()).isEqualTo(1);
      try (var other = new RawSocket(scene.gateway.port())) {
        assertThat(other.ask("GET /api/small HTTP/1.1\r\nHost: localhost\r\n"
            + "X-Forwarded-For: 198.51.100.2\r\n\r\n")).startsWith("HTTP/1.1 200 ");
      }
    }
  }

  @Test
  void aSessionInTheAddressIsRefused() throws Exception {
    try (var scene = new GatewayScene(); var raw = new RawSocket(scene.gateway.port())) {
      assertThat(raw.ask(RawSocket.upgrade("/ws?token=q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKi")))
          .startsWith("HTTP/1.1 400 ");
      assertThat(scene.sockets.get()).isZero();
      assertThat(scene.meters.get("hokm.connections.refused").tag("reason", "query").counter()
          .count()).isEqualTo(1);
    }
  }

  @Test
  void whatIsTooLongOrHasABodyIsRefused() throws Exception {
    try (var scene = new GatewayScene()) {
      answers(scene, "414", "GET /" + "x".repeat(3000) + END);
      answers(scene, "431", "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(9000)
          + "\r\n\r\n");
      answers(scene, "413", "POST /api HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\n");
      answers(scene, "413", "GET / HTTP/1.1\r\nHost: localhost\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n");
      answers(scene, "413", RawSocket.upgrade("/ws", "Content-Length: 70000"));
      answers(scene, "404", "GET /nothing HTTP/1.1\r\nHost: localhost\r\n"
          + "Content-Length: 0\r\n\r\n");
    }
  }

  private static void answers(GatewayScene scene, String status, String request)
      throws IOException {
    try (var raw = new RawSocket(scene.gateway.port())) {
      assertThat(raw.ask(request).substring("HTTP/1.1 ".length())).startsWith(status);
    } catch (EOFException | SocketException cut) {
      throw new AssertionError("No answer to " + request, cut);
    }
  }
}
