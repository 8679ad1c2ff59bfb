package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresKeeperIT {

  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir
  private Path folder;
  private PostgresCluster cluster;
  private PostgresServer old;
  private PostgresServer standby;
  private PostgresKeeper keeper;
  private final List<String> said = new CopyOnWriteArrayList<>();

  @BeforeEach
  void start() {
    cluster = TestPostgres.cluster(folder, FreePorts.any(), FreePorts.any()).start();
    old = cluster.primary();
    standby = cluster.other(old);
    keeper = new PostgresKeeper(cluster, said::add);
  }

  @AfterEach
  void stop() {
    keeper.stop();
    cluster.stop();
  }

  private static void promote(PostgresServer server) {
    server.ask("postgres", "SELECT pg_promote(true, 20)", Duration.ofSeconds(25));
  }

  private static void awaitStreaming(PostgresServer below, PostgresServer primary, Duration time) {
    Awaitility.await().atMost(time).until(() -> below.look().upstream() == primary.port());
  }

  @Test
  void aKilledPrimaryStreamsFromThePromotedOneWithinTenSeconds() {
    keeper.start();
    old.kill();
    promote(standby);
    awaitStreaming(old, standby, SOON);
    assertThat(cluster.primary()).isSameAs(standby);
  }

  @Test
  void aPrimaryThatWasPausedWhileAnotherWasPromotedFollowsItOnceItGoesOn() {
    keeper.start();
    old.pause();
    promote(standby);
    old.resume();
    awaitStreaming(old, standby, SOON);
  }

  @Test
  void aPausedServerDoesNotKeepTheKeeperFromTheOthers() {
    var third = cluster.add(FreePorts.any());
    keeper.start();
    standby.pause();
    third.kill();
    awaitStreaming(third, old, SOON);
    long paused = standby.pid();
    Awaitility.await().during(Duration.ofSeconds(8)).atMost(LONG).until(() ->
        standby.pid() == paused && standby.alive());
    standby.resume();
    awaitStreaming(standby, old, SOON);
  }

  @Test
  void aStandbyThatWentItsOwnWayIsCopiedAnew() {
    old.kill();
    promote(standby);
    assertThat(standby.ask("postgres", "SELECT pg_switch_wal()")).isNotNull();
    old.start();
    assertThat(old.ask("postgres", "SELECT pg_switch_wal() FROM txid_current()")).isNotNull();
    old.stop();
    old.follow(standby);
    keeper.start();
    awaitStreaming(old, standby, LONG);
  }

  @Test
  void nothingIsThrownAwayForAPrimaryThatMissedAPromotion() {
    old.kill();
    promote(standby);
    standby.ask("postgres", "SELECT pg_switch_wal()");
    standby.kill();
    old.start();
    keeper.start();
    Awaitility.await().atMost(LONG).until(() -> cluster.primary() == standby);
    awaitStreaming(old, standby, LONG);
  }

  @Test
  void twoPrimariesOfOneTimelineAreToldOnceAndLeftAlone() {
    var third = cluster.add(FreePorts.any());
    old.kill();
    promote(standby);
    promote(third);
    keeper.start();
    Awaitility.await().during(Duration.ofSeconds(3)).atMost(LONG).until(() ->
        said.stream().filter(line -> line.contains("are both primaries of one timeline")).count()
            == 1);
    assertThat(standby.leads()).isTrue();
    assertThat(third.leads()).isTrue();
  }

  @Test
  void whileItIsHeldItTouchesNothing() {
    keeper.start();
    keeper.hold();
    standby.kill();
    Awaitility.await().during(Duration.ofSeconds(2)).atMost(LONG).until(() -> !standby.alive());
    keeper.go();
    awaitStreaming(standby, old, SOON);
  }

  @Test
  void aPrimaryThatDiesBeforeItsNewStandbyHasAllThatItNeedsStartsAgain() {
    cluster.copyTo(standby, old);
    old.kill();
    assertThat(standby.startWhile(old::alive)).isFalse();
    Awaitility.await().atMost(LONG).until(standby::starting);
    keeper.start();
    awaitStreaming(standby, old, LONG);
    assertThat(cluster.primary()).isSameAs(old);
  }
}
