package hokm.snapshots;

import hokm.room.Deadlines;
import hokm.room.StoreUnavailable;
import hokm.room.Timers;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One event loop's connection to Redis, kept up by itself. What is sent in one turn of the loop
 * travels as one batch. The client knows no deadline for a command, so one is kept here: when it
 * passes, the outcome is unknown, the connection is dropped, and a new one is made.
 */
public final class RedisLink {

  private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
  private static final int FIRST_BACKOFF_MILLIS = 50;
  private static final int LAST_BACKOFF_MILLIS = 1000;
  private static final int BATCH = 512;

  /** Links of a node lose the same Redis together; the first to notice says so for all. */
  private static final Set<String> AWAY = ConcurrentHashMap.newKeySet();

  private record Pending(Request request, Promise<Response> answer) {}

  private final Vertx vertx;
  private final Context context;
  private final RedisSettings settings;
  private final Deadlines deadlines;
  private List<Pending> next = new ArrayList<>();
  private Redis client;
  private volatile RedisConnection connection;
  private int backoff = FIRST_BACKOFF_MILLIS;
  private boolean closed;
  private long batches;

  private RedisLink(Vertx vertx, RedisSettings settings) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.settings = settings;
    this.deadlines = new Deadlines(Timers.of(vertx), settings.deadline());
  }

  /** Begins to connect; until that is done commands fail. Make it on the loop that uses it. */
  public static RedisLink open(Vertx vertx, RedisSettings settings) {
    var link = new RedisLink(vertx, settings);
    link.context.runOnContext(go -> link.connect());
    return link;
  }

  public boolean available() {
    return connection != null;
  }

  /** Round trips so far. */
  public long batches() {
    return batches;
  }

  public Future<?> ping() {
    return send(Request.cmd(Command.PING));
  }

  public Future<Void> close() {
    closed = true;
    return drop("The link was closed.");
  }

  /** @return fails with {@link StoreUnavailable} when there is no answer in time */
  Future<Response> send(Request request) {
    Promise<Response> answer = Promise.promise();
    var pending = new Pending(request, answer);
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
      flush(all.subList(from, Math.min(from + BATCH, all.size())));
    }
  }

  private void flush(List<Pending> batch) {
    var over = connection;
    if (over == null) {
      fail(batch, "Redis at " + settings.address() + " can't be reached.", null);
      return;
    }
    batches++;
    long deadline = deadlines.begin(() -> {
      fail(batch, "Redis at " + settings.address() + " did not answer within "
          + settings.deadline().toMillis() + " ms.", null);
      if (over == connection) drop("it did not answer in time");
    });
    over.batch(batch.stream().map(Pending::request).toList()).onComplete(done -> {
      deadlines.end(deadline);
      if (done.succeeded()) {
        for (int i = 0; i < batch.size(); i++) {
          batch.get(i).answer().tryComplete(done.result().get(i));
        }
        return;
      }
      fail(batch, "Redis at " + settings.address() + " failed: " + done.cause().getMessage(),
          done.cause());
      if (over == connection) drop(done.cause().getMessage());
    });
  }

  private static void fail(List<Pending> batch, String why, Throwable cause) {
    batch.forEach(each -> each.answer().tryFail(new StoreUnavailable(why, cause)));
  }

  private void connect() {
    if (closed) return;
    var options = new RedisOptions().setConnectionString(settings.url())
        .setPreferredProtocolVersion(ProtocolVersion.RESP2).setMaxPoolSize(1)
        .setMaxWaitingHandlers(BATCH * 16);
    options.getNetClientOptions().setConnectTimeout((int) settings.deadline().toMillis());
    if (!settings.password().isEmpty()) options.setPassword(settings.password());
    var made = Redis.createClient(vertx, options);
    client = made;
    made.connect()
        .compose(opened -> Functions.prepare(opened).map(opened))
        .timeout(settings.deadline().toMillis() * 3, TimeUnit.MILLISECONDS)
        .onSuccess(opened -> use(made, opened))
        .onFailure(e -> {
          if (AWAY.add(settings.address())) {
            LOG.warn("Redis at {} is not there yet ({}); waiting for it.", settings.address(),
                e.getMessage());
          }
          again(made);
        });
  }

  private void use(Redis made, RedisConnection opened) {
    if (made != client || closed) {
      made.close();
      return;
    }
    if (AWAY.remove(settings.address())) {
      LOG.info("Redis at {} is there.", settings.address());
    }
    backoff = FIRST_BACKOFF_MILLIS;
    connection = opened;
    opened.exceptionHandler(e -> lost(opened, e.getMessage()));
    opened.endHandler(end -> lost(opened, "the connection ended"));
  }

  private void lost(RedisConnection which, String why) {
    if (which == connection) drop(why);
  }

  private Future<Void> drop(String why) {
    var old = client;
    connection = null;
    if (!closed && AWAY.add(settings.address())) {
      LOG.warn("Redis at {} is away: {}", settings.address(), why);
    }
    again(old);
    return Future.succeededFuture();
  }

  private void again(Redis old) {
    if (old != client) return;
    client = null;
    old.close();
    if (closed) return;
    long wait = backoff / 2 + ThreadLocalRandom.current().nextInt(backoff / 2 + 1);
    backoff = Math.min(backoff * 2, LAST_BACKOFF_MILLIS);
    vertx.setTimer(wait, id -> connect());
  }
}
