package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hokm.protocol.ErrorCode;
import hokm.room.Answer;
import hokm.room.ScriptedRooms;
import hokm.room.Tell.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Bad input, too much of it, and peers that are dead, deaf or from elsewhere. */
class LimitsTest {

  private static final Map<String, String> BAD = Map.ofEntries(
      Map.entry("hello", "not_json"),
      Map.entry("[1]", "not_json"),
      Map.entry("{\"type\":\"fly\",\"id\":\"1\"}", "unknown_type"),
      Map.entry("{\"type\":\"leave\",\"id\":\"1\",\"seat\":2}", "unknown_field"),
      Map.entry("{\"type\":\"leave\"}", "missing_field"),
      Map.entry("{\"type\":\"play_card\",\"id\":\"1\",\"card\":\"1H\"}", "bad_field"),
      Map.entry("{\"type\":\"sign_in\",\"version\":2,\"name\":\"A\"}", "wrong_version"),
      Map.entry("{\"type\":\"sign_in\",\"version\":1,\"name\":\"A\"}", "already_signed_in"),
      Map.entry("{\"type\":\"cancel_quick_match\",\"id\":\"1\"}", "not_in_queue"));

  private static final List<ErrorCode> REFUSALS = List.of(ErrorCode.CARD_NOT_HELD,
      ErrorCode.NOT_YOUR_TURN, ErrorCode.NOT_THE_HAKEM, ErrorCode.MUST_FOLLOW_SUIT,
      ErrorCode.ROOM_FULL, ErrorCode.NO_ROOM, ErrorCode.MATCH_OVER, ErrorCode.BUSY);

