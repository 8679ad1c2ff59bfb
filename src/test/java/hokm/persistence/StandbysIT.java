package hokm.persistence;

import static hokm.persistence.PersistenceScene.await;
import static hokm.persistence.PersistenceScene.count;
import static hokm.persistence.PersistenceScene.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.local.PostgresServer;
import hokm.persistence.PostgresSettings.Ack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that come and go while nodes run, and standbys whose primary changes. */
class StandbysIT {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration WHILE = Duration.ofSeconds(2);

  @TempDir
  private Path folder;
  private PersistenceScene scene;
  private PostgresServer first;
  private PostgresServer second;

  @BeforeEach
  void start() {
    scene = new PersistenceScene(folder, Ack.REPLICATED);
    first = scene.postgres.cluster().primary();
    second = scene.postgres.cluster().other(first);
    awaitWritten(1);
  }

  @AfterEach
  void stop() {
    if (scene != null) scene.close();
  }

  private void awaitWritten(int seed) {
    PlayedMatch.of(seed, 1).entries().forEach(scene.outbox::add);
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.waiting() == 0);
  }

  private PostgresServer addAThird() {
    var third = scene.postgres.add();
    scene.list(List.of(first, second, third));
    awaitStreaming(third, 1);
    return third;
  }

  private void awaitStreaming(PostgresServer standby, long timeline) {
    Awaitility.await().atMost(LONG).until(() -> scene.verdict().result(endpoint(standby))
        .flatMap(ProbeResult::state).filter(state -> state.recovery() && state.streaming()
            && state.timeline() == timeline).isPresent());
  }

  private void awaitWriter(PostgresServer server) {
    Awaitility.await().atMost(LONG).until(() ->
        scene.verdict().writer().equals(Optional.of(endpoint(server))));
  }

  @Test
  void aSecondStandbyIsUsedWithoutARestartAndTheFirstMayGo() {
    var third = addAThird();
    scene.list(List.of(first, third));
    Awaitility.await().atMost(LONG).until(() -> scene.verdict().results().size() == 2);
    scene.postgres.cluster().remove(second);

    awaitWritten(2);
    assertThat(count(third, "game_sessions WHERE status = 'finished'")).isEqualTo(2);
    assertThat(await(scene.persistence.view().look(on ->
        on.query("SELECT inet_server_port()").execute())).value().iterator().next().getInteger(0))
        .isEqualTo(third.port());
    first.kill();
    awaitWriter(third);
  }

  @Test
  void aListThatCannotBeUsedChangesNothing() throws Exception {
    Files.writeString(folder.resolve("endpoints"), "127.0.0.1:5432,nowhere");
    Awaitility.await().during(WHILE).atMost(LONG).until(() ->
        scene.verdict().results().size() == 2 && scene.verdict().writer().isPresent());
    awaitWritten(2);
  }

  @Test
  void theOtherStandbyFollowsWhoeverWasPromotedAndNothingIsLost() {
    var third = addAThird();
    var match = PlayedMatch.of(2, 1);
    match.entries().forEach(scene.outbox::add);
    first.kill();
    Awaitility.await().atMost(LONG).until(() -> scene.verdict().writer()
        .filter(at -> !at.equals(endpoint(first))).isPresent());
    var promoted = scene.verdict().writer().get().equals(endpoint(second)) ? second : third;
    awaitStreaming(promoted == second ? third : second, 2);
    // Only the other standby can be the witness of these.
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.waiting() == 0);
    assertThat(count(promoted, "deals WHERE match_id = '" + match.id() + "'"))
        .isEqualTo(match.deals());
  }

  @Test
  void nobodyIsPromotedWhileAStandbyThatMayHaveMoreIsNotSeen() {
    var third = addAThird();
    third.kill();
    Awaitility.await().atMost(LONG).until(() -> Promotion.unseen(scene.verdict()).size() == 1);
    first.kill();
    Awaitility.await().atMost(LONG).until(() -> Promotion.gone(scene.verdict()).isPresent());
    Awaitility.await().during(WHILE).atMost(LONG).until(() ->
        scene.verdict().writer().isEmpty() && scene.verdict().newest() == 1);
    var seen = await(scene.persistence.view().look(on ->
        on.query("SELECT inet_server_port()").execute()));
    assertThat(seen.value().iterator().next().getInteger(0)).isEqualTo(second.port());
    assertThat(seen.behind()).isPositive();
    scene.list(List.of(first, second));
    awaitWriter(second);
  }

  @Test
  void aStandbyOfAPrimaryThatSomeoneElsePromotedIsGuidedToo() {
    var third = addAThird();
    second.ask("postgres", "SELECT pg_promote(true, 20)");
    awaitWriter(second);
    awaitStreaming(third, 2);
    assertThat(scene.verdict().stale()).containsExactly(endpoint(first));
    awaitWritten(2);
  }

  @Test
  void twoPrimariesOfOneTimelineAreWrittenToByNobody() {
    var third = addAThird();
    first.pause();
    second.ask("postgres", "SELECT pg_promote(true, 20)");
    third.ask("postgres", "SELECT pg_promote(true, 20)");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> scene.verdict().disputed());
    PlayedMatch.of(2, 1).entries().forEach(scene.outbox::add);
    Awaitility.await().during(WHILE).atMost(LONG).until(() ->
        scene.verdict().writer().isEmpty() && scene.outbox.waiting() > 0);
    assertThat(scene.persistence.health().healthy()).isFalse();
    assertThat(scene.verdict().sentence()).contains("both claim to be the primary of timeline 2");
    first.resume();
  }
}
