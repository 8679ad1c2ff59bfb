package hokm.snapshots;

import hokm.room.Deadlines;
import hokm.room.StoreUnavailable;
import hokm.room.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's connection to Redis, kept up by itself. What is sent in one turn of the loop
 * travels as one batch. The client knows no deadline for a command, so one is kept here: when it
 * passes, the outcome is unknown, the connection is dropped, and a new one is made.
 *
 * <p>A quiet link asks twice a second whether a save would be taken now, so that it knows of a
 * Redis that hangs, was demoted or is full before a room needs it. One connection sees one history
 * of the store; in another one, what was acknowledged before may have been forgotten.
 */
public final class RedisLink {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final int FIRST_BACKOFF_MILLIS = 50;
  private static final int LAST_BACKOFF_MILLIS = 400;
  private static final int LOOK_MILLIS = 500;
  private static final int LOOK_AGAIN_MILLIS = 200;
  private static final int BATCH = 512;

  /** Links of a node lose the same Redis together; the first to notice says so for all. */
  private static final Set<String> AWAY = ConcurrentHashMap.newKeySet();
  /** Those that could not write their file; one link of a node has it written anew. */
  private static final Set<String> SPOILED = ConcurrentHashMap.newKeySet();

  /** @param write whether replicas must have it, where the settings say so */
  private record Pending(Request request, boolean write, Promise<Response> answer) {}

  private final Vertx vertx;
  private final Context context;
  private final RedisSettings settings;
  private final Deadlines deadlines;
  private final Connector connector;
  private final List<Consumer<Boolean>> listeners = new ArrayList<>();
  private final Set<List<Pending>> underWay = new HashSet<>();
  private List<Pending> next = new ArrayList<>();
  private Connector.Opened opened;
  private volatile boolean there;
  private boolean everAway;
  private History history = History.UNKNOWN;
  private final Settling settling = new Settling();
  /** Null when nobody waits until it is settled. */
  private volatile Promise<Void> waiting;
  private int backoff = FIRST_BACKOFF_MILLIS;
  private volatile boolean closed;
  private long batches;
  private boolean connected;
  private volatile int reconnects;

