package hokm.simulation;

import hokm.room.Outbox.Delivery;
import hokm.room.OutboxEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The outbox's streams and their one group of consumers, taken together as one. */
final class OutboxModel {

  private static final long IDLE_MILLIS = 5000;

  private final Map<Long, OutboxEntry> entries = new TreeMap<>();
  private final Map<Long, Long> taken = new TreeMap<>();
  private long added;

  OutboxModel copy() {
    var copy = new OutboxModel();
    copy.entries.putAll(entries);
    copy.taken.putAll(taken);
    copy.added = added;
    return copy;
  }

  void add(OutboxEntry entry) {
    entries.put(++added, entry);
  }

  /** What nobody has taken, and what somebody took and left. */
  List<Delivery> take(int most, long now) {
    var batch = new ArrayList<Delivery>();
    entries.forEach((id, entry) -> {
      if (batch.size() < most && now - taken.getOrDefault(id, -IDLE_MILLIS) >= IDLE_MILLIS) {
        batch.add(new Delivery("00/" + id + "-0", entry));
      }
    });
    batch.forEach(each -> taken.put(number(each.id()), now));
    return batch;
  }

  void acknowledge(List<String> ids) {
    for (String id : ids) {
      entries.remove(number(id));
      taken.remove(number(id));
    }
  }

  private static long number(String id) {
    return Long.parseLong(id.substring(3, id.length() - 2));
  }

  int depth() {
    return entries.size();
  }
}
