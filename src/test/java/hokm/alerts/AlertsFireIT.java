package hokm.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.alerts.Strikes.Fault;
import hokm.drill.Finished;
import hokm.local.NodeProcess.Launch;
import hokm.local.PostgresServer;
import hokm.room.OutboxEntry;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each alert in a real Prometheus, which looks at real nodes under play: its fault is caused, it
 * fires, the fault is healed, and it is over. Of the rules only the times are others, see
 * {@link PrometheusServer#FASTER}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AlertsFireIT {

  private static final String HOW = "Each alert is caused for real with"
      + " ./mvnw verify -Dit.test=AlertsFireIT -Dhokm.alerts=fire; it takes some minutes.";

  private Scene scene;
  private Guests guests;
  private PrometheusServer prometheus;
  private Strikes strikes;
  private List<SocketAddress> doors;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    if (!"fire".equals(System.getProperty("hokm.alerts"))) {
      System.out.println("Skipped: " + HOW);
      Assumptions.abort(HOW);
    }
    Program.find("prometheus");
    scene = new Scene(folder);
    scene.heal();
    doors = scene.targets().stream().map(at -> SocketAddress.inetSocketAddress(
        Integer.parseInt(at.split(":")[1]), "127.0.0.1")).toList();
    guests = new Guests(scene.vertx, doors);
    for (int i = 0; i < 3; i++) guests.play();
    prometheus = new PrometheusServer(folder.resolve("prometheus"), scene.targets(),
        PrometheusServer.faster(Files.readString(Alert.RULES)));
    strikes = new Strikes(prometheus);
    Awaitility.await().atMost(Scene.SOON).until(() ->
        !prometheus.query("sum(hokm_moves_total) > 20").isEmpty());
  }

  @AfterAll
  void stop() {
    if (scene == null) return;
    if (guests != null) guests.close();
    if (strikes != null) strikes.lines().forEach(System.out::println);
    if (prometheus != null) prometheus.close();
    scene.close();
  }

  /** What nobody did meanwhile may have nothing to show; all else must. */
  @Test
  void everyPanelOfTheDashboardFindsSomething() {
    assertThat(Dashboard.read().queries()).filteredOn(query -> !query.contains("> 0")
        && !query.startsWith("ALERTS")).allSatisfy(query -> Awaitility.await().atMost(Scene.SOON)
            .untilAsserted(() -> assertThat(prometheus.query(query)).as(query).isNotEmpty()));
  }

  private Set<String> hurt(Fault fault, Fault heal, String... alerts) throws Exception {
    return strikes.play(fault, heal, alerts);
  }

  /** Again and again, until it has fired. */
  private void hurtOften(Duration every, Runnable fault, String... alerts) throws Exception {
    var often = new Often[1];
    hurt(() -> often[0] = new Often(every, fault), () -> {
      often[0].close();
      scene.redis.resume();
      scene.heal();
    }, alerts);
  }

  @Test
  void aNodeDies() throws Exception {
    hurt(() -> scene.two().kill(), scene::heal, "HokmNodeDown", "HokmOneNodeLeft");
  }

  @Test
  void allNodesDie() throws Exception {
    hurt(() -> {
      scene.one().kill();
      scene.two().kill();
    }, scene::heal, "HokmNothingAnswers");
  }

  @Test
  void aNodeStartsAgainAndAgain() throws Exception {
    hurt(() -> {
      for (int i = 0; i < 3; i++) {
        scene.two().kill();
        scene.two().start();
        var seen = String.format("changes(process_start_time_seconds{instance='%s'}[1m]) > %d",
            scene.targets().get(1), i);
        Awaitility.await().atMost(Scene.SOON).until(() -> !prometheus.query(seen).isEmpty());
      }
    }, scene::heal, "HokmNodeRestarts");
  }

  @Test
  void aGatewayIsLeftWithoutANodeThatHostsRooms() throws Exception {
    hurt(() -> {
      scene.replaceTwo(Map.of("HOKM_ROLES", "gateway"), Launch.NODE);
      scene.awaitReady(scene.two());
      scene.one().kill();
    }, () -> {
      scene.one().start();
      scene.replaceTwo(Map.of(), Launch.NODE);
      scene.heal();
    }, "HokmNodeNotReady");
  }

  @Test
  void twoClustersAtOneRedis() throws Exception {
    hurt(() -> scene.replaceTwo(Map.of("HOKM_CLUSTER_SECRET", "another"), Launch.NODE), () -> {
      scene.replaceTwo(Map.of(), Launch.NODE);
      scene.heal();
    }, "HokmClusterSplit");
  }

  @Test
  void aNodeStopsForMomentsAllTheTime() throws Exception {
    hurtOften(Duration.ofMillis(900), () -> {
      scene.two().pause();
      Pause.of(Duration.ofMillis(450));
      scene.two().resume();
    }, "HokmEventLoopLate");
  }

  @Test
  void aHeapThatIsFull() throws Exception {
    var full = new Launch(List.of(), List.of("-Xmx96m", "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1"), FullNode.class.getName(), List.of("node"));
    hurt(() -> scene.replaceTwo(Map.of(), full), () -> {
      scene.replaceTwo(Map.of(), Launch.NODE);
      scene.heal();
    }, "HokmHeapNearlyFull");
  }

  @Test
  void redisDies() throws Exception {
    assertThat(hurt(() -> scene.redis.kill(), () -> scene.redis.start(), "HokmRedisAway"))
        .as("one page for one fault").doesNotContain("HokmRoomsPaused", "HokmNodeNotReady");
  }

  @Test
  void aRoomsKeyIsOverwritten() throws Exception {
    hurt(() -> {
      for (String key : scene.roomKeys()) scene.redis.ask("SET " + key + " nonsense");
    }, () -> scene.roomKeys().forEach(key -> scene.redis.ask("DEL " + key)), "HokmRoomsPaused");
  }

  @Test
  void redisIsSlow() throws Exception {
    hurtOften(Duration.ofMillis(700), () -> {
      scene.redis.pause();
      Pause.of(Duration.ofMillis(450));
      scene.redis.resume();
    }, "HokmSavesSlow");
  }

  @Test
  void roomsAreTakenFromTheirOwnersAllTheTime() throws Exception {
    hurtOften(Duration.ofMillis(500), () -> scene.roomKeys().forEach(key ->
        scene.redis.ask("HINCRBY " + key + " epoch 1")), "HokmEpochRefusals");
  }

  @Test
  void clientsAskForWhatIsNotThere() throws Exception {
    var grumblers = guests.grumble(8);
    hurtOften(Duration.ofMillis(700), () -> {
      for (WebSocket each : grumblers) Guests.grumbleOnce(each);
    }, "HokmRefusalsSurge");
    for (WebSocket each : grumblers) if (each != null) each.close();
  }

  @Test
  void clientsReadNothing() throws Exception {
    hurtOften(Duration.ofMillis(1000), () -> guests.deaf(), "HokmSlowConsumers");
  }

  @Test
  void guestsFillTheNodes() throws Exception {
    var seated = guests.sit(Scene.CONNECTIONS - 2, doors.get(0));
    hurt(() -> { }, () -> seated.forEach(WebSocket::close), "HokmSocketsNearCap",
        "HokmRoomsNearCap");
  }

  @Test
  void noServerIsLeftButOneThatMayLackResults() throws Exception {
    var primary = scene.primary();
    var standby = scene.standby();
    hurt(() -> {
      standby.stop();
      Awaitility.await().atMost(Scene.SOON).until(() ->
          !prometheus.query("max(hokm_postgres_server_role{role='standby'}) == 0").isEmpty());
      primary.kill();
    }, () -> {
      primary.start();
      standby.start();
    }, "HokmPromotionRefused");
  }

  @Test
  void thePrimaryDiesAndWhoeverIsToPromoteAnotherDoesNot() throws Exception {
    var primary = scene.primary();
    scene.replace(Map.of("HOKM_PG_PROMOTE", "external"));
    hurt(primary::kill, primary::start, "HokmNoWriter");
    scene.replace(Map.of());
  }

  @Test
  void aStandbyIsGoneAndResultsWaitForIt() throws Exception {
    var standby = scene.standby();
    hurt(() -> {
      standby.stop();
      for (int no = 0; no < 12; no++) finish(no);
    }, standby::start, "HokmNoStandby", "HokmOutboxFilling", "HokmResultsWait");
  }

  private void finish(int no) {
    Finished.played(UUID.randomUUID().toString(), "AAAAAA", "fired-", false, 1, no)
        .forEach(scene.outbox::put);
  }

  /** Ended as the runbook says: whoever has been at it for longest is sent away. */
  @Test
  void somebodyKeepsALockThatTheResultsNeed() throws Exception {
    var primary = scene.primary();
    try (var on = primary.connect("hokm_game")) {
      on.setAutoCommit(false);
      hurt(() -> {
        on.createStatement().execute("LOCK TABLE matches IN ACCESS EXCLUSIVE MODE");
        finish(0);
      }, () -> primary.ask("postgres", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE state <> 'idle' AND datname = 'hokm_game' ORDER BY xact_start LIMIT 1"),
          "HokmBreakerOpen");
    }
  }

  @Test
  void aStandbyAppliesNothing() throws Exception {
    var standby = scene.standby();
    hurt(() -> standby.ask("postgres", "SELECT pg_wal_replay_pause()"),
        () -> standby.ask("postgres", "SELECT pg_wal_replay_resume()"), "HokmStandbyLags");
  }

  @Test
  void twoServersClaimToBeThePrimary() throws Exception {
    var primary = scene.primary();
    var standby = scene.standby();
    assertThat(hurt(() -> {
      standby.stop();
      scene.postgres.startAsPrimary(standby);
    }, () -> rejoin(standby, primary), "HokmTwoPrimaries")).as("one page for one fault")
        .doesNotContain("HokmNoWriter");
  }

  @Test
  void aStandbyIsPromotedByHandBesideItsPrimary() throws Exception {
    var primary = scene.primary();
    var standby = scene.standby();
    hurt(() -> standby.ask("postgres", "SELECT pg_promote(true, 20)", Duration.ofSeconds(25)),
        () -> rejoin(primary, standby), "HokmStalePrimary");
  }

  private void rejoin(PostgresServer server, PostgresServer primary) {
    assertThat(scene.postgres.cluster().rejoin(server, primary)).isTrue();
  }

  @Test
  void aRecordThatNobodyCanRead() throws Exception {
    hurt(() -> scene.outbox.put(new OutboxEntry("nonsense", new JsonObject())), () -> { },
        "HokmResultsBuried");
    assertThat(scene.primary().ask("hokm_game",
        "SELECT kind FROM dead_letters ORDER BY written_at")).isEqualTo("nonsense");
  }
}
