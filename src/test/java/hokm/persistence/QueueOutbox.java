package hokm.persistence;

import hokm.room.Outbox;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An outbox in memory that keeps the port's promise: what is not acknowledged comes again. */
final class QueueOutbox implements Outbox {

  private static final long AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

  private final Map<String, OutboxEntry> entries = new LinkedHashMap<>();
  private final Map<String, Long> taken = new LinkedHashMap<>();
  private final Set<String> acknowledged = new HashSet<>();

  synchronized void add(OutboxEntry entry) {
    entries.put("q-" + (entries.size() + acknowledged.size() + 1), entry);
  }

  synchronized Set<String> acknowledged() {
    return Set.copyOf(acknowledged);
  }

  synchronized int waiting() {
    return entries.size();
  }

  @Override
  public synchronized Future<List<Delivery>> take(String consumer, int most) {
    var batch = new ArrayList<Delivery>();
    long now = System.nanoTime();
    entries.forEach((id, entry) -> {
      var at = taken.get(id);
      if (batch.size() < most && (at == null || now - at > AGAIN_NANOS)) {
        batch.add(new Delivery(id, entry));
      }
    });
    batch.forEach(each -> taken.put(each.id(), now));
    return Future.succeededFuture(batch);
  }

  @Override
  public synchronized Future<Void> acknowledge(List<String> ids) {
    ids.forEach(entries::remove);
    acknowledged.addAll(ids);
    return Future.succeededFuture();
  }

  @Override
  public synchronized Future<Depth> depth() {
    return Future.succeededFuture(new Depth(entries.size(), Duration.ZERO));
  }
}
