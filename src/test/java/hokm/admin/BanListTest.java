package hokm.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.room.Bans.Ban;
import hokm.room.Edge;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bans as one node knows them. */
class BanListTest {

  private static final Ban ANN = new Ban("ann", "Insults", Optional.empty());
  private static final Ban BEA = new Ban("bea", "Cheats", Optional.of(Instant.ofEpochMilli(500)));

  private final Vertx vertx = Vertx.vertx();
  private final Edge edge = Edge.of(vertx);
  private final BanList bans = new BanList("n-1");
  private final ConcurrentLinkedQueue<Ban> told = new ConcurrentLinkedQueue<>();
  private final Deque<Promise<List<Ban>>> readings = new ArrayDeque<>();

  private void start() throws Exception {
    bans.onBanned(told::add);
    bans.start(edge, this::read).await(20, TimeUnit.SECONDS);
  }

  private synchronized Future<List<Ban>> read() {
    Promise<List<Ban>> reading = Promise.promise();
    readings.add(reading);
    return reading.future();
  }

  private synchronized Promise<List<Ban>> reading() {
    return readings.pollFirst();
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().await(20, TimeUnit.SECONDS);
  }

  @Test
  void whatIsReadAtTheStartIsTold() throws Exception {
    start();
    assertThat(bans.known()).isFalse();
    reading().complete(List.of(ANN, BEA));
    await().until(bans::known);
    assertThat(told).containsExactlyInAnyOrder(ANN, BEA);
    assertThat(bans.of("ann", 0)).contains(ANN);
    assertThat(bans.of("bea", 499)).contains(BEA);
    assertThat(bans.of("bea", 500)).isEmpty();
    assertThat(bans.all(500)).containsExactly(ANN);
  }

  @Test
  void aChangeIsTakenAtOnceAlsoBeforeTheListIsKnown() throws Exception {
    start();
    BanList.tell(edge, ANN);
    await().until(() -> bans.of("ann", 0).isPresent());
    assertThat(told).containsExactly(ANN);
    BanList.tellLifted(edge, "ann");
    await().until(() -> bans.of("ann", 0).isEmpty());
  }

  @Test
  void aBanThatWasToldDuringAReadingIsNotLostToIt() throws Exception {
    start();
    BanList.tell(edge, ANN);
    await().until(() -> bans.of("ann", 0).isPresent());
    reading().complete(List.of());
    await().until(() -> {
      var again = reading();
      if (again == null) return false;
      again.complete(List.of(ANN, BEA));
      return true;
    });
    await().until(bans::known);
    assertThat(told).containsExactlyInAnyOrder(ANN, BEA);
  }
}
