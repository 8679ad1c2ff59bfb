package hokm.drill;

import hokm.snapshots.OutboxDoor;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A steady load of finished deals, and a record of when each was acknowledged, which is when it has
 * left the outbox. Its methods may be called from any thread.
 */
final class Writers {

  private static final long LOOK_MILLIS = 10;
  private static final int LOOK_AT = 400;

  /** @param acknowledged empty while it waits */
  record Written(Finished.Piece piece, Instant offered, Optional<Instant> acknowledged) {}

  private final Vertx vertx;
  private final OutboxDoor outbox;
  private final Finished finished;
  private final long paceMillis;
  private final Deque<Finished.Piece> next = new ArrayDeque<>();
  private final Map<String, Written> waiting = new LinkedHashMap<>();
  private final List<Written> acknowledged = new ArrayList<>();
  private int firsts;
  private boolean looking;
  private boolean stopped;

  /** @param rate records a second */
  Writers(Vertx vertx, OutboxDoor outbox, Finished finished, int rate) {
    this.vertx = vertx;
    this.outbox = outbox;
    this.finished = finished;
    this.paceMillis = Math.max(1, 1000 / rate);
  }

  /** These come before all others. */
  synchronized void first(List<Finished.Piece> pieces) {
    next.addAll(pieces);
    firsts = pieces.size();
  }

  /** Whether the first ones have been acknowledged. */
  synchronized boolean begun() {
    return acknowledged.size() >= firsts;
  }

  void start() {
    vertx.setPeriodic(paceMillis, tick -> offer());
    vertx.setPeriodic(LOOK_MILLIS, tick -> look());
  }

  synchronized void stop() {
    stopped = true;
  }

  private synchronized void offer() {
    if (stopped) return;
    if (next.isEmpty()) next.addAll(finished.next());
    offer(next.poll());
  }

  /** What did not come into the outbox, or may not have, is offered again: a match is whole. */
  private void offer(Finished.Piece piece) {
    var now = Instant.now();
    outbox.put(piece.entry()).onComplete(put -> {
      synchronized (this) {
        if (put.failed()) next.addFirst(piece);
        else waiting.put(put.result(), new Written(piece, now, Optional.empty()));
      }
    });
  }

  private void look() {
    List<String> ids;
    synchronized (this) {
      if (looking || waiting.isEmpty()) return;
      looking = true;
      ids = waiting.keySet().stream().limit(LOOK_AT).toList();
    }
    outbox.waiting(ids).onComplete(done -> {
      synchronized (this) {
        looking = false;
        if (done.failed()) return;
        var now = Instant.now();
        for (int i = 0; i < ids.size(); i++) {
          if (done.result().get(i)) continue;
          var left = waiting.remove(ids.get(i));
          acknowledged.add(new Written(left.piece(), left.offered(), Optional.of(now)));
        }
      }
    });
  }

  /** All that have left the outbox after this moment, in that order. */
  synchronized List<Written> acknowledgedSince(Instant since) {
    return acknowledged.stream()
        .filter(each -> each.acknowledged().orElseThrow().isAfter(since)).toList();
  }

  synchronized List<Written> acknowledged() {
    return List.copyOf(acknowledged);
  }

  synchronized Optional<Instant> lastAcknowledgedBefore(Instant moment) {
    return acknowledged.stream().map(each -> each.acknowledged().orElseThrow())
        .filter(at -> !at.isAfter(moment)).reduce((one, two) -> two);
  }

  synchronized int waitingNow() {
    return waiting.size();
  }

  /** How many have waited since before this moment. */
  synchronized long waitingSince(Instant moment) {
    return waiting.values().stream().filter(each -> each.offered().isBefore(moment)).count();
  }

  /** The first so many acknowledged ones have been looked at. */
  synchronized void forget(int many) {
    acknowledged.subList(0, many).clear();
  }
}
