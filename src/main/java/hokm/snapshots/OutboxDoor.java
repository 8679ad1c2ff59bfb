package hokm.snapshots;

import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;

/** The outbox from outside: for who fills it without a room, and wants to know what has left it. */
public final class OutboxDoor {

  private final RedisLink link;
  private final String stream;

  /** @param room whose records they are to be */
  public OutboxDoor(RedisLink link, String room) {
    this.link = link;
    this.stream = Keys.outbox(Keys.shard(room));
  }

  /** @return the entry's id */
  public Future<String> put(OutboxEntry entry) {
    return link.send(Request.cmd(Command.XADD).arg(stream).arg("*").arg("kind").arg(entry.kind())
        .arg("body").arg(entry.body().encode())).map(Object::toString);
  }

  /** @return fails, too, when as many results wait there as may */
  public Future<String> offer(OutboxEntry entry) {
    return length().compose(waiting -> waiting < link.outboxShard() ? put(entry)
        : Future.failedFuture("The outbox is full."));
  }

  /** How many entries wait there. */
  public Future<Long> length() {
    return link.send(Request.cmd(Command.XLEN).arg(stream)).map(Response::toLong);
  }

  /** @return for each of these whether it still waits, in their order */
  public Future<List<Boolean>> waiting(List<String> ids) {
    var found = ids.stream().map(id -> link.send(
        Request.cmd(Command.XRANGE).arg(stream).arg(id).arg(id))).toList();
    return Future.all(found).map(all ->
        found.stream().map(each -> each.result().size() > 0).toList());
  }
}
