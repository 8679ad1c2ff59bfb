package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.protocol.EventFrames;
import hokm.protocol.Frames;
import hokm.protocol.TimeLeft;
import hokm.protocol.TableEvent.Numbered;
import hokm.room.Tell.ForSocket;
import hokm.room.Tell.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The sockets of those who look on. They are told what all four seats know, up to the
 * {@link Horizon}. Known to the owner alone, and not saved: gateways say again who is there.
 */
final class Gallery {

  /** Gateways say so every half minute; a socket that closed unheard of goes after this. */
  private static final Duration SILENT = Duration.ofSeconds(90);

  private record Spectator(String gateway, long heard) {}

  private final String room;
  private final int most;
  private final BiConsumer<String, Tell> bus;
  private final Timers timers;
  /** By their sockets. */
  private final Map<String, Spectator> spectators = new LinkedHashMap<>(4);
  /** The newest event that they have been told of. */
  private long told;

  /** @param bus sends a Tell to the gateway of that name; @param most sockets at once */
  Gallery(String room, int most, BiConsumer<String, Tell> bus, Timers timers) {
    this.room = room;
    this.most = most;
    this.bus = bus;
    this.timers = timers;
  }

  /** Who knows more than he may, here, was told so by an owner that knew more. */
  Answer watch(RoomState state, RoomCommand.Watch watch) {
    boolean here = spectators.containsKey(watch.connection());
    if (!here && spectators.size() >= most) {
      return Answer.refused(ErrorCode.TOO_MANY_SPECTATORS);
    }
    long horizon = Horizon.of(state);
    if (watch.lastSeen() > horizon) return Answer.MOVED;
    if (spectators.isEmpty()) told = horizon;
    spectators.put(watch.connection(), new Spectator(watch.gateway(), timers.millis()));
    news(state, watch.lastSeen(), horizon).ifPresent(news -> bus.accept(watch.gateway(),
        new Tell(room, List.of(news.apply(watch.connection())))));
    return Answer.ACCEPTED;
  }

  int size() {
    return spectators.size();
  }

  void unwatch(String connection) {
    spectators.remove(connection);
  }

  /** That node's sockets are gone; were they not, they are heard of again soon. */
  void gone(String node) {
    spectators.values().removeIf(each -> each.gateway().startsWith(node + "."));
  }

  void sweep() {
    if (spectators.isEmpty()) return;
    long now = timers.millis();
    spectators.values().removeIf(each -> now - each.heard() > SILENT.toMillis());
  }

  /** After each change of the room. */
  void follow(RoomState state) {
    if (spectators.isEmpty()) return;
    long horizon = Horizon.of(state);
    if (horizon <= told) return;
    long seen = told;
    told = horizon;
    news(state, seen, horizon).ifPresent(this::tell);
  }

  void notice(Kind kind, String frame) {
    if (!spectators.isEmpty()) tell(socket -> new ForSocket(socket, kind, 0, 0, frame));
  }

  /** What came between, or all where that is no longer kept; for any socket. */
  private Optional<Function<String, ForSocket>> news(RoomState state, long seen, long horizon) {
    if (seen == horizon) return Optional.empty();
    if (seen < 0 || seen < state.first() - 1) {
      var view = Frames.view(state.seenByAll(horizon));
      return Optional.of(socket -> new ForSocket(socket, Kind.VIEW, horizon, horizon, view));
    }
    List<Numbered> tail = state.numbered(seen + 1, horizon);
    var frame = new EventFrames(room, tail, Optional.empty(), TimeLeft.NONE).toAll();
    return Optional.of(socket -> new ForSocket(socket, Kind.EVENTS, seen + 1, horizon, frame));
  }

  private void tell(Function<String, ForSocket> news) {
    var byGateway = new LinkedHashMap<String, List<ForSocket>>();
    spectators.forEach((socket, each) -> byGateway
        .computeIfAbsent(each.gateway(), gateway -> new ArrayList<>()).add(news.apply(socket)));
    byGateway.forEach((gateway, frames) -> bus.accept(gateway, new Tell(room, frames)));
  }
}