  private RedisLink(Vertx vertx, RedisSettings settings) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.deadlines = new Deadlines(Timers.of(vertx), settings.deadline());
    this.connector = new Connector(vertx, settings);
  }

  /** Begins to connect; until that is done commands fail. Make it on the loop that uses it. */
  public static RedisLink open(Vertx vertx, RedisSettings settings) {
    var link = new RedisLink(vertx, settings);
    link.context.runOnContext(go -> link.connect());
    return link;
  }

  /** Whether a save would be taken now, as far as is known. */
  public boolean available() {
    return there;
  }

  /** Connections that were made after the first. Safe from any thread. */
  public int reconnects() {
    return reconnects;
  }

  /** Told of each change of {@link #available}, on the link's event loop. */
  void onAvailability(Consumer<Boolean> listener) {
    context.runOnContext(go -> listeners.add(listener));
  }

  /** How many results may wait in each shard of the outbox. */
  int outboxShard() {
    return Math.max(1, settings.outbox() / Keys.shards().size());
  }

  /** Round trips so far. */
  public long batches() {
    return batches;
  }

  /** @return fails unless a save would be taken now */
  public Future<?> ping() {
    return write(RedisRoomStore.call("hokm_probe", List.of()));
  }

  /**
   * From now on a connection that ends is neither missed nor made anew: it ends with the verticle
   * that it belongs to. Safe from any thread.
   */
  public void leave() {
    closed = true;
  }

  public Future<Void> close() {
    closed = true;
    drop("The link was closed.");
    return Future.succeededFuture();
  }

  /**
   * Whether what is not there may be believed to be nowhere. Not before the store has been there
   * for some seconds in one piece after it may have forgotten something: owners put it back then.
   */
  boolean settled() {
    return there && waiting == null && settling.left(millis()) == 0;
  }

  /**
   * Those who wait go on in the order in which they came, and before whoever comes then: of two
   * sockets of one player the newer must come second.
   *
   * @return completes once it is settled; fails when there is no connection by then
   */
  Future<Void> whenSettled() {
    Promise<Void> settled = Promise.promise();
    context.runOnContext(go -> {
      if (!there) {
        settled.fail(away("can't be reached", null));
      } else if (settled()) {
        settled.complete();
      } else {
        if (waiting == null) await(Promise.promise());
        waiting.future().onComplete(settled);
      }
    });
    return settled.future();
  }

  private void await(Promise<Void> all) {
    waiting = all;
    vertx.setTimer(Math.max(1, settling.left(millis())), id -> {
      if (there && settling.left(millis()) > 0) {
        await(all);
        return;
      }
      waiting = null;
      if (there) all.complete();
      else all.fail(away("can't be reached", null));
    });
  }

  /** @return fails with {@link StoreUnavailable} when there is no answer in time */
  Future<Response> send(Request request) {
    return send(request, false);
  }

  /** The same for what must not be lost: it also fails when too few replicas have it in time. */
  Future<Response> write(Request request) {
    return send(request, true);
  }

  private Future<Response> send(Request request, boolean write) {
    Promise<Response> answer = Promise.promise();
    var pending = new Pending(request, write, answer);
    if (Vertx.currentContext() == context) add(pending);
    else context.runOnContext(go -> add(pending));
    return answer.future();
  }

  private void add(Pending pending) {
    if (next.isEmpty()) context.runOnContext(go -> flush());
    next.add(pending);
  }

  private void flush() {
    var all = next;
    next = new ArrayList<>();
    for (int from = 0; from < all.size(); from += BATCH) {
      flush(List.copyOf(all.subList(from, Math.min(from + BATCH, all.size()))));
    }
  }

  private void flush(List<Pending> batch) {
    var over = opened;
    if (over == null) {
      fail(batch, away("can't be reached", null));
      return;
    }
    batches++;
    underWay.add(batch);
    long deadline = deadlines.begin(() ->
        lost(over, "did not answer within " + settings.deadline().toMillis() + " ms"));
    Replies.of(over.connection(), requests(batch)).onComplete(done -> {
      deadlines.end(deadline);
      underWay.remove(batch);
      if (done.failed()) {
        fail(batch, away("failed: " + done.cause().getMessage(), done.cause()));
        lost(over, "failed: " + done.cause().getMessage());
      } else {
        answer(over, batch, done.result());
      }
    });
  }

  /** Replicas are waited for behind the batch, once for all that is in it. */
  private List<Request> requests(List<Pending> batch) {
    var requests = new ArrayList<>(batch.stream().map(Pending::request).toList());
    if (waitsForReplicas(batch)) {
      requests.add(Request.cmd(Command.WAIT).arg(settings.replicas())
          .arg(settings.deadline().toMillis() / 2));
    }
    return requests;
  }

  private boolean waitsForReplicas(List<Pending> batch) {
    return settings.replicas() > 0 && batch.stream().anyMatch(Pending::write);
  }

  private void answer(Connector.Opened over, List<Pending> batch,
      List<Future<Response>> replies) {
    boolean held = true;
    if (waitsForReplicas(batch)) {
      var replicas = replies.get(batch.size());
      held = replicas.succeeded() && replicas.result().toInteger() >= settings.replicas();
      if (!held) refused("has fewer than " + settings.replicas() + " replicas that keep up");
    }
    for (int i = 0; i < batch.size(); i++) {
      var pending = batch.get(i);
      var reply = replies.get(i);
      if (reply.failed()) {
        pending.answer().tryFail(away("failed: " + reply.cause().getMessage(), reply.cause()));
        failed(over, reply.cause().getMessage());
      } else if (pending.write() && !held) {
        pending.answer().tryFail(away("has too few replicas that keep up", null));
      } else {
        pending.answer().tryComplete(reply.result());
      }
    }
  }

  private void failed(Connector.Opened over, String error) {
    if (Replies.ofAnotherServer(error)) lost(over, "answers: " + error);
    else if (Replies.ofRefusal(error)) refused("takes no writes: " + error);
    if (Replies.ofSpoiledFile(error)) SPOILED.add(settings.address());
  }

  /**
   * Redis 7.0 may leave a hole in a file that it could not write whole, and not read it again when
   * it restarts. A new file has none.
   */
  private void mend() {
    if (!SPOILED.remove(settings.address())) return;
    send(Request.cmd(Command.BGREWRITEAOF)).onFailure(e -> LOG.debug(
        "Redis at {} does not write its file anew: {}", settings.address(), e.getMessage()));
  }

  private StoreUnavailable away(String why, Throwable cause) {
    return new StoreUnavailable("Redis at " + settings.address() + " " + why + ".", cause);
  }

  private static void fail(List<Pending> batch, StoreUnavailable why) {
    batch.forEach(each -> each.answer().tryFail(why));
  }

  private void connect() {
    if (closed) return;
    connector.open().onSuccess(this::use).onFailure(e -> {
      changed(false, "is not there yet (" + e.getMessage() + "); waiting for it");
      connectLater();
    });
  }

  private void connectLater() {
    if (closed) return;
    long wait = backoff / 2 + ThreadLocalRandom.current().nextInt(backoff / 2 + 1);
    backoff = Math.min(backoff * 2, LAST_BACKOFF_MILLIS);
    vertx.setTimer(wait, id -> connect());
  }

  private void use(Connector.Opened with) {
    if (closed) {
      with.close();
      return;
    }
    backoff = FIRST_BACKOFF_MILLIS;
    opened = with;
    if (connected) reconnects++;
    connected = true;
    if (everAway && !with.history().goesOn(history)) settling.mayLack();
    history = with.history();
    with.connection().exceptionHandler(e -> lost(with, "failed: " + e.getMessage()));
    with.connection().endHandler(end -> lost(with, "closed the connection"));
    look(with);
  }

  private void look(Connector.Opened over) {
    if (over != opened) return;
    ping().onComplete(done -> {
      if (over != opened) return;
      if (done.succeeded()) {
        changed(true, "is there");
        mend();
      }
      vertx.setTimer(there ? LOOK_MILLIS : LOOK_AGAIN_MILLIS, id -> look(over));
    });
  }

  private void refused(String why) {
    changed(false, why);
  }

  private void lost(Connector.Opened which, String why) {
    if (which != opened) return;
    // The loop of a verticle that has gone is gone too: nothing can be closed on it any more.
    if (closed) opened = null;
    drop(why);
  }

  private void drop(String why) {
    var old = opened;
    opened = null;
    if (!closed) changed(false, why);
    for (var batch : Set.copyOf(underWay)) fail(batch, away(why, null));
    underWay.clear();
    if (old == null) return;
    old.close();
    connectLater();
  }

  private void changed(boolean now, String how) {
    everAway |= !now;
    if (now && AWAY.remove(settings.address())) {
      LOG.info("Redis at {} is there.", settings.address());
    } else if (!now && AWAY.add(settings.address())) {
      LOG.warn("Redis at {} is away: it {}.", settings.address(), how);
    }
    if (there == now) return;
    if (now) settling.begin(millis());
    else settling.end(millis());
    there = now;
    listeners.forEach(listener -> listener.accept(now));
  }

  private static long millis() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }
}
