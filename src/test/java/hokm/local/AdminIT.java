package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to a real cluster under play, mostly asked of a node that is not concerned. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AdminIT {

  private static final Duration SOON = Duration.ofSeconds(40);
  private static final int LAST = 9;

  @TempDir
  private static Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<String> secrets = new ArrayList<>();
  private Stack stack;
  private String token;

  @BeforeAll
  void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    stack = Stack.start(new StackSettings(folder, 2, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
        Map.of("HOKM_BOT_DELAY_MS", "50", "HOKM_TURN_MS", "300", "HOKM_BANK_MS", "0",
            "HOKM_DEAL_PAUSE_MS", "200", "HOKM_LINGER_MS", "600000"), line -> { }));
    token = Secrets.admin(folder).orElseThrow();
  }

  @AfterAll
  void stop() throws Exception {
    if (stack != null) stack.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  private record Answer(int status, JsonObject body) {}

  private Answer ask(int node, String shown, String method, String path, JsonObject body)
      throws Exception {
    var answer = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
            + stack.adminPorts().get(node) + "/admin/" + path)).timeout(Duration.ofSeconds(15))
        .header("Authorization", "Bearer " + shown)
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body.encode())).build(),
        HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), new JsonObject(answer.body()));
  }

  private String figure(int node, String name) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
            + stack.nodes().get(node).port() + "/metrics")).build(),
        HttpResponse.BodyHandlers.ofLines()).body()
        .filter(line -> line.startsWith(name)).findFirst().orElseThrow();
  }

  private JsonObject get(int node, String path) throws Exception {
    var answer = ask(node, token, "GET", path, null);
    assertThat(answer.status()).as(path + " " + answer.body()).isEqualTo(200);
    return answer.body();
  }

  private Answer post(int node, String path, JsonObject body) throws Exception {
    return ask(node, token, "POST", path, body);
  }

  private Guest guest(int node, String name) {
    var guest = new Guest(vertx, stack.nodes().get(node).port(), name);
    secrets.add(guest.token());
    return guest;
  }

  private static Stream<JsonObject> each(JsonArray array) {
    return array.stream().map(JsonObject.class::cast);
  }

  private List<String> codes(int node, String query) throws Exception {
    return each(get(node, "rooms" + query).getJsonArray("rooms"))
        .map(room -> room.getString("room")).toList();
  }

  private String sql(String query) {
    return stack.postgres().orElseThrow().primary().ask(PostgresServer.DATABASE, query);
  }

  /** Of a call there, the newest: its steps, who asked, and what came of it. */
  private String record(String action, String target) {
    return sql("SELECT (SELECT string_agg(step, '+' ORDER BY step DESC) FROM admin_audit a"
        + " WHERE a.call = c.call) || ' by ' || who || ' of ' || regexp_replace(node, '-.*', '')"
        + " || ': ' || coalesce(outcome, '?') FROM admin_calls c WHERE action = '" + action
        + "' AND target = '" + target + "' ORDER BY happened_at DESC LIMIT 1");
  }

  private void recorded(String action, String target, String what) {
    await().atMost(SOON).untilAsserted(() -> assertThat(record(action, target)).isEqualTo(what));
  }

  @Test
  @Order(1)
  void bothNodesListTheRoomsOfBothPageByPageWithoutACard() throws Exception {
    try (var one = guest(0, "Ann"); var two = guest(1, "Bea"); var three = guest(1, "Cid")) {
      one.plays();
      two.plays();
      three.plays();
      var all = codes(0, "");
      assertThat(all).isSorted().contains(one.room(), two.room(), three.room());
      assertThat(codes(1, "")).isEqualTo(all);
      assertThat(codes(1, "?limit=1")).containsExactly(all.get(0));
      assertThat(codes(0, "?limit=2&after=" + all.get(0))).isEqualTo(all.subList(1, 3));
      var room = get(1, "rooms/" + one.room());
      assertThat(room.getJsonArray("seats").getJsonObject(0).getString("player"))
          .isEqualTo(one.player());
      assertThat(room.getString("phase")).isNotEqualTo("waiting");
      assertThat(get(0, "rooms").encode()).contains("Cid")
          .doesNotContainPattern("\"[2-9TJQKA][CDHS]\"").doesNotContain(one.token());
      assertThat(each(get(0, "nodes").getJsonArray("nodes")).map(node ->
          node.getString("node") + " " + node.getString("state"))).containsExactlyInAnyOrder(
          stack.nodes().get(0).id() + " up", stack.nodes().get(1).id() + " up");
      assertThat(ask(0, token, "GET", "rooms/ZZZZZZ", null).status()).isEqualTo(404);
      recorded("room", "ZZZZZZ", "answered by admin of node1: no_room: There is no room ZZZZZZ.");
      var links = figure(0, "hokm_redis_links ");
      for (int i = 0; i < 5; i++) get(0, "nodes");
      assertThat(figure(0, "hokm_redis_links ")).as("connections to Redis").isEqualTo(links);
    }
  }

  @Test
  @Order(2)
  void aRoomMovesUnderPlayAndItsPlayerHearsOneStory() throws Exception {
    try (var guest = guest(0, "Ann")) {
      guest.plays();
      var before = get(0, "rooms/" + guest.room());
      var from = before.getString("node");
      int away = stack.nodes().get(0).id().equals(from) ? 1 : 0;
      var moved = post(away, "rooms/" + guest.room() + "/move", new JsonObject()
          .put("to", stack.nodes().get(away).name()));
      assertThat(moved.status()).as(moved.body().encode()).isEqualTo(200);
      var after = get(1 - away, "rooms/" + guest.room());
      assertThat(after.getString("node")).isEqualTo(stack.nodes().get(away).id());
      assertThat(after.getLong("epoch")).isEqualTo(before.getLong("epoch") + 1);
      var owners = after.getJsonArray("owners");
      assertThat(owners.getJsonObject(owners.size() - 1).getString("cause")).isEqualTo("operator");
      assertThat(owners.getJsonObject(owners.size() - 1).getString("from")).startsWith(from);
      long heard = guest.last();
      await().atMost(SOON).until(() -> guest.last() > heard + 20);
      assertThat(guest.gaps()).isEmpty();
      recorded("move", guest.room(), "asked+answered by admin of node" + (away + 1) + ": done");
      assertThat(post(0, "rooms/" + guest.room() + "/move", null).body().getString("to"))
          .isEqualTo(from);
      assertThat(post(0, "rooms/" + guest.room() + "/move", new JsonObject().put("to", "nobody"))
          .body().getString("message")).contains("nobody is not one of those").contains("node");
      assertThat(post(1, "rooms/" + guest.room() + "/move", new JsonObject().put("to", from))
          .body().getString("code")).isEqualTo("already_there");
    }
  }

  @Test
  @Order(3)
  void aRoomIsClosedAndItsPlayersAreToldWhy() throws Exception {
    try (var guest = guest(0, "Ann")) {
      guest.plays();
      assertThat(post(1, "rooms/" + guest.room() + "/close", null).status()).isEqualTo(400);
      var closed = post(1, "rooms/" + guest.room() + "/close",
          new JsonObject().put("reason", "The tournament is cancelled."));
      assertThat(closed.status()).as(closed.body().encode()).isEqualTo(200);
      assertThat(guest.hears("room_closed").getString("reason"))
          .isEqualTo("The tournament is cancelled.");
      assertThat(ask(0, token, "GET", "rooms/" + guest.room(), null).status()).isEqualTo(404);
      recorded("close", guest.room(), "asked+answered by admin of node2: done");
    }
  }

  @Test
  @Order(4)
  void aBannedPlayerIsThrownOutAndLetInAtNoNodeUntilTheBanIsLifted() throws Exception {
    try (var guest = guest(0, "Ann"); var other = guest(1, "Bea")) {
      guest.plays();
      other.plays();
      var ban = post(1, "bans/" + guest.player(), new JsonObject().put("reason", "Insults"));
      assertThat(ban.status()).as(ban.body().encode()).isEqualTo(200);
      assertThat(guest.hears("error").getString("code")).isEqualTo("banned");
      await().atMost(SOON).until(guest::closed);
      for (int node = 0; node < 2; node++) {
        try (var again = guest.again(stack.nodes().get(node).port())) {
          assertThat(again.hears("error").getString("message")).contains("Insults");
        }
        assertThat(each(get(node, "bans").getJsonArray("bans")).map(each ->
            each.getString("player"))).containsExactly(guest.player());
      }
      assertThat(other.closed()).isFalse();
      assertThat(ask(0, token, "DELETE", "bans/" + guest.player(), null).status()).isEqualTo(200);
      await().atMost(SOON).untilAsserted(() -> {
        try (var again = guest.again(stack.nodes().get(1).port())) {
          assertThat(again.first().getString("type")).isEqualTo("welcome");
        }
      });
      assertThat(ask(0, token, "DELETE", "bans/" + guest.player(), null).status()).isEqualTo(404);
      recorded("ban", guest.player(), "asked+answered by admin of node2: done");
      assertThat(sql("SELECT reason || ' ' || (lifted_at IS NOT NULL) FROM bans"))
          .isEqualTo("Insults true");
    }
  }

  @Test
  @Order(5)
  void aNodeThatIsDrainedHandsItsRoomsOverAndTakesNobody() throws Exception {
    try (var guest = guest(1, "Ann")) {
      guest.plays();
      var drained = stack.nodes().get(1);
      var answer = post(0, "nodes/" + drained.name() + "/drain", null);
      assertThat(answer.status()).as(answer.body().encode()).isEqualTo(202);
      assertThat(guest.hears("error").getString("code")).isEqualTo("server_leaving");
      await().atMost(SOON).untilAsserted(() -> {
        var node = each(get(0, "nodes").getJsonArray("nodes"))
            .filter(each -> each.getString("node").equals(drained.id())).findFirst().orElseThrow();
        assertThat(node.getString("state")).isEqualTo("leaving");
        assertThat(node.getInteger("rooms") + node.getInteger("sockets")).isZero();
      });
      assertThat(get(1, "rooms/" + guest.room()).getString("node"))
          .isEqualTo(stack.nodes().get(0).id());
      assertThat(drained.ok("/health/ready")).isFalse();
      assertThat(drained.ok("/health/live")).isTrue();
      recorded("drain", drained.name(), "asked+answered by admin of node1: done");
      var last = post(1, "nodes/" + stack.nodes().get(0).name() + "/drain", null);
      assertThat(last.body().getString("code")).isEqualTo("last_host");
    }
  }

  @Test
  @Order(LAST)
  void whoeverShowsWrongTokensIsSoonNotListenedTo() throws Exception {
    int turnedAway = 0;
    for (int i = 0; i < 10; i++) {
      if (ask(1, "wrong" + token, "GET", "rooms", null).status() == 401) turnedAway++;
    }
    assertThat(turnedAway).isEqualTo(10);
    assertThat(ask(1, token, "GET", "rooms", null).status()).isEqualTo(429);
    assertThat(ask(0, token, "GET", "rooms", null).status()).isEqualTo(200);
    var log = Files.readString(stack.nodes().get(1).log());
    assertThat(log).contains("has turned away a call").doesNotContain(token);
  }

  /** Of all that was played before. */
  @Test
  @Order(LAST + 1)
  void noSecretIsInAnyLogFigureAnswerOrInTheFileOfRedis() throws Exception {
    assertThat(secrets).hasSizeGreaterThan(5);
    secrets.add(token);
    for (String name : Secrets.ROLES) secrets.add(Secrets.of(folder).of(name));
    secrets.add(Secrets.of(folder).of("redis"));
    secrets.add(Secrets.of(folder).of("cluster"));
    for (NodeProcess node : stack.nodes()) {
      assertNone(node.log().toString(), Files.readString(node.log()));
      for (String path : List.of("metrics", "health", "db-health", "api/status",
          "api/status/history", "api/matches", "api/leaderboard")) {
        assertNone(path, http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
            + node.port() + "/" + path)).build(), HttpResponse.BodyHandlers.ofString()).body());
      }
    }
    try (var files = Files.walk(folder.resolve("redis").resolve("appendonlydir"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertNone(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    assertNone("the table of calls", sql("SELECT string_agg(c::text, ' ') FROM admin_calls c"));
  }

  private void assertNone(String where, String text) {
    assertThat(text).as(where).isNotEmpty();
    for (String secret : secrets) {
      assertThat(text.contains(secret)).as("a secret in " + where).isFalse();
    }
  }
}
