package hokm.simulation;

import hokm.persistence.PlainDrain;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PostgreSQL primary and its standby: what is committed on the one the other has a moment later,
 * and what it has not when the one dies is gone.
 */
final class Database implements PlainDrain.Servers {

  /** A row for each thing that a record is about, and how often it came. */
  record Row(OutboxEntry entry, int times, long lsn) {}

  private final World world;
  private final Map<String, Row> rows = new TreeMap<>();
  /** How often the standby takes its time. */
  private double slow = 0.3;
  private final boolean[] up = {true, true};
  private int primary;
  private long timeline = 1;
  private long lsn;
  private long replayed;
  /** Off only in a database that is built to be wrong. */
  private boolean idempotent = true;

  Database(World world) {
    this.world = world;
  }

  void repeat() {
    idempotent = false;
  }

  void slow() {
    slow = 1;
  }

  Map<String, Row> rows() {
    return rows;
  }

  @Override
  public PlainDrain.Look look(int server) {
    if (!up[server]) return null;
    return server == primary ? new PlainDrain.Look(false, timeline, lsn)
        : new PlainDrain.Look(true, timeline, replayed);
  }

  @Override
  public Future<PlainDrain.Position> write(int server, List<OutboxEntry> records) {
    Promise<PlainDrain.Position> answer = Promise.promise();
    world.scheduler.after(world.between(300, 5000), world.outside, () -> {
      if (!up[server] || server != primary) {
        answer.fail("The server takes no writes.");
        return;
      }
      records.forEach(this::write);
      var at = new PlainDrain.Position(timeline, lsn);
      long lag = world.between(1000, world.happens(slow) ? 3_000_000 : 100_000);
      world.scheduler.after(lag, world.outside, () -> replay(at));
      if (world.happens(world.weather.lost)) answer.fail("The connection broke.");
      else answer.complete(at);
    });
    return answer.future();
  }

  private void replay(PlainDrain.Position at) {
    if (at.timeline() == timeline && up[0] && up[1]) replayed = Math.max(replayed, at.lsn());
  }

  private void write(OutboxEntry entry) {
    var body = entry.body();
    var key = body.getString("match") + " " + entry.kind() + " " + body.getValue("no");
    var before = rows.get(key);
    lsn += 100;
    if (before == null) {
      rows.put(key, new Row(entry, 1, lsn));
      world.trace.say(() -> "The database has " + key + ".");
    } else if (!idempotent) {
      rows.put(key, new Row(entry, before.times() + 1, before.lsn()));
    }
  }

  /** The standby takes over with what it has, and the other comes back as its standby. */
  void losePrimary(long promotion, long back) {
    if (!up[0] || !up[1]) return;
    int dead = primary;
    up[dead] = false;
    world.trace.say(() -> "The PostgreSQL primary dies.");
    world.scheduler.after(promotion, world.outside, () -> {
      primary = 1 - dead;
      timeline++;
      lsn = replayed;
      rows.values().removeIf(row -> row.lsn() > lsn);
      world.trace.say(() -> "The PostgreSQL standby is promoted.");
    });
    returns(dead, promotion + back);
  }

  void loseStandby(long back) {
    if (!up[0] || !up[1]) return;
    up[1 - primary] = false;
    returns(1 - primary, back);
  }

  private void returns(int server, long after) {
    world.scheduler.after(after, world.outside, () -> {
      up[server] = true;
      replayed = lsn;
    });
  }
}