  @Test
  void badInputIsToldToItsSenderOnlyEachWithItsCode() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.with(100, 100, 50))) {
      var bad = scene.seated("Bad");
      var good = scene.seated("Good");
      int heard = good.settled().heard.size();
      BAD.forEach((text, code) -> {
        bad.say(text);
        var error = bad.hears("error");
        assertThat(error.getString("code")).as(text).isEqualTo(code);
        assertThat(error.getString("message")).as(text).isNotBlank();
      });
      int asked = scene.rooms.asks.size();
      for (ErrorCode refusal : REFUSALS) {
        scene.rooms.script = ask -> Future.succeededFuture(Answer.refused(refusal));
        bad.say("throw_in", "t");
        assertThat(bad.error()).isEqualTo(refusal.code());
      }
      assertThat(scene.rooms.asks).hasSize(asked + REFUSALS.size());
      assertThat(bad.open()).isTrue();
      assertThat(good.heard).hasSize(heard);
    }
  }

  @Test
  void aRoomThatIsFullOrUnknownKeepsNobodyFromTryingAnother() throws Exception {
    try (var scene = new GatewayScene()) {
      var caller = scene.player("Ann");
      for (ErrorCode no : List.of(ErrorCode.ROOM_FULL, ErrorCode.NO_ROOM, ErrorCode.SEAT_TAKEN)) {
        scene.rooms.script = ask -> Future.succeededFuture(Answer.refused(no));
        caller.say(join("1"));
        assertThat(caller.error()).isEqualTo(no.code());
      }
      scene.rooms.script = ask -> Future.succeededFuture(ScriptedRooms.agreeable(ask));
      assertThat(caller.say(join("2")).hears("accepted").getString("room"))
          .isEqualTo("K7PM2Q");
    }
  }

  private static JsonObject join(String id) {
    return new JsonObject().put("type", "join_room").put("id", id).put("room", "k7pm2q");
  }

  @Test
  void aFrameThatIsNotTextEndsItsSocket() throws Exception {
    try (var scene = new GatewayScene()) {
      var caller = scene.player("Ann");
      caller.sayBytes(Buffer.buffer(new byte[] {1, 2, 3}));
      assertThat(caller.error()).isEqualTo("not_text");
      assertThat(caller.closedWith()).isEqualTo(1003);
    }
  }

  @Test
  void aMessageOverFourKibibytesEndsItsSocketAndNoOther() throws Exception {
    try (var scene = new GatewayScene()) {
      var caller = scene.player("Ann");
      var other = scene.player("Bob");
      caller.say("x".repeat(4096));
      assertThat(caller.error()).isEqualTo("not_json");
      caller.say("é".repeat(2049));
      assertThat(caller.error()).isEqualTo("frame_too_large");
      assertThat(caller.closedWith()).isEqualTo(1009);
      var huge = scene.player("Eve");
      huge.say("x".repeat(1_000_000));
      assertThat(huge.closedWith()).isEqualTo(1009);
      var piecemeal = scene.player("Pam");
      for (int i = 0; i < 8; i++) piecemeal.sayPiece(i == 0, "x".repeat(1000));
      assertThat(piecemeal.closedWith()).isEqualTo(1009);
      assertThat(other.settled().open()).isTrue();
    }
  }

  @Test
  void aFloodIsToldToSlowDownAndThenCutOff() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.with(20, 40, 20))) {
      var caller = scene.player("Ann");
      var other = scene.seated("Bob");
      for (int i = 0; i < 500; i++) caller.say("{\"type\":\"pong\"}");
      assertThat(caller.error()).isEqualTo("too_fast");
      assertThat(caller.closedWith()).isEqualTo(1008);
      assertThat(caller.heard.get(caller.heard.size() - 1).getString("code"))
          .isEqualTo("too_many_errors");
      assertThat(caller.heard).hasSizeLessThan(30);
      assertThat(other.settled().types()).doesNotContain("error");
    }
  }

  @Test
  void whoStaysUnderTheRateIsNeverRefused() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.with(20, 40, 20))) {
      var caller = scene.player("Ann");
      for (int i = 0; i < 35; i++) caller.say("{\"type\":\"pong\"}");
      assertThat(caller.settled().types()).doesNotContain("error");
    }
  }

  @Test
  void repeatedAbuseClosesTheSocket() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.with(100, 100, 5))) {
      var caller = scene.player("Ann");
      for (int i = 0; i < 5; i++) assertThat(caller.say("nonsense").error()).isEqualTo("not_json");
      assertThat(caller.settled().open()).isTrue();
      caller.say("nonsense");
      assertThat(caller.closedWith()).isEqualTo(1008);
      assertThat(caller.heard.get(caller.heard.size() - 1).getString("code"))
          .isEqualTo("too_many_errors");
    }
  }

  @Test
  void aDeadPeerIsDroppedAndALiveIdleOneKept() throws Exception {
    var settings = GatewayScene.quick(Duration.ofSeconds(60), Duration.ofMillis(300),
        Duration.ofMillis(1500));
    try (var scene = new GatewayScene(settings)) {
      var idle = scene.seated("Idle");
      long from = System.nanoTime();
      var dead = silentSocket(scene);
      await().atMost(Duration.ofSeconds(15)).until(() -> scene.sockets.get() == 1);
      assertThat(System.nanoTime() - from).isGreaterThan(1_400_000_000L);
      dead.close();
      await().pollDelay(Duration.ofSeconds(3)).until(idle::open);
      assertThat(idle.settled().types()).doesNotContain("error");
    }
  }

  @Test
  void byDefaultADeadPeerIsNoticedWithinFifteenSeconds() {
    var settings = GatewaySettings.DEFAULT;
    assertThat(settings.silence().plus(settings.ping().dividedBy(8)))
        .isLessThanOrEqualTo(Duration.ofSeconds(15));
  }

  @Test
  void aSocketThatDoesNotAnswerIsAskedByAFrameToo() throws Exception {
    var settings = GatewayScene.quick(Duration.ofSeconds(60), Duration.ofMillis(300),
        Duration.ofSeconds(10));
    try (var scene = new GatewayScene(settings)) {
      var text = new StringBuffer();
      var socket = silentSocket(scene);
      socket.handler(bytes -> text.append(bytes.toString("ISO-8859-1")));
      await().atMost(Caller.PATIENCE).until(() -> text.indexOf("{\"type\":\"ping\"}") >= 0);
    }
  }

  /** A peer whose kernel still holds the connection, but who never says anything again. */
  private static NetSocket silentSocket(GatewayScene scene) throws Exception {
    var socket = scene.vertx.createNetClient().connect(scene.gateway.port(), "127.0.0.1")
        .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    int before = scene.sockets.get();
    socket.write("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n");
    await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() > before);
    return socket;
  }

  @Test
  void aSocketWithoutASessionIsNotKept() throws Exception {
    var settings = GatewayScene.quick(Duration.ofSeconds(3), Duration.ofMillis(200),
        Duration.ofSeconds(20));
    try (var scene = new GatewayScene(settings)) {
      var signedIn = scene.player("Ann");
      var caller = scene.dial();
      assertThat(caller.error()).isEqualTo("not_signed_in");
      assertThat(caller.closedWith()).isEqualTo(1008);
      assertThat(signedIn.settled().open()).isTrue();
    }
  }

  @Test
  void aClientThatDoesNotReadIsDropped() throws Exception {
    try (var scene = new GatewayScene()) {
      var deaf = scene.seated("Deaf");
      var attach = scene.attached(1);
      deaf.stopReading();
      var long64 = new JsonObject().put("type", "notice").put("x", "y".repeat(65_000)).encode();
      await().pollInterval(Duration.ofMillis(10)).atMost(Caller.PATIENCE).until(() -> {
        for (int i = 0; i < 20; i++) scene.tell(attach, Kind.NOTICE, 0, 0, long64);
        return scene.sockets.get() == 0;
      });
    }
  }

  @Test
  void theKernelKeepsLittleForWhoReadsNothing() throws Exception {
    try (var scene = new GatewayScene()) {
      var deaf = scene.seated("Deaf");
      var attach = scene.attached(1);
      deaf.stopReading();
      var kilobyte = new JsonObject().put("type", "notice").put("x", "y".repeat(1000)).encode();
      await().pollInterval(Duration.ofMillis(10)).atMost(Caller.PATIENCE).until(() -> {
        for (int i = 0; i < 20; i++) scene.tell(attach, Kind.NOTICE, 0, 0, kilobyte);
        return scene.sockets.get() == 0;
      });
      assertThat(scene.meters.get("hokm.frames.sent").counter().count()).isBetween(64.0, 700.0);
    }
  }

  @Test
  void aPageOfAnotherOriginMayNotConnect() throws Exception {
    try (var scene = new GatewayScene()) {
      assertThatThrownBy(() -> from(scene, "https://evil.example"))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UpgradeRejectedException.class)
          .cause().extracting("status").isEqualTo(403);
      assertThatThrownBy(() -> from(scene, "null")).isInstanceOf(ExecutionException.class);
      from(scene, "http://127.0.0.1:" + scene.gateway.port()).signIn("Ann");
    }
  }

  @Test
  void aPageThatTheOperatorNamedMayConnect() throws Exception {
    var d = GatewayScene.SETTINGS;
    var named = new GatewaySettings(d.host(), 0, List.of("https://hokm.example"), 100, 20, 40, 20,
        d.signIn(), d.ping(), d.silence());
    try (var scene = new GatewayScene(named)) {
      from(scene, "https://hokm.example").signIn("Ann");
      assertThatThrownBy(() -> from(scene, "https://hokm.example.evil"))
          .isInstanceOf(ExecutionException.class);
    }
  }

  private static Caller from(GatewayScene scene, String origin) throws Exception {
    return Caller.dial(scene.vertx, scene.gateway.port(),
        new WebSocketConnectOptions().addHeader("Origin", origin));
  }

  @Test
  void oneConnectionTooManyIsRefusedUntilAnotherEnds() throws Exception {
    var d = GatewayScene.SETTINGS;
    var two = new GatewaySettings(d.host(), 0, List.of(), 2, 20, 40, 20, d.signIn(), d.ping(),
        d.silence());
    try (var scene = new GatewayScene(two)) {
      var first = scene.player("Ann");
      scene.player("Bob");
      assertThatThrownBy(scene::dial).cause().extracting("status").isEqualTo(503);
      first.hangUp();
      await().atMost(Caller.PATIENCE).until(() -> scene.sockets.get() == 1);
      scene.player("Cid");
    }
  }

  @Test
  void thePageComesWithAStrictPolicyAndContributedRoutesAreServed() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.SETTINGS, List.of(router ->
        router.get("/extra").handler(asked -> asked.response().end("here"))))) {
      var page = get(scene, "/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).contains("<title>");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; script-src 'self'").doesNotContain("unsafe");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
      assertThat(get(scene, "/extra").body()).isEqualTo("here");
      for (String path : List.of("/nothing", "/locale", "/locale/", "/../web/index.html",
          "/%2e%2e/logback.xml", "/.hidden")) {
        assertThat(get(scene, path).statusCode()).as(path).isEqualTo(404);
      }
    }
  }

  @Test
  void aPageIsSentPackedAndOnlyWhenItHasChanged() throws Exception {
    try (var scene = new GatewayScene(GatewayScene.SETTINGS)) {
      var plain = get(scene, "/app.js");
      var packed = get(scene, "/app.js", "Accept-Encoding", "br, gzip");
      assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
      assertThat(packed.headers().firstValue("Content-Length").map(Integer::parseInt).orElseThrow())
          .isLessThan(plain.body().length() / 2);
      var tag = plain.headers().firstValue("ETag").orElseThrow();
      assertThat(packed.headers().firstValue("ETag")).contains(tag);
      assertThat(get(scene, "/app.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
      assertThat(get(scene, "/app.js", "If-None-Match", "W/\"old\"").statusCode()).isEqualTo(200);
    }
  }

  private static HttpResponse<String> get(GatewayScene scene, String path, String... headers)
      throws Exception {
    var asked = HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + scene.gateway.port() + path));
    if (headers.length > 0) asked.headers(headers);
    return HttpClient.newHttpClient().send(asked.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void framesAndRefusalsAreCounted() {
    var registry = new SimpleMeterRegistry();
    var meters = new GatewayMeters(registry);
    meters.frame();
    meters.frame();
    meters.refused(ErrorCode.NOT_JSON);
    assertThat(registry.get("hokm.frames.received").counter().count()).isEqualTo(2);
    assertThat(registry.get("hokm.refusals").tag("code", "not_json").counter().count())
        .isEqualTo(1);
  }
}
