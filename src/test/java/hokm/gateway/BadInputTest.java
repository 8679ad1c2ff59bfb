package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.net.NetClient;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each fault of a socket has its code and is that socket's own. */
class BadInputTest {

  private static final String ROOM = "K7PM2Q";
  private static final Duration LONG = Duration.ofMinutes(1);

  private GatewayScene scene;

  @AfterEach
  void stop() {
    scene.close();
  }

  private void calm() {
    scene = new GatewayScene(GatewayScene.calm());
  }

  private void strict(int rate, int burst, int errors) {
    scene = new GatewayScene(GatewayScene.settings(rate, burst, errors, LONG, LONG,
        LONG.multipliedBy(2)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', value = {
      "what?                                                        # not_json",
      "{\"type\":\"fly\",\"id\":\"c\"}                              # unknown_type",
      "{\"type\":\"leave\",\"id\":\"c\",\"seat\":1}                 # unknown_field",
      "{\"type\":\"play_card\",\"id\":\"c\"}                        # missing_field",
      "{\"type\":\"play_card\",\"id\":\"c\",\"card\":\"ZZ\"}        # bad_field",
      "{\"type\":\"sign_in\",\"version\":9,\"name\":\"A\"}          # wrong_version",
      "{\"type\":\"sign_in\",\"version\":1,\"name\":\"A\"}          # already_signed_in",
      "{\"type\":\"resume\",\"version\":1,\"token\":\"token1\"}     # already_signed_in",
      "{\"type\":\"create_room\",\"id\":\"c\"}                      # already_in_room",
      "{\"type\":\"join_room\",\"id\":\"c\",\"room\":\"ABC\"}       # already_in_room",
      "{\"type\":\"quick_match\",\"id\":\"c\"}                      # already_in_room"})
  void aBadFrameIsAnsweredWithItsCodeAndNobodyElseNotices(String frame, String code) {
    calm();
    var other = scene.seated("Farhad", ROOM, 1);
    var visitor = scene.seated("Shirin", ROOM, 1);
    int before = scene.rooms.asked.size();
    visitor.raw(frame).isRefused(code);
    visitor.hearsNothingElse();
    other.hearsNothingElse();
    assertThat(scene.rooms.asked).hasSize(before);
    assertThat(scene.sessions.byToken).hasSize(2);
  }

  @Test
  void nothingIsDoneForWhoHasNotSignedIn() {
    calm();
    scene.visitor().say("create_room", "id", "c").isRefused("not_signed_in");
    scene.visitor().raw("{\"type\":\"sync\",\"lastSeen\":1}").isRefused("not_signed_in");
    assertThat(scene.rooms.asked).isEmpty();
  }

  @Test
  void neitherAStaleTokenNorAPublicIdOpensASeat() {
    calm();
    scene.seated("Shirin", ROOM, 1);
    scene.visitor().raw("{\"type\":\"resume\",\"version\":1,\"token\":\"old\"}")
        .isRefused("bad_token");
    scene.visitor().raw("{\"type\":\"resume\",\"version\":1,\"token\":\"player1\"}")
        .isRefused("bad_token");
    assertThat(scene.rooms.asked).hasSize(2);
  }

  @Test
  void bytesAreNotRead() {
    calm();
    var visitor = scene.guest("Shirin");
    visitor.sayBytes("{\"type\":\"ping\"}".getBytes()).isRefused("not_text");
    visitor.hearsNothingElse();
  }

  @Test
  void aFrameOverSixteenKibibytesIsRefusedAndItsSocketClosed() {
    calm();
    var other = scene.seated("Farhad", ROOM, 1);
    var visitor = scene.guest("Shirin");
    visitor.raw("\"" + "x".repeat(16_382) + "\"").isRefused("not_json");
    visitor.raw("\"" + "é".repeat(8_192) + "\"").isRefused("frame_too_large");
    visitor.isClosed(1009);
    other.hearsNothingElse();
  }

  @Test
  void aHugeFrameClosesItsSocketAndNoOther() {
    calm();
    var other = scene.seated("Farhad", ROOM, 1);
    var visitor = scene.guest("Shirin").raw("x".repeat(50_000));
    await().atMost(10, TimeUnit.SECONDS).until(visitor::closed);
    other.hearsNothingElse();
    await().until(() -> scene.sockets.get() == 1);
  }

  @Test
  void aFloodIsRefusedMessageByMessage() {
    strict(1, 5, 100);
    var visitor = scene.visitor();
    for (int i = 0; i < 6; i++) visitor.say("ping");
    for (int i = 0; i < 5; i++) visitor.hears("pong");
    visitor.isRefused("too_fast");
  }

  @Test
  void repeatedAbuseClosesTheSocket() {
    strict(1000, 1000, 3);
    var other = scene.seated("Farhad", ROOM, 1);
    var visitor = scene.visitor();
    for (int i = 0; i < 4; i++) visitor.raw("nonsense").isRefused("not_json");
    visitor.isRefused("too_many_errors");
    visitor.isClosed(1008);
    other.hearsNothingElse();
  }

  @Test
  void whoDoesNotSignInInTimeIsDropped() {
    scene = new GatewayScene(GatewayScene.settings(100, 100, 100, Duration.ofMillis(200),
        Duration.ofMillis(100), LONG));
    var guest = scene.guest("Farhad");
    var visitor = scene.visitor();
    visitor.isRefused("not_signed_in");
    visitor.isClosed(1008);
    guest.hearsNothingElse();
  }

  @Test
  void aSilentPeerIsDroppedWhileALiveIdleOneStays() {
    scene = new GatewayScene(GatewayScene.settings(100, 100, 100, LONG, Duration.ofMillis(200),
        Duration.ofMillis(800)));
    var idle = scene.guest("Farhad");
    NetClient net = scene.vertx.createNetClient();
    var dropped = new AtomicInteger();
    for (int i = 1; i <= 2; i++) {
      int more = i;
      connectAndSayNothing(net, dropped);
      await().atMost(10, TimeUnit.SECONDS).until(() -> dropped.get() == more);
    }
    assertThat(idle.closed()).isFalse();
    idle.hearsNothingElse();
    await().until(() -> scene.sockets.get() == 1);
  }

  /** A WebSocket by hand, since a library would answer the pings. */
  private void connectAndSayNothing(NetClient net, AtomicInteger dropped) {
    var socket = GatewayScene.get(net.connect(scene.port(), "127.0.0.1"));
    socket.handler(pings -> { });
    socket.closeHandler(gone -> dropped.incrementAndGet());
    socket.write("GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
        + Base64.getEncoder().encodeToString(new byte[16]) + "\r\n\r\n");
  }
}
