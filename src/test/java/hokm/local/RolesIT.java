package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.Seed;
import hokm.bots.NormalBot;
import hokm.demo.Demonstration;
import hokm.demo.Evening;
import hokm.witness.Client;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gateways, rooms, matchmaker and persistence as nodes of their own, as Kubernetes runs them. */
class RolesIT {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration MATCH = Duration.ofMinutes(3);

  @TempDir
  private Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Vertx vertx = Vertx.vertx();
  private final List<Client> clients = new ArrayList<>();
  private RoleCluster cluster;

  @BeforeEach
  void start() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    cluster = new RoleCluster(vertx, folder);
  }

  @AfterEach
  void stop() throws Exception {
    clients.forEach(Client::close);
    cluster.close();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void eachRoleDoesItsShareAndOutlivesTheOthersDeaths() throws Exception {
    long seed = Seed.of("RolesIT") & Long.MAX_VALUE;
    aGatewayIsReadyOnceThereIsARoomsNode();
    cluster.all().stream().filter(node -> !node.alive()).forEach(NodeProcess::start);
    cluster.all().forEach(node -> await(node.name()).atMost(SOON)
        .until(() -> node.ok("/health/ready") && node.sees(cluster.all())));
    onlyGatewaysTakePlayers();
    gatewaysTellOfADatabaseThatTheyCannotReach();
    aQuickMatchIsSeatedThoughItsMatchmakerIsKilled(seed);
    // Kills the rooms node that owns the room, then the primary; votes are only of two nodes.
    var measured = new Demonstration(vertx, cluster, NormalBot::new, seed, MATCH,
        System.out::println).run();
    assertThat(measured.complaints()).isEmpty();
    assertThat(measured.passed()).isTrue();
    everyGatewayTellsTheMatch(measured.verdict().orElseThrow().match());
    tablesArePlayedThroughBothGateways(seed);
    aGatewayIsNotReadyWithoutRooms();
  }

  private void aGatewayIsReadyOnceThereIsARoomsNode() {
    var gateway = cluster.of("gateway").get(0).start();
    await().atMost(SOON).until(() -> gateway.ok("/health/live"));
    await().atMost(SOON).untilAsserted(() ->
        assertThat(failing(gateway)).containsExactly("hosts"));
    cluster.of("rooms").get(0).start();
    await().atMost(SOON).until(() -> gateway.ok("/health/ready"));
  }

  private List<String> failing(NodeProcess node) throws Exception {
    return new JsonObject(get(node, "/health/ready").body()).getJsonArray("checks").stream()
        .map(JsonObject.class::cast).filter(check -> !check.getBoolean("ok"))
        .map(check -> check.getString("name")).toList();
  }

  private void onlyGatewaysTakePlayers() throws Exception {
    for (NodeProcess node : cluster.all()) {
      boolean gateway = cluster.of("gateway").contains(node);
      for (String path : List.of("/", "/ws", "/api/matches")) {
        assertThat(get(node, path).statusCode() == 404).as(node.name() + path)
            .isNotEqualTo(gateway);
      }
      assertThat(get(node, "/api/status").statusCode()).as(node.name()).isEqualTo(200);
      assertThat(get(node, "/metrics").statusCode()).as(node.name()).isEqualTo(200);
    }
  }

  private void gatewaysTellOfADatabaseThatTheyCannotReach() throws Exception {
    for (NodeProcess node : cluster.of("gateway")) {
      await().atMost(SOON).until(() -> node.ok("/db-health"));
      assertThat(get(node, "/api/matches?limit=5").body()).contains("\"matches\":[]");
      assertThat(get(node, "/api/matches?limit=none").statusCode()).isEqualTo(400);
      assertThat(get(node, "/api/leaderboard").headers().firstValue("Hokm-Behind-Ms")).isPresent();
    }
  }

  /** Three wait, who would seat them dies, and the fourth comes. */
  private void aQuickMatchIsSeatedThoughItsMatchmakerIsKilled(long seed) throws Exception {
    var seated = new AtomicInteger();
    for (int i = 0; i < 4; i++) {
      var client = Client.to(cluster.port(), vertx, "Guest " + i, new NormalBot(),
          new Client.Pace(Duration.ofMillis(40)), seed + i);
      clients.add(client);
      client.watch(once(seated));
      client.signIn().await(30, TimeUnit.SECONDS);
    }
    for (Client client : clients.subList(0, 3)) client.quickMatch().await(30, TimeUnit.SECONDS);
    await().atMost(SOON).until(() -> cluster.seater().isPresent());
    var seater = cluster.seater().orElseThrow();
    seater.kill();
    clients.get(3).quickMatch().await(30, TimeUnit.SECONDS);
    await().atMost(SOON).until(() -> seated.get() == 4);
    assertThat(cluster.seater()).isPresent().get().isNotSameAs(seater);
    clients.forEach(Client::close);
  }

  private static Client.Watcher once(AtomicInteger seated) {
    return new Client.Watcher() {
      private boolean sits;

      @Override
      public void table(Client.Sight sight) {
        if (!sits) seated.incrementAndGet();
        sits = true;
      }
    };
  }

  private void everyGatewayTellsTheMatch(String match) throws Exception {
    for (NodeProcess node : cluster.of("gateway")) {
      assertThat(get(node, "/api/matches/" + match + "/log").body())
          .contains("\"t\":\"game\"").contains("\"t\":\"match_end\"");
      assertThat(new JsonObject(get(node, "/api/matches/" + match).body()).getString("id"))
          .isEqualTo(match);
    }
  }

  /** Log and rows come from gateways as well, which do not have them. */
  private void tablesArePlayedThroughBothGateways(long seed) {
    var report = new Evening(vertx, new Evening.Settings(cluster.of("gateway").stream()
        .map(node -> SocketAddress.inetSocketAddress(node.port(), "127.0.0.1")).toList(), 2, 1,
        Duration.ZERO, Duration.ofMillis(40), seed), NormalBot::new, System.out::println).run();
    assertThat(report.complaints()).isEmpty();
    assertThat(report.matches()).isEqualTo(2);
    assertThat(report.held()).isTrue();
  }

  private void aGatewayIsNotReadyWithoutRooms() {
    cluster.of("rooms").stream().filter(NodeProcess::alive).forEach(NodeProcess::kill);
    for (NodeProcess node : cluster.of("gateway")) {
      await().atMost(SOON).untilAsserted(() ->
          assertThat(failing(node)).containsExactly("hosts"));
      assertThat(node.ok("/health/live")).isTrue();
    }
  }

  private HttpResponse<String> get(NodeProcess node, String path) throws IOException,
      InterruptedException {
    return http.send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + node.port() + path))
        .timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
