package hokm.persistence;

import hokm.persistence.PostgresSettings.Ack;
import hokm.room.Edge;
import hokm.room.Kept;
import hokm.room.Outbox;
import hokm.room.Outbox.Delivery;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the outbox holds into PostgreSQL. The order is: write, commit, see it on a standby of
 * the timeline that is still written to, and only then acknowledge. Whatever fails before that is
 * written again, which comes to the same rows.
 */
final class OutboxDrain {

  private static final Logger LOG = LoggerFactory.getLogger(OutboxDrain.class);
  private static final int BATCH = 200;
  private static final int MOST_UNCONFIRMED = 10_000;
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Duration IDLE = Duration.ofMillis(50);
  private static final Duration FAILED = Duration.ofMillis(200);
  private static final Duration HURRY = Duration.ofMillis(500);
  private static final Duration OUTBOX = Duration.ofSeconds(2);
  private static final Duration STOP = Duration.ofSeconds(3);

  private final Edge edge;
  private final Ledger ledger;
  private final Outbox outbox;
  private final Ack ack;
  private final String node;
  private final DrainCounts counts;
  private final Unconfirmed unconfirmed = new Unconfirmed();
  private final Promise<Void> ended = Promise.promise();
  private int most = BATCH;
  private boolean stopping;
  private boolean begun;
  private boolean failing;
  /** Counts how often the outbox was away. */
  private int absences;

  /** On the event loop of the edge. */
  OutboxDrain(Edge edge, Ledger ledger, Outbox outbox, Ack ack, String node,
      DrainCounts counts) {
    this.edge = edge;
    this.ledger = ledger;
    this.outbox = outbox;
    this.ack = ack;
    this.node = node;
    this.counts = counts;
  }

  void start() {
    begun = true;
    ledger.listen(this::settle);
    outbox.onAvailability(there -> {
      if (!there) forget();
    });
    turn();
  }

  /**
   * An outbox that was away may bring other records under the ids that it had given before, and to
   * acknowledge those would lose them. What it still has it brings again.
   */
  private void forget() {
    absences++;
    unconfirmed.clear();
  }

  /** What has been taken and not acknowledged, another node takes after five seconds. */
  Future<Void> stop() {
    stopping = true;
    if (!begun) return Future.succeededFuture();
    return within(STOP, ended.future()).otherwiseEmpty();
  }

  private void turn() {
    if (stopping) {
      ended.tryComplete();
      return;
    }
    drainSome().onComplete(done -> {
      counts.unconfirmed(unconfirmed.size());
      if (done.failed()) complain(done.cause());
      edge.timers().after(done.failed() ? FAILED : done.result() ? AT_ONCE : IDLE, this::turn);
    });
  }

  /** @return whether there may be more to do at once */
  private Future<Boolean> drainSome() {
    var verdict = ledger.verdict();
    if (verdict.writer().isEmpty()) return Future.succeededFuture(false);
    var lost = unconfirmed.take(batch -> batch.timeline() != verdict.newest());
    if (!lost.isEmpty()) {
      return write(lost.stream().flatMap(each -> each.deliveries().stream()).toList()).map(true);
    }
    if (unconfirmed.size() > MOST_UNCONFIRMED - BATCH) return Future.succeededFuture(false);
    return within(OUTBOX, outbox.take(node, most))
        .compose(taken -> {
          var fresh = taken.stream().filter(each -> !unconfirmed.holds(each.id())).toList();
          return traced(fresh).map(done -> !fresh.isEmpty());
        });
  }

  private Future<Void> traced(List<Delivery> fresh) {
    if (fresh.isEmpty()) return write(fresh);
    var span = edge.traces().begin("outbox drain")
        .about("hokm.records", String.valueOf(fresh.size()));
    return write(fresh).onComplete(done -> span.end());
  }

  /** In parts of a bounded size; what fails stays in the outbox. */
  private Future<Void> write(List<Delivery> all) {
    int before = absences;
    var done = Future.<Void>succeededFuture();
    for (int from = 0; from < all.size(); from += most) {
      var part = all.subList(from, Math.min(all.size(), from + most));
      done = done.compose(next -> writePart(List.copyOf(part), before));
    }
    return done;
  }

