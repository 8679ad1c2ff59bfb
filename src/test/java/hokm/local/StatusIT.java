package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The status as a person at this machine gets it, while a node with a room on it is killed. */
class StatusIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final String NAME = "Zarathustra";

  @TempDir
  private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  /** The guest's room, token and id. */
  private final AtomicReference<String> room = new AtomicReference<>();
  private final AtomicReference<JsonObject> welcome = new AtomicReference<>();

  @Test
  void aKilledNodeIsToldOfByTheOthersAndFindsTheHourAgainWhenItIsBack() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    var vertx = Vertx.vertx();
    // Nobody listens there: what is looked at here goes on without PostgreSQL.
    var settings = new StackSettings(folder, 2, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.of("127.0.0.1:" + FreePorts.any()),
        // The guest plays no card, and must not hold the match up.
        Map.of("HOKM_BOT_DELAY_MS", "50", "HOKM_TURN_MS", "1000", "HOKM_BANK_MS", "0"),
        line -> { });
    try (var stack = Stack.start(settings)) {
      play(vertx, stack.balancerPort());
      await().atMost(SOON).until(() -> hosts(stack.balancerPort()).size() == 1
          && moves(stack.balancerPort()) > 0);
      assertNothingLeaks(stack.balancerPort());
      var dead = hosts(stack.balancerPort()).get(0);
      var killed = stack.nodes().stream().filter(node -> node.id().equals(dead)).findFirst()
          .orElseThrow();
      long first = get(stack.balancerPort(), "/history").getLong("first");
      killed.kill();
      var survivor = stack.nodes().stream().filter(node -> node != killed).findFirst()
          .orElseThrow();
      await().atMost(SOON).until(() -> marks(survivor.port())
          .containsAll(List.of("lost " + dead, "taken_over " + survivor.id())));
      await().atMost(SOON).until(() -> !killed.id().equals(dead) && killed.ok("/health/ready")
          && marks(killed.port()).contains("joined " + killed.id()));
      assertThat(marks(killed.port())).as("what happened before it was there")
          .contains("lost " + dead, "taken_over " + survivor.id());
      assertThat(get(killed.port(), "/history").getLong("first")).isEqualTo(first);
    } finally {
      vertx.close().await(10, TimeUnit.SECONDS);
    }
  }

  /** A guest and three bots. */
  private void play(Vertx vertx, int port) throws Exception {
    vertx.createWebSocketClient().connect(port, "127.0.0.1", "/ws").onSuccess(socket -> {
      socket.textMessageHandler(text -> hear(socket, new JsonObject(text)));
      send(socket, "sign_in", new JsonObject().put("version", 1).put("name", NAME));
    }).await(10, TimeUnit.SECONDS);
  }

  private void hear(WebSocket socket, JsonObject frame) {
    if ("welcome".equals(frame.getString("type"))) {
      welcome.set(frame);
      send(socket, "create_room", new JsonObject().put("id", "c1"));
    } else if ("view".equals(frame.getString("type"))
        && room.compareAndSet(null, frame.getString("room"))) {
      send(socket, "add_bots", new JsonObject().put("id", "c2"));
    }
  }

  private static void send(WebSocket socket, String type, JsonObject with) {
    socket.writeTextMessage(with.put("type", type).encode());
  }

  private void assertNothingLeaks(int port) throws Exception {
    for (String path : List.of("", "/history")) {
      assertThat(get(port, path).encode()).doesNotContain(NAME, room.get(),
          welcome.get().getString("token"), welcome.get().getString("player"));
    }
  }

  private List<String> hosts(int port) throws Exception {
    return each(get(port, "").getJsonArray("nodes"))
        .filter(node -> node.getInteger("rooms") > 0).map(node -> node.getString("node")).toList();
  }

  private double moves(int port) throws Exception {
    return get(port, "/history").getJsonArray("moves").stream().filter(Double.class::isInstance)
        .mapToDouble(Double.class::cast).sum();
  }

  private List<String> marks(int port) throws Exception {
    return each(get(port, "/history").getJsonArray("marks"))
        .map(mark -> mark.getString("kind") + " " + mark.getString("about")).toList();
  }

  private static Stream<JsonObject> each(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private JsonObject get(int port, String path) throws IOException, InterruptedException {
    var answer = http.send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + port + "/api/status" + path))
        .timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }
}
