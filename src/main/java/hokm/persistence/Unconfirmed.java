package hokm.persistence;

import hokm.room.Outbox.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What was written, but not yet seen on a standby. */
final class Unconfirmed {

  /** @param lsn after its commit, in the WAL of that timeline */
  record Batch(long timeline, long lsn, List<Delivery> deliveries) {}

  private final List<Batch> batches = new LinkedList<>();
  private final Set<String> ids = new HashSet<>();

  void add(Batch batch) {
    batches.add(batch);
    batch.deliveries().forEach(each -> ids.add(each.id()));
  }

  boolean holds(String id) {
    return ids.contains(id);
  }

  int size() {
    return ids.size();
  }

  /** Takes out all batches of which this is true. */
  List<Batch> take(Predicate<Batch> which) {
    var taken = new ArrayList<Batch>();
    for (Iterator<Batch> each = batches.iterator(); each.hasNext();) {
      var batch = each.next();
      if (!which.test(batch)) continue;
      each.remove();
      batch.deliveries().forEach(delivery -> ids.remove(delivery.id()));
      taken.add(batch);
    }
    return taken;
  }
}
