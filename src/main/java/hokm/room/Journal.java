package hokm.room;

import hokm.protocol.TableEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * A table as it stood between two deals, and the events since. How both are written goes with them
 * and only grows: to walk all events again with each save, objects far apart in memory, would take
 * longer than all else that a room does for a move.
 *
 * @param text as a snapshot has them
 */
record Journal(Table base, List<TableEvent> events, String text) {

  static final Journal EMPTY = of(Table.EMPTY, List.of());

  static Journal of(Table base, List<TableEvent> events) {
    var text = new StringBuilder();
    SnapshotCodec.table(text, base);
    JournalCodec.encode(text.append('\n'), events);
    return new Journal(base, List.copyOf(events), text.toString());
  }

  Journal plus(List<TableEvent> more) {
    if (more.isEmpty()) return this;
    var all = new ArrayList<TableEvent>(events.size() + more.size());
    all.addAll(events);
    all.addAll(more);
    var longer = new StringBuilder(text.length() + 32).append(text);
    if (!events.isEmpty()) longer.append(JournalCodec.BETWEEN);
    JournalCodec.encode(longer, more);
    return new Journal(base, List.copyOf(all), longer.toString());
  }

  /** From this event on; the ones before it are part of the table. */
  Journal from(int at) {
    return of(base.after(events.subList(0, at)), events.subList(at, events.size()));
  }
}
