package hokm.gateway;

import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Whether one who asks for a WebSocket gets it, checked in the order of what costs least. */
final class Admission {

  private final GatewaySettings settings;
  private final AtomicInteger sockets;
  private final Crowd crowd;

  Admission(Desk desk) {
    this.settings = desk.settings();
    this.sockets = desk.sockets();
    this.crowd = desk.crowd();
  }

  Visitor visitor(HttpServerRequest asked, long now) {
    return crowd.at(crowd.proxies().visitor(asked.remoteAddress().hostAddress(),
        asked.headers().getAll("X-Forwarded-For")), now);
  }

  /** @return why not; otherwise the socket has its places, and {@link #gone} gives them back */
  Optional<Turned> turned(HttpServerRequest asked, Visitor visitor, long now) {
    if (!welcome(asked)) return Optional.of(Turned.ORIGIN);
    if (asked.query() != null) return Optional.of(Turned.QUERY);
    switch (visitor.connect(now)) {
      case FULL -> {
        return Optional.of(Turned.ADDRESS_FULL);
      }
      case TOO_FAST -> {
        return Optional.of(Turned.ADDRESS_TOO_FAST);
      }
      default -> {
        if (sockets.incrementAndGet() <= settings.connections()) return Optional.empty();
        gone(visitor);
        return Optional.of(Turned.FULL);
      }
    }
  }

  void gone(Visitor visitor) {
    sockets.decrementAndGet();
    visitor.gone();
  }

  /** A browser says which page connects; it must be ours, or one that the operator named. */
  private boolean welcome(HttpServerRequest request) {
    var origin = request.getHeader("Origin");
    if (origin == null) return true;
    if (!settings.origins().isEmpty()) return settings.origins().contains(origin);
    try {
      return URI.create(origin).getAuthority() != null
          && URI.create(origin).getAuthority().equals(request.getHeader("Host"));
    } catch (IllegalArgumentException nonsense) {
      return false;
    }
  }
}
