package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Guests of one test. */
public final class MemorySessions implements Sessions {

  private final Map<String, Session> byToken = new ConcurrentHashMap<>();
  private final List<Consumer<Boolean>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicInteger made = new AtomicInteger();
  /** While set, nothing is answered but this. */
  public volatile Optional<Throwable> down = Optional.empty();

  /** What is waited for before a seat is noted. */
  public volatile Future<Void> noted = Future.succeededFuture();

  private Future<Void> held = Future.succeededFuture();

  /** @return what the next sign-in with a device waits for */
  public Promise<Void> holdNext() {
    Promise<Void> until = Promise.promise();
    held = until.future();
    return until;
  }

  public int made() {
    return made.get();
  }

  public Session of(String token) {
    return byToken.get(token);
  }

  @Override
  public Future<Created> create(String name) {
    if (down.isPresent()) return Future.failedFuture(down.get());
    int no = made.incrementAndGet();
    var session = new Session("player" + no, name, Optional.empty(), 1);
    byToken.put("token" + no, session);
    return Future.succeededFuture(new Created(session, "token" + no));
  }

  @Override
  public Future<Session> signIn(String device, String name) {
    if (down.isPresent()) return Future.failedFuture(down.get());
    var until = held;
    held = Future.succeededFuture();
    return until.map(go -> byToken.compute(device, (t, s) -> s == null
        ? new Session("player" + made.incrementAndGet(), name, Optional.empty(), 1)
        : new Session(s.player(), name, s.room(), s.arrival() + 1)));
  }

  @Override
  public Future<Optional<Session>> find(String token) {
    if (down.isPresent()) return Future.failedFuture(down.get());
    return Future.succeededFuture(Optional.ofNullable(byToken.computeIfPresent(token,
        (t, s) -> new Session(s.player(), s.name(), s.room(), s.arrival() + 1))));
  }

  @Override
  public Future<Void> sit(String token, Optional<String> room) {
    byToken.computeIfPresent(token, (t, s) -> new Session(s.player(), s.name(), room, s.arrival()));
    return noted;
  }

  @Override
  public Future<Void> putBack(String token, Session session) {
    byToken.put(token, session);
    return Future.succeededFuture();
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    listeners.add(listener);
  }

  /** It goes away for a moment and has forgotten everyone. */
  public void forgetAll() {
    listeners.forEach(listener -> listener.accept(false));
    byToken.clear();
    listeners.forEach(listener -> listener.accept(true));
  }
}
