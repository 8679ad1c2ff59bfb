package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.Seed;
import hokm.persistence.PostgresSettings.Ack;
import hokm.witness.Referee;
import hokm.room.OutboxEntry;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxDrainIT {

  /** Of db/migration. */
  private static final int STEPS = 5;

  @TempDir
  private Path folder;
  private PersistenceScene scene;
  /** A client that nothing holds is closed by the collector, its requests with it. */
  private HttpClient client;

  @BeforeEach
  void start() {
    scene = new PersistenceScene(folder, Ack.REPLICATED);
    client = scene.vertx.createHttpClient();
  }

  @AfterEach
  void stop() {
    if (scene != null) scene.close();
  }

  private void awaitDrained() {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> scene.outbox.waiting() == 0);
  }

  private String get(String path, int status) {
    var router = Router.router(scene.vertx);
    new ResultRoutes(scene.persistence.archive()).accept(router);
    var server = PersistenceScene.await(scene.vertx.createHttpServer().requestHandler(router)
        .listen(0, "127.0.0.1"));
    return PersistenceScene.await(client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
        .compose(request -> request.send().compose(response -> {
          assertThat(response.statusCode()).isEqualTo(status);
          return response.body();
        }))).toString();
  }

  @Test
  void recordsInAnyOrderAndTwiceComeToTheSameRowsAndAWholeLog() {
    long seed = Seed.of("OutboxDrainIT");
    var matches = List.of(PlayedMatch.of(seed, 1), PlayedMatch.of(seed, 2),
        PlayedMatch.of(seed, 3));
    var entries = new ArrayList<OutboxEntry>();
    matches.forEach(match -> {
      entries.addAll(match.entries());
      entries.addAll(match.entries());
    });
    Collections.shuffle(entries, new Random(seed));
    entries.forEach(scene.outbox::add);
    awaitDrained();

    var primary = scene.postgres.cluster().primary();
    long deals = matches.stream().mapToLong(PlayedMatch::deals).sum();
    assertThat(PersistenceScene.count(primary, "deals")).isEqualTo(deals);
    assertThat(PersistenceScene.count(primary, "match_players")).isEqualTo(12);
    assertThat(PersistenceScene.count(primary, "game_sessions WHERE status = 'finished'"))
        .isEqualTo(3);
    assertThat(PersistenceScene.count(primary, "moves")).isBetween(deals * 28, deals * 52);
    assertThat(PersistenceScene.count(primary, "dead_letters")).isZero();
    for (PlayedMatch match : matches) {
      var log = get("/api/matches/" + match.id() + "/log", 200);
      assertThat(Referee.judge(log.lines().toList())).isEmpty();
    }
  }

  @Test
  void aMatchThatIsNotWhollyThereHasNoLog() {
    var match = PlayedMatch.of(1, 1);
    match.entries().stream().skip(2).forEach(scene.outbox::add);
    scene.outbox.add(match.entries().get(0));
    awaitDrained();
    assertThat(get("/api/matches/" + match.id() + "/log", 404)).contains("\"no_log\"");
    assertThat(get("/api/matches/42/log", 400)).contains("\"bad_match_id\"");
  }

  @Test
  void aForfeitedMatchHasNoLogUntilItsLastDealIsThere() {
    var match = PlayedMatch.of(1, 1);
    var deals = match.entries().subList(1, 3);
    var end = match.entries().get(match.entries().size() - 1).body().copy().put("forfeit", 2)
        .put("score", deals.get(1).body().getJsonArray("score"));
    scene.outbox.add(match.entries().get(0));
    scene.outbox.add(deals.get(0));
    scene.outbox.add(new OutboxEntry("match_ended", end));
    awaitDrained();
    assertThat(get("/api/matches/" + match.id() + "/log", 404)).contains("\"no_log\"");
    scene.outbox.add(deals.get(1));
    awaitDrained();
    assertThat(get("/api/matches/" + match.id() + "/log", 200)).contains("\"no\":2");
  }

  @Test
  void aRecordThatCannotBeReadIsPutAsideAndHoldsNothingUp() {
    var match = PlayedMatch.of(2, 1);
    scene.outbox.add(new OutboxEntry("rumour", new JsonObject()));
    scene.outbox.add(new OutboxEntry("deal_ended", new JsonObject().put("match", "x")));
    scene.outbox.add(new OutboxEntry("deal_ended",
        match.entries().get(1).body().copy().put("trump", "no suit")));
    scene.outbox.add(new OutboxEntry("deal_ended",
        match.entries().get(1).body().copy().put("no", 99).put("nonce", "a\0b")));
    match.entries().forEach(scene.outbox::add);
    awaitDrained();
    var primary = scene.postgres.cluster().primary();
    assertThat(PersistenceScene.count(primary, "dead_letters")).isEqualTo(4);
    assertThat(PersistenceScene.count(primary, "deals")).isEqualTo(match.deals());
  }

  @Test
  void thePlayersRoleMayOnlyAddAndRead() throws SQLException {
    Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() ->
        PersistenceScene.count(scene.postgres.cluster().primary(), "dead_letters") == 0);
    try (var connection = scene.postgres.cluster().primary()
        .connect(PersistenceScene.DATABASE, "game_user");
        var statement = connection.createStatement()) {
      statement.execute("SELECT count(*) FROM moves");
      for (String forbidden : List.of("CREATE TABLE mine (x int)", "DROP TABLE deals",
          "DELETE FROM deals", "TRUNCATE matches", "ALTER TABLE deals ADD COLUMN x int",
          "UPDATE deals SET winner = 0", "CREATE SCHEMA mine", "SELECT pg_promote()")) {
        assertThatThrownBy(() -> statement.execute(forbidden)).as(forbidden)
            .isInstanceOfSatisfying(SQLException.class, e ->
                assertThat(e.getSQLState()).isEqualTo("42501"));
      }
    }
  }

  @Test
  void twoNodesThatMakeTheTablesAtOnceMakeThemOnce() throws Exception {
    var primary = scene.postgres.cluster().primary();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() ->
        scene.persistence.health().describe().getString("writer") != null);
    Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() ->
        PersistenceScene.count(primary, "flyway_schema_history WHERE success") == STEPS);
    try (var connection = primary.connect(PersistenceScene.DATABASE);
        var statement = connection.createStatement()) {
      statement.execute("DROP OWNED BY hokm_owner");
    }
    var settings = scene.settings(Ack.REPLICATED);
    var steps = Stream.generate(() -> CompletableFuture.supplyAsync(() ->
            Migrations.run(settings, PersistenceScene.endpoint(primary)))).limit(2).toList()
        .stream().map(CompletableFuture::join).toList();
    assertThat(steps).containsExactlyInAnyOrder(STEPS, 0);
  }
}
