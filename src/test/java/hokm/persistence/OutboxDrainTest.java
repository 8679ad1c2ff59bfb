package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hokm.room.BusCodecs;
import hokm.room.Edge;
import hokm.room.Outbox;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The drain between an outbox and a pair of servers that the test plays. */
class OutboxDrainTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<OutboxEntry> written = new CopyOnWriteArrayList<>();
  private final List<OutboxEntry> acknowledged = new CopyOnWriteArrayList<>();
  private volatile OutboxEntry entry = entry("match_started");
  private volatile long replayed;
  private Consumer<Boolean> listener;

  private final class OneEntry implements Outbox {
    @Override
    public Future<List<Delivery>> take(String consumer, int most) {
      return Future.succeededFuture(entry == null ? List.of()
          : List.of(new Delivery("1", entry)));
    }

    @Override
    public void onAvailability(Consumer<Boolean> told) {
      listener = told;
    }

    @Override
    public Future<Void> acknowledge(List<String> ids) {
      acknowledged.add(entry);
      entry = null;
      return Future.succeededFuture();
    }

    @Override
    public Future<Depth> depth() {
      throw new UnsupportedOperationException("The drain does not ask.");
    }
  }

  private final class Pair implements PlainDrain.Servers {
    @Override
    public PlainDrain.Look look(int server) {
      return new PlainDrain.Look(server == 1, 1, server == 1 ? replayed : written.size());
    }

    @Override
    public Future<PlainDrain.Position> write(int server, List<OutboxEntry> records) {
      written.addAll(records);
      return Future.succeededFuture(new PlainDrain.Position(1, written.size()));
    }
  }

  private static OutboxEntry entry(String kind) {
    return new OutboxEntry(kind, new JsonObject().put("room", "K7PM2Q").put("match", "m"));
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void whatComesUnderAnIdThatALostRecordHadIsWrittenBeforeItIsAcknowledged() {
    BusCodecs.register(vertx.eventBus());
    vertx.runOnContext(go ->
        new PlainDrain(Edge.of(vertx), new OneEntry(), new Pair(), false, "n-1").start());
    await().until(() -> written.size() == 1);
    vertx.runOnContext(go -> {
      listener.accept(false);
      entry = entry("match_ended");
      listener.accept(true);
    });
    await().atMost(Duration.ofSeconds(5)).until(() -> written.size() == 2);
    assertThat(acknowledged).isEmpty();
    replayed = 2;
    await().atMost(Duration.ofSeconds(5)).until(() -> !acknowledged.isEmpty());
    assertThat(acknowledged).extracting(OutboxEntry::kind).containsExactly("match_ended");
  }
}
