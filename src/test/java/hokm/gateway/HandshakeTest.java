package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.health.Metrics;
import io.netty.channel.ChannelDuplexHandler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where HTTP ends and the WebSocket begins, and where the WebSocket ends. */
class HandshakeTest {

  private static final int PINGS = 1000;
  private static final int NEVER = 1_000_000_000;
  private static final RawFrame SIGN_IN =
      RawFrame.of(RawFrame.TEXT, "{\"type\":\"sign_in\",\"version\":1,\"name\":\"Ann\"}");

  @Test
  void forHttpTheConnectionEndsWhereTheSocketBegins() throws Exception {
    var metrics = new Metrics();
    var vertx = Vertx.builder().with(metrics.addTo(new VertxOptions()))
        .withMetrics(metrics.factory()).build();
    try {
      var server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
          .requestHandler(asked -> asked.end().onSuccess(whole -> {
            if ("/ws".equals(asked.path())) Handshake.answer(asked, new ChannelDuplexHandler());
            else asked.response().end("page");
          }))
          .listen().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      var page = new RawSocket(server.actualPort());
      page.ask("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
      opens(metrics, 1);
      var socket = RawSocket.open(server.actualPort());
      opens(metrics, 1);
      page.close();
      opens(metrics, 0);
      socket.close();
      RawSocket.open(server.actualPort()).close();
      opens(metrics, 0);
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  private static void opens(Metrics metrics, int connections) {
    await().atMost(Caller.PATIENCE).untilAsserted(() -> assertThat(metrics.registry()
        .get("vertx.http.server.active.connections").gauges().stream()
        .mapToDouble(each -> each.value()).sum()).isEqualTo(connections));
  }

  /** Nothing is lost in silence: who did not wait is told that this was wrong. */
  @Test
  void whoSpeaksBeforeTheAnswerIsRefused() throws Exception {
    try (var scene = new GatewayScene(); var raw = new RawSocket(scene.gateway.port())) {
      var both = new ByteArrayOutputStream();
      both.writeBytes(RawSocket.upgrade("/ws").getBytes(StandardCharsets.US_ASCII));
      both.writeBytes(SIGN_IN.bytes());
      raw.write(both.toByteArray());
      assertThat(raw.head()).startsWith("HTTP/1.1 101 ");
      assertThat(raw.story()).isEqualTo(Conformance.BAD);
      await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() == 0);
    }
  }

  /** Some send it on two lines, of which a decoder makes a space before it. */
  @Test
  void aKeyOnTwoLinesIsOneKey() throws Exception {
    try (var scene = new GatewayScene(); var raw = new RawSocket(scene.gateway.port())) {
      assertThat(raw.ask(RawSocket.upgrade("/ws").replace("Key: ", "Key:\r\n ")))
          .startsWith("HTTP/1.1 101 ").contains("ICX+Yqv66kxgM0FcWaLWlFLwTAI=");
      assertThat(raw.story()).isEqualTo(Conformance.OPEN);
    }
  }

  @Test
  void whenTheClientSaysGoodbyeTheServerHangsUpAtOnce() throws Exception {
    try (var scene = new GatewayScene(); var raw = RawSocket.open(scene.gateway.port())) {
      raw.write(RawFrame.close(1000, "").bytes());
      assertThat(raw.heard()).isEqualTo("closed 1000");
      assertThat(raw.silentFor(2000)).isFalse();
    }
  }

  @Test
  void whoPingsAndReadsNoAnswerIsDropped() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.with(NEVER, NEVER, NEVER));
        var raw = RawSocket.open(scene.gateway.port())) {
      var pings = new ByteArrayOutputStream();
      var ping = RawFrame.of(RawFrame.PING, new byte[125]).bytes();
      for (int i = 0; i < PINGS; i++) pings.writeBytes(ping);
      await().pollInterval(Duration.ofMillis(1)).atMost(Caller.PATIENCE).until(() -> {
        raw.write(pings.toByteArray());
        return scene.meters.get("hokm.sockets.closed").tag("reason", "too_slow").counter()
            .count() == 1;
      });
    }
  }

  @Test
  void aServerThatStopsLetsItsClientsSayTheirLastWord() throws Exception {
    try (var scene = new GatewayScene(); var raw = RawSocket.open(scene.gateway.port())) {
      var stopped = CompletableFuture.runAsync(() -> {
        try {
          scene.stopGateway();
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      });
      assertThat(raw.heard()).isEqualTo("server_leaving closed 1012");
      assertThat(raw.silentFor(500)).isTrue();
      raw.write(RawFrame.close(1012, "").bytes());
      assertThat(raw.ended()).isTrue();
      stopped.get(20, TimeUnit.SECONDS);
    }
  }
}
