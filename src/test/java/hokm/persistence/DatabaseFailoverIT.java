package hokm.persistence;

import static hokm.persistence.PersistenceScene.count;
import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.local.PostgresServer;
import hokm.persistence.PostgresSettings.Ack;
import hokm.room.OutboxEntry;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseFailoverIT {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  private Path folder;
  private PersistenceScene scene;
  private PostgresServer old;
  private PostgresServer other;

  @BeforeEach
  void start() {
    scene = new PersistenceScene(folder, Ack.REPLICATED);
    old = scene.postgres.cluster().primary();
    other = scene.postgres.cluster().other(old);
  }

  @AfterEach
  void stop() {
    if (scene != null) scene.close();
  }

  private void awaitWriter(PostgresServer server) {
    Awaitility.await().atMost(LONG).until(() -> scene.verdict().writer()
        .equals(Optional.of(PersistenceScene.endpoint(server))));
  }

  /** One every few milliseconds, until they are all added. */
  private AtomicInteger stream(List<OutboxEntry> entries) {
    var added = new AtomicInteger();
    scene.vertx.setPeriodic(5, tick -> {
      int next = added.get();
      if (next == entries.size()) {
        scene.vertx.cancelTimer(tick);
        return;
      }
      scene.outbox.add(entries.get(next));
      added.incrementAndGet();
    });
    return added;
  }

  private long millisToAWrite() {
    long killed = System.nanoTime();
    PersistenceScene.await(scene.persistence.view().write(on -> on.query(
        "INSERT INTO dead_letters VALUES ('after', 'test', '', 'the first write')").execute()));
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed);
  }

  @Test
  void everyResultIsThereOnceAfterThePrimaryWasKilled() {
    long seed = Seed.of("DatabaseFailoverIT");
    var matches = new ArrayList<PlayedMatch>();
    for (int no = 0; no < 60; no++) matches.add(PlayedMatch.of(seed, no));
    var entries = matches.stream().flatMap(match -> match.entries().stream()).toList();
    var added = stream(entries);
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.acknowledged().size() > 100);

    old.kill();
    long millis = millisToAWrite();
    System.out.println("From SIGKILL of the primary to the first write: " + millis + " ms");
    int kept = scene.outbox.acknowledged().size();
    awaitWriter(other);
    assertThat(scene.verdict().newest()).isEqualTo(2);
    assertThat(millis).isLessThan(5000);
    // Without a standby nothing new is safe, so nothing is acknowledged until one is back.
    Awaitility.await().atMost(LONG).until(() -> added.get() == entries.size());
    assertThat(count(other, "deals") + count(other, "matches")).isGreaterThanOrEqualTo(kept / 2);
    scene.postgres.cluster().rejoin(old, other);
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.waiting() == 0);

    assertThat(scene.outbox.acknowledged()).hasSize(entries.size());
    assertThat(count(other, "matches WHERE opening_lines IS NOT NULL AND winner IS NOT NULL"))
        .isEqualTo(matches.size());
    assertThat(count(other, "deals"))
        .isEqualTo(matches.stream().mapToLong(PlayedMatch::deals).sum());
    assertThat(count(other, "dead_letters")).isEqualTo(1);
    assertThat(scene.persistence.health().healthy()).isTrue();
  }

  @Test
  void aPrimaryThatComesBackStaleIsNotWrittenTo() {
    var before = PlayedMatch.of(1, 1);
    before.entries().forEach(scene.outbox::add);
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.waiting() == 0);
    old.kill();
    awaitWriter(other);
    old.start();
    Awaitility.await().atMost(LONG).until(() ->
        scene.verdict().stale().contains(PersistenceScene.endpoint(old)));

    var after = PlayedMatch.of(1, 2);
    after.entries().forEach(scene.outbox::add);
    Awaitility.await().atMost(LONG).until(() ->
        count(other, "game_sessions WHERE status = 'finished'") == 2);
    assertThat(count(old, "matches")).isEqualTo(1);
    assertThat(scene.verdict().sentence()).contains("is stale (timeline 1)");
    assertThat(scene.outbox.acknowledged()).hasSize(before.entries().size());

    other.kill();
    Awaitility.await().atMost(LONG).until(() -> scene.verdict().writer().isEmpty());
    Awaitility.await().during(Duration.ofSeconds(2)).atMost(LONG).until(() ->
        scene.verdict().writer().isEmpty());
    other.start();
    awaitWriter(other);
  }

  @Test
  void aPrimaryThatHangsIsReplacedAndItsLastWritesAreWrittenAgain() {
    Set<String> homes = ConcurrentHashMap.newKeySet();
    scene.persistence.view().listen(verdict ->
        homes.add(String.valueOf(Vertx.currentContext())));
    var match = PlayedMatch.of(3, 1);
    PlayedMatch.of(3, 2).entries().forEach(scene.outbox::add);
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.waiting() == 0);
    match.entries().forEach(scene.outbox::add);
    old.pause();
    awaitWriter(other);
    Awaitility.await().atMost(LONG).ignoreExceptions().until(() ->
        count(other, "game_sessions WHERE status = 'finished'") == 2
            && count(other, "deals WHERE match_id = '" + match.id() + "'") == match.deals());
    old.resume();
    Awaitility.await().atMost(LONG).until(() ->
        scene.verdict().stale().contains(PersistenceScene.endpoint(old)));
    assertThat(scene.verdict().writer()).contains(PersistenceScene.endpoint(other));
    assertThat(homes).as("what is told of a server that is late comes on the same event loop")
        .hasSize(1);
  }
}
