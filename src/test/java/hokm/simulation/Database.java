package hokm.simulation;

import hokm.room.OutboxEntry;
import java.util.Map;
import java.util.TreeMap;

/** What PostgreSQL holds: a row for each thing that a record is about, and how often it came. */
final class Database {

  record Row(OutboxEntry entry, int times) {}

  private final World world;
  private final Map<String, Row> rows = new TreeMap<>();
  /** Off only in a database that is built to be wrong. */
  private boolean idempotent = true;

  Database(World world) {
    this.world = world;
  }

  void repeat() {
    idempotent = false;
  }

  void write(OutboxEntry entry) {
    var body = entry.body();
    var key = body.getString("match") + " " + entry.kind() + " " + body.getValue("no");
    var before = rows.get(key);
    if (before == null) {
      rows.put(key, new Row(entry, 1));
      world.trace.say(() -> "The database has " + key + ".");
    } else if (!idempotent) {
      rows.put(key, new Row(entry, before.times() + 1));
    }
  }

  Map<String, Row> rows() {
    return rows;
  }
}
