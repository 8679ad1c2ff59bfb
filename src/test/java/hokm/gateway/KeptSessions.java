package hokm.gateway;

import hokm.room.Sessions;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sessions in memory. */
final class KeptSessions implements Sessions {

  final Map<String, Session> byToken = new ConcurrentHashMap<>();
  /** What a search waits for. */
  volatile Future<Void> found = Future.succeededFuture();

  @Override
  public Future<Created> create(String name) {
    int no = byToken.size() + 1;
    var session = new Session("player" + no, name, Optional.empty());
    byToken.put("token" + no, session);
    return Future.succeededFuture(new Created(session, "token" + no));
  }

  @Override
  public Future<Optional<Session>> find(String token) {
    return found.map(now -> Optional.ofNullable(byToken.get(token)));
  }

  @Override
  public Future<Void> sit(String token, Optional<String> room) {
    byToken.computeIfPresent(token, (t, s) -> new Session(s.player(), s.name(), room));
    return Future.succeededFuture();
  }
}
