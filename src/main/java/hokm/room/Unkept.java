package hokm.room;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A room's records of which it is not known that PostgreSQL has them. Should the store forget its
 * outbox, it is given them again; twice does no harm. Kept as text, a tenth of what they take as
 * objects.
 */
final class Unkept {

  /** More than two matches have; the oldest go first. */
  static final int MOST = 64;

  private final Map<Kept.Entry, Buffer> bodies = new LinkedHashMap<>(4) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Kept.Entry, Buffer> eldest) {
      return size() > MOST;
    }
  };

  void add(List<OutboxEntry> saved) {
    for (var record : saved) {
      Kept.Entry.of(record).ifPresent(entry -> bodies.put(entry, record.body().toBuffer()));
    }
  }

  void remove(Kept.Entry entry) {
    bodies.remove(entry);
  }

  /** The oldest first. */
  List<OutboxEntry> entries() {
    return bodies.entrySet().stream().map(each ->
        new OutboxEntry(each.getKey().kind(), new JsonObject(each.getValue()))).toList();
  }
}