  /** @param before how often the outbox had been away when it brought them */
  private Future<Void> writePart(List<Delivery> part, int before) {
    return ledger.write(part).recover(e ->
            Fault.ofRecord(e) ? oneByOne(part) : Future.failedFuture(e))
        .compose(written -> {
          most = BATCH;
          counts.buried(part.stream().filter(each -> !Records.flaw(each).isEmpty()).count());
          return before == absences ? written(part, written) : Future.succeededFuture();
        }, e -> {
          // A batch that a slow server can't take in time is tried in smaller ones.
          most = Math.max(1, most / 2);
          return Future.failedFuture(e);
        });
  }

  /** One record spoils the batch: it is put aside, and the others are written. */
  private Future<DatabaseView.Written<Void>> oneByOne(List<Delivery> part) {
    Future<DatabaseView.Written<Void>> done = Future.succeededFuture();
    for (Delivery each : part) {
      done = done.compose(next -> ledger.write(List.of(each))
          .recover(e -> Fault.ofRecord(e)
              ? bury(each, String.valueOf(e.getMessage())) : Future.failedFuture(e))
          .compose(written -> sameTimeline(next, written)));
    }
    return done;
  }

  private Future<DatabaseView.Written<Void>> bury(Delivery each, String reason) {
    return ledger.bury(each, reason).onSuccess(done -> counts.buried(1));
  }

  private static Future<DatabaseView.Written<Void>> sameTimeline(
      DatabaseView.Written<Void> earlier, DatabaseView.Written<Void> later) {
    if (earlier == null || earlier.timeline() == later.timeline()) {
      return Future.succeededFuture(later);
    }
    return Future.failedFuture(new DatabaseUnavailable(
        "A standby was promoted while records were written, so they are written again.", null));
  }

  private Future<Void> written(List<Delivery> part, DatabaseView.Written<Void> at) {
    if (failing) recovered();
    if (ack == Ack.PRIMARY) {
      return acknowledge(List.of(Unconfirmed.Batch.of(at.timeline(), at.lsn(), part)));
    }
    unconfirmed.add(Unconfirmed.Batch.of(at.timeline(), at.lsn(), part));
    ledger.hurry(HURRY);
    return Future.succeededFuture();
  }

  private void settle(Verdict verdict) {
    // Whoever of two wins, what was written to one of them may be on no other: it comes again.
    if (verdict.disputed()) unconfirmed.clear();
    if (unconfirmed.size() == 0 || stopping) return;
    var safe = unconfirmed.take(batch -> verdict.replicated(batch.timeline(), batch.lsn()));
    if (!safe.isEmpty()) acknowledge(safe).onFailure(this::complain);
  }

  private Future<Void> acknowledge(List<Unconfirmed.Batch> safe) {
    var ids = new ArrayList<String>();
    safe.forEach(batch -> ids.addAll(batch.ids()));
    // The rooms keep a record until they hear that it is here, for Redis may lose its outbox.
    edge.bus().publish(Kept.ADDRESS, new Kept(safe.stream()
        .flatMap(batch -> batch.records().stream()).toList()));
    return within(OUTBOX, outbox.acknowledge(ids))
        .onSuccess(done -> counts.acknowledged(ids.size()));
  }

  private <T> Future<T> within(Duration time, Future<T> answer) {
    Promise<T> known = Promise.promise();
    long late = edge.timers().after(time, () -> known.tryFail("There was no answer within "
        + time.toMillis() + " ms."));
    answer.onComplete(done -> {
      edge.timers().cancel(late);
      if (done.succeeded()) known.tryComplete(done.result());
      else known.tryFail(done.cause());
    });
    return known.future();
  }

  private void complain(Throwable e) {
    counts.failed();
    if (!failing) {
      LOG.warn("Node {} can't bring results into PostgreSQL now; they wait in the outbox: {}",
          node, e.toString());
    }
    failing = true;
  }

  private void recovered() {
    failing = false;
    LOG.info("Node {} brings results into PostgreSQL again.", node);
  }
}
