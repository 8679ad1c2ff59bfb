package hokm.snapshots;

import static hokm.snapshots.RedisRoomStore.call;

import hokm.room.Tickets;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The queue for quick matches in Redis, so that it outlives the matchmaker's node. */
public final class RedisTickets implements Tickets {

  private static final int UNOPENED_SECONDS = 3600;
  private static final int OPENED_SECONDS = 60;

  private final RedisLink link;

  public RedisTickets(RedisLink link) {
    this.link = link;
  }

  @Override
  public Future<Void> enqueue(String player, String name, String id) {
    return link.send(call("hokm_enqueue", List.of(Keys.WAITING, Keys.NAMES, Keys.place(player),
        Keys.TABLES)).arg(player).arg(name).arg(id)).mapEmpty();
  }

  @Override
  public Future<Boolean> cancel(String player) {
    return link.send(Request.cmd(Command.ZREM).arg(Keys.WAITING).arg(player))
        .compose(removed -> link.send(Request.cmd(Command.HDEL).arg(Keys.NAMES).arg(player))
            .map(done -> removed.toInteger() == 1));
  }

  @Override
  public Future<Void> cancel(List<String> players) {
    if (players.isEmpty()) return Future.succeededFuture();
    var waiting = Request.cmd(Command.ZREM).arg(Keys.WAITING);
    var names = Request.cmd(Command.HDEL).arg(Keys.NAMES);
    players.forEach(player -> {
      waiting.arg(player);
      names.arg(player);
    });
    return link.send(waiting).compose(removed -> link.send(names)).mapEmpty();
  }

  @Override
  public Future<List<Ticket>> waiting(int most) {
    return link.whenSettled()
        .compose(settled -> link.send(call("hokm_waiting", List.of(Keys.WAITING, Keys.NAMES))
            .arg(most)))
        .map(rows -> rows.stream().map(row -> new Ticket(row.get(0).toString(),
            row.get(1).toString(), Duration.ofMillis(row.get(2).toLong()))).toList());
  }

  @Override
  public Future<Boolean> assign(String room, List<String> players) {
    var keys = new ArrayList<>(List.of(Keys.WAITING, Keys.NAMES, Keys.TABLES));
    players.forEach(player -> keys.add(Keys.place(player)));
    var request = call("hokm_assign", keys).arg(room).arg(UNOPENED_SECONDS);
    players.forEach(request::arg);
    return link.send(request).map(code -> code.toInteger() == 1);
  }

  @Override
  public Future<List<Assignment>> assigned() {
    return link.send(Request.cmd(Command.HGETALL).arg(Keys.TABLES)).map(all -> {
      var tables = new ArrayList<Assignment>();
      for (String room : all.getKeys()) {
        tables.add(new Assignment(room, players(all.get(room))));
      }
      return tables;
    });
  }

  private static List<Ticket> players(Response json) {
    return new JsonArray(json.toString()).stream().map(JsonArray.class::cast)
        .map(row -> new Ticket(row.getString(0), row.getString(1), Duration.ZERO)).toList();
  }

  @Override
  public Future<Void> opened(String room) {
    return link.send(Request.cmd(Command.HGET).arg(Keys.TABLES).arg(room)).compose(table -> {
      if (table == null) return Future.succeededFuture();
      players(table).forEach(each -> link.send(
          Request.cmd(Command.EXPIRE).arg(Keys.place(each.player())).arg(OPENED_SECONDS)));
      return link.send(Request.cmd(Command.HDEL).arg(Keys.TABLES).arg(room)).mapEmpty();
    });
  }

  @Override
  public Future<Optional<String>> roomOf(String player) {
    return link.send(Request.cmd(Command.GET).arg(Keys.place(player))).compose(place -> {
      if (place == null) return Future.succeededFuture(Optional.empty());
      var room = place.toString().split("\n")[0];
      return link.send(Request.cmd(Command.HEXISTS).arg(Keys.TABLES).arg(room))
          .map(waits -> Optional.of(room)
              .filter(open -> !open.isEmpty() && waits.toInteger() == 0));
    });
  }

  /** By plain commands: a function might not be there yet while nodes are upgraded. */
  @Override
  public Future<Void> left(String player, String room) {
    var place = Keys.place(player);
    return link.send(Request.cmd(Command.GET).arg(place)).compose(found -> {
      if (found == null || !found.toString().startsWith(room + "\n")) {
        return Future.succeededFuture();
      }
      return link.send(Request.cmd(Command.SET).arg(place)
          .arg(found.toString().substring(room.length())).arg("XX").arg("KEEPTTL")).mapEmpty();
    });
  }
}
