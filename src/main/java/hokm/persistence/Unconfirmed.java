package hokm.persistence;

import hokm.room.Kept;
import hokm.room.Outbox.Delivery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What was written, but not yet seen on a standby. The records themselves are kept only while they
 * are few, for one takes some 60 KB: what is not kept the outbox brings again.
 */
final class Unconfirmed {

  static final int KEPT = 400;

  /**
   * @param lsn after its commit, in the WAL of that timeline
   * @param records which they are, for the rooms that they are from
   * @param deliveries to be written again should the timeline end; empty when not kept
   */
  record Batch(long timeline, long lsn, List<String> ids, List<Kept.Entry> records,
      List<Delivery> deliveries) {

    static Batch of(long timeline, long lsn, List<Delivery> deliveries) {
      return new Batch(timeline, lsn, deliveries.stream().map(Delivery::id).toList(),
          deliveries.stream().flatMap(each -> Kept.Entry.of(each.entry()).stream()).toList(),
          deliveries);
    }

    Batch withoutRecords() {
      return new Batch(timeline, lsn, ids, records, List.of());
    }
  }

  private final List<Batch> batches = new LinkedList<>();
  private final Set<String> ids = new HashSet<>();

  void add(Batch batch) {
    ids.addAll(batch.ids());
    batches.add(ids.size() > KEPT ? batch.withoutRecords() : batch);
  }

  boolean holds(String id) {
    return ids.contains(id);
  }

  int size() {
    return ids.size();
  }

  void clear() {
    batches.clear();
    ids.clear();
  }

  /** Takes out all batches of which this is true. */
  List<Batch> take(Predicate<Batch> which) {
    var taken = new ArrayList<Batch>();
    for (Iterator<Batch> each = batches.iterator(); each.hasNext();) {
      var batch = each.next();
      if (!which.test(batch)) continue;
      each.remove();
      batch.ids().forEach(ids::remove);
      taken.add(batch);
    }
    return taken;
  }
}
