package hokm.admin;

import hokm.room.OperatorRecords;
import hokm.room.OutboxEntry;
import io.vertx.core.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each call down. What changes something is in PostgreSQL before it is done, or is not done;
 * only a drain, which an emergency may need, is done all the same. What came of it, and whatever
 * only looks, goes through the outbox, which waits for PostgreSQL.
 */
final class Audit {

  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  private final String node;
  private final Function<OutboxEntry, Future<?>> outbox;

  /** @param outbox takes what can wait; fails when it can't */
  Audit(String node, Function<OutboxEntry, Future<?>> outbox) {
    this.node = node;
    this.outbox = outbox;
  }

  /** A call that only looks. */
  Future<Reply> look(Call call, Supplier<Future<Reply>> work) {
    return told(call, work);
  }

  /** @param record writes the step down before the work begins */
  Future<Reply> act(Call call, Future<Void> record, Supplier<Future<Reply>> work) {
    LOG.info("Node {} is asked by {} at {} for: {}.", node, call.who(), call.remote(), call);
    return record.transform(written -> written.succeeded() ? told(call, work)
        : Future.succeededFuture(Reply.refused(503, "no_record", "It was not done: it could not"
            + " be written down first, since PostgreSQL takes no writes now.")));
  }

  /** In an emergency: if need be it is written down when PostgreSQL is back. */
  Future<Reply> actAnyway(Call call, Future<Void> record, Supplier<Future<Reply>> work) {
    LOG.info("Node {} is asked by {} at {} for: {}.", node, call.who(), call.remote(), call);
    return record.transform(written -> {
      if (written.failed()) later(call, new OutboxEntry(OperatorRecords.KIND, call.asked(node)));
      return told(call, work);
    });
  }

  /** Not written down, for strangers could fill the table. @param last before it is not heard */
  void turnedAway(String remote, boolean last) {
    LOG.warn("Node {} has turned away a call to its admin API from {}, which showed no right"
        + " token.{}", node, remote, last ? " It is not listened to for a minute." : "");
  }

  private Future<Reply> told(Call call, Supplier<Future<Reply>> work) {
    return work.get().onSuccess(reply -> later(call, new OutboxEntry(OperatorRecords.KIND,
        call.answered(node, reply.outcome()))));
  }

  private void later(Call call, OutboxEntry entry) {
    outbox.apply(entry).onFailure(e -> LOG.warn("Node {} could not write down, even for later,"
        + " what {} at {} has asked for ({}; {}): {}", node, call.who(), call.remote(), call,
        entry.body().getString("outcome"), e.getMessage()));
  }
}
