package hokm.persistence;

import static hokm.persistence.PersistenceScene.await;
import static hokm.persistence.PersistenceScene.count;
import static hokm.persistence.PersistenceScene.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.local.PostgresServer;
import hokm.persistence.PostgresSettings.Ack;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that lag, are full, or have gone their own way: who may take over from whom. */
class DoubtfulServerIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration WHILE = Duration.ofSeconds(2);

  @TempDir
  private Path folder;
  private PersistenceScene scene;
  private PostgresServer old;
  private PostgresServer other;

  private void begin(String... nodes) {
    scene = new PersistenceScene(folder, Ack.REPLICATED, Set.of(nodes));
    old = scene.postgres.cluster().primary();
    other = scene.postgres.cluster().other(old);
    Awaitility.await().atMost(LONG).ignoreExceptions().until(() ->
        count(other, "dead_letters") == 0 && scene.verdict().writer().isPresent());
  }

  @AfterEach
  void stop() {
    if (scene != null) scene.close();
  }

  private void awaitWriter(PostgresServer server) {
    Awaitility.await().atMost(LONG).until(() ->
        scene.verdict().writer().equals(Optional.of(endpoint(server))));
  }

  @Test
  void whatALaggingStandbyLacksIsNotAcknowledgedAndIsWrittenAgainAfterItsPromotion() {
    begin("a-1");
    other.pause();
    var match = PlayedMatch.of(11, 1);
    match.entries().forEach(scene.outbox::add);
    Awaitility.await().atMost(LONG).until(() ->
        count(old, "game_sessions WHERE status = 'finished'") == 1);
    Awaitility.await().during(WHILE).atMost(LONG).until(() ->
        scene.outbox.acknowledged().isEmpty());

    old.kill();
    other.resume();
    awaitWriter(other);
    Awaitility.await().atMost(LONG).ignoreExceptions().until(() ->
        count(other, "deals") == match.deals()
            && count(other, "game_sessions WHERE status = 'finished'") == 1);
  }

  @Test
  void aServerThatWentItsOwnWayIsNotPromotedThoughItIsTheOnlyOneLeft() throws SQLException {
    begin("a-1");
    other.pause();
    try (var on = old.connect(PersistenceScene.DATABASE); var statement = on.createStatement()) {
      statement.execute("INSERT INTO dead_letters"
          + " SELECT 'mine ' || no, 'test', '', '' FROM generate_series(1, 100) no");
    }
    old.kill();
    other.resume();
    awaitWriter(other);
    scene.postgres.startAsStandby(old, other);
    Awaitility.await().atMost(LONG).until(() ->
        scene.verdict().result(endpoint(old)).orElseThrow().standby());

    other.kill();
    Awaitility.await().atMost(LONG).until(() -> scene.verdict().writer().isEmpty());
    Awaitility.await().during(WHILE).atMost(LONG).until(() ->
        scene.verdict().newest() == 2 && scene.verdict().writer().isEmpty());
    other.start();
    awaitWriter(other);
  }

  @Test
  void aNodeThatStartsAfterThePrimaryDiedDoesNotHoldUpTheMajority() {
    begin("a-1", "b-2");
    old.kill();
    var late = scene.join("b-2", scene.settings(Ack.REPLICATED));
    awaitWriter(other);
    Awaitility.await().atMost(LONG).until(() -> late.health().healthy());
  }

  @Test
  void aPrimaryThatHasNoConnectionLeftForUsIsNotDeposed() throws SQLException {
    begin("a-1");
    var held = new ArrayList<Connection>();
    try (var on = old.connect("postgres"); var statement = on.createStatement()) {
      Awaitility.await().atMost(LONG).until(() -> {
        // Only while it is sure of the primary: ended again and again in the midst of its looks, it
        // would take the primary for gone.
        if (scene.verdict().writer().isPresent()) {
          statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE usename = 'hokm_supervisor'");
        }
        takeAllThatGetsFree(held);
        return scene.verdict().sentence().contains("(53300)");
      });
      Awaitility.await().during(WHILE).atMost(LONG).until(() -> scene.verdict().newest() == 1
          && scene.verdict().sentence().contains("(53300)"));
    } finally {
      for (Connection each : held) each.close();
    }
    awaitWriter(old);
    assertThat(scene.verdict().newest()).isEqualTo(1);
  }

  /** Goes on for a while when there is no room: a connection that was ended leaves it later. */
  private void takeAllThatGetsFree(List<Connection> held) throws SQLException {
    long last = System.nanoTime() + Duration.ofMillis(300).toNanos();
    do {
      try {
        held.add(old.connect(PersistenceScene.DATABASE, "game_user"));
      } catch (SQLException e) {
        if (!"53300".equals(e.getSQLState())) throw e;
      }
    } while (System.nanoTime() < last);
  }

  @Test
  void anIdlePairShowsNoLagToANodeWithoutTheSupervisorsRights() {
    begin("a-1");
    var plain = scene.join("plain", scene.unprivileged());
    Awaitility.await().during(Duration.ofSeconds(3)).atMost(LONG).until(() ->
        plain.view().verdict().readers(1000).equals(List.of(endpoint(other))));
    assertThat(await(plain.view().look(on -> on.query("SELECT pg_is_in_recovery()").execute()))
        .value().iterator().next().getBoolean(0)).isTrue();
  }
}
