package hokm.drill;

import hokm.snapshots.OutboxDoor;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * So many finished deals at once, as after a long absence of PostgreSQL, and how long it takes
 * until all of them are acknowledged.
 */
record Burst(int deals, Duration time) {

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int AT_ONCE = 500;
  /** Enough to have all shards of the outbox. */
  private static final int DOORS = 64;

  /** Rooms of every shard. */
  static List<String> rooms() {
    return IntStream.range(0, DOORS).mapToObj(no -> String.format("DRB%03d", no)).toList();
  }

  static Burst play(List<OutboxDoor> doors, Finished finished, int deals) {
    var matches = IntStream.iterate(0, no -> no + 1).mapToObj(no -> finished.next()).iterator();
    long began = System.nanoTime();
    int put = 0;
    while (put < deals) {
      Future<?> batch = Future.succeededFuture();
      for (int many = 0; many < AT_ONCE && put < deals;) {
        var match = matches.next();
        var door = doors.get(put % doors.size());
        for (var piece : match) {
          batch = Future.join(batch, door.put(piece.entry()));
          many++;
        }
        put += match.size() - 2;
      }
      await(batch);
    }
    if (!Pause.until(() -> waiting(doors) == 0, PATIENCE)) {
      throw new IllegalStateException("The burst was not acknowledged within "
          + PATIENCE.toMinutes() + " minutes.");
    }
    return new Burst(put, Duration.ofNanos(System.nanoTime() - began));
  }

  private static long waiting(List<OutboxDoor> doors) {
    return doors.stream().mapToLong(door -> await(door.length())).sum();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("Redis did not answer: " + e.getMessage(), e);
    }
  }

  double aSecond() {
    return deals / (time.toMillis() / 1000.0);
  }

  String line() {
    return String.format("A burst of %d finished deals was in PostgreSQL and acknowledged after"
        + " %.1f s: %.0f a second.", deals, time.toMillis() / 1000.0, aSecond());
  }

  JsonObject json() {
    return new JsonObject().put("deals", deals).put("ms", time.toMillis())
        .put("dealsASecond", aSecond());
  }
}
