package hokm.snapshots;

import hokm.room.Outbox;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The outbox as one Redis stream a shard, with one group of consumers. What a consumer took and
 * left for 5 s another may take. An entry goes for good when it is acknowledged.
 */
public final class RedisOutbox implements Outbox {

  private static final String GROUP = "persistence";
  private static final long IDLE_MILLIS = 5000;
  private static final long LOOK_MILLIS = 1000;

  private final RedisLink link;
  private boolean grouped;
  private long looked;

  public RedisOutbox(RedisLink link) {
    this.link = link;
  }

  @Override
  public Future<List<Delivery>> take(String consumer, int most) {
    long now = System.currentTimeMillis();
    boolean look = now - looked >= LOOK_MILLIS;
    return groups().compose(ready -> {
      if (!look) return fresh(consumer, most);
      looked = now;
      return abandoned(consumer, most).compose(old -> old.size() >= most
          ? Future.succeededFuture(old) : fresh(consumer, most - old.size()).map(more -> {
            old.addAll(more);
            return old;
          }));
    }).onFailure(e -> grouped = false);
  }

  /** Redis answers an existing group with an error, which would fail a batch; so ask first. */
  private Future<Void> groups() {
    if (grouped) return Future.succeededFuture();
    var made = Keys.shards().stream().map(shard -> link.send(RedisRoomStore.call("hokm_group",
        List.of(Keys.outbox(shard))).arg(GROUP))).toList();
    return Future.all(made).map(all -> {
      grouped = true;
      return null;
    });
  }

  private Future<List<Delivery>> fresh(String consumer, int most) {
    var request = Request.cmd(Command.XREADGROUP).arg("GROUP").arg(GROUP).arg(consumer)
        .arg("COUNT").arg(Math.max(1, most / 4)).arg("STREAMS");
    Keys.shards().forEach(shard -> request.arg(Keys.outbox(shard)));
    Keys.shards().forEach(shard -> request.arg(">"));
    return link.send(request).map(streams -> {
      List<Delivery> all = new ArrayList<>();
      if (streams == null) return all;
      for (Response stream : streams) {
        String shard = stream.get(0).toString().substring(1, 3);
        stream.get(1).forEach(entry -> add(all, shard, entry));
      }
      return all;
    });
  }

  private Future<List<Delivery>> abandoned(String consumer, int most) {
    var claims = Keys.shards().stream().map(shard -> link.send(Request.cmd(Command.XAUTOCLAIM)
        .arg(Keys.outbox(shard)).arg(GROUP).arg(consumer).arg(IDLE_MILLIS).arg("0-0")
        .arg("COUNT").arg(Math.max(1, most / 4)))).toList();
    return Future.all(claims).map(done -> {
      List<Delivery> all = new ArrayList<>();
      for (int shard = 0; shard < claims.size(); shard++) {
        String tag = (shard < 10 ? "0" : "") + shard;
        claims.get(shard).result().get(1).forEach(entry -> add(all, tag, entry));
      }
      return all;
    });
  }

  private static void add(List<Delivery> all, String shard, Response entry) {
    if (entry == null || entry.get(1) == null) return;
    var fields = entry.get(1);
    Map<String, Response> named = new HashMap<>();
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      named.put(fields.get(i).toString(), fields.get(i + 1));
    }
    all.add(new Delivery(shard + "/" + entry.get(0), entry(named)));
  }

  /** What can't be read is handed on as such, so that it holds up nothing behind it. */
  private static OutboxEntry entry(Map<String, Response> named) {
    try {
      return new OutboxEntry(named.get("kind").toString(),
          new JsonObject(named.get("body").toBuffer()));
    } catch (DecodeException | NullPointerException broken) {
      return new OutboxEntry("unreadable", new JsonObject().put("fields", named.toString()));
    }
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    link.onAvailability(listener);
  }

  @Override
  public Future<Void> acknowledge(List<String> ids) {
    Map<String, List<String>> byShard = new HashMap<>();
    ids.forEach(id -> byShard.computeIfAbsent(id.substring(0, 2), s -> new ArrayList<>())
        .add(id.substring(3)));
    List<Future<Response>> done = new ArrayList<>();
    byShard.forEach((shard, entries) -> {
      String stream = Keys.outbox(Integer.parseInt(shard));
      var ack = Request.cmd(Command.XACK).arg(stream).arg(GROUP);
      var del = Request.cmd(Command.XDEL).arg(stream);
      entries.forEach(entry -> {
        ack.arg(entry);
        del.arg(entry);
      });
      done.add(link.send(ack));
      done.add(link.send(del));
    });
    return Future.all(done).mapEmpty();
  }

  @Override
  public Future<Depth> depth() {
    var counts = Keys.shards().stream()
        .map(shard -> link.send(Request.cmd(Command.XLEN).arg(Keys.outbox(shard)))).toList();
    var oldest = Keys.shards().stream()
        .map(shard -> link.send(Request.cmd(Command.XRANGE).arg(Keys.outbox(shard)).arg("-")
            .arg("+").arg("COUNT").arg(1))).toList();
    var time = link.send(Request.cmd(Command.TIME));
    return Future.all(counts).compose(c -> Future.all(oldest)).compose(o -> time).map(now -> {
      long millis = now.get(0).toLong() * 1000 + now.get(1).toLong() / 1000;
      long first = oldest.stream().filter(each -> each.result().size() > 0)
          .mapToLong(each -> Long.parseLong(
              each.result().get(0).get(0).toString().split("-")[0])).min().orElse(millis);
      return new Depth(counts.stream().mapToLong(each -> each.result().toLong()).sum(),
          Duration.ofMillis(Math.max(0, millis - first)));
    });
  }
}
