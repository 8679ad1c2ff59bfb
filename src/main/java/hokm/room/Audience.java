package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.room.Tell.ForSocket;
import hokm.room.Tell.Kind;
import hokm.rules.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The sockets of a room's seats, and what each is sent. Lives with its owner only: after a
 * take-over the gateways attach their sockets again.
 */
final class Audience {

  /** Who listens for a seat, at which gateway. */
  private record Listener(String gateway, String connection, long arrival) {}

  private final String room;
  private final BiConsumer<String, Tell> bus;
  private final Gallery gallery;
  private final Map<Seat, Listener> listeners = new EnumMap<>(Seat.class);
  private final Map<Seat, Long> absentSince = new EnumMap<>(Seat.class);
  /** Seats with a socket at a node that is gone, it seems. */
  private final Set<Seat> doubted = EnumSet.noneOf(Seat.class);

  /** @param bus sends a Tell to the gateway of that name; @param gallery hears all notices too */
  Audience(String room, BiConsumer<String, Tell> bus, Gallery gallery) {
    this.room = room;
    this.bus = bus;
    this.gallery = gallery;
  }

  /**
   * Whether the seat has a socket that came later than this one. Word of an old one may have been
   * under way for long, and must not take the seat from its successor.
   */
  boolean hasNewer(Seat seat, RoomCommand.Attach than) {
    var listener = listeners.get(seat);
    return listener != null && listener.arrival() > than.arrival();
  }

  /**
   * From now on the seat's news goes there; a socket that it had elsewhere is displaced.
   *
   * @return whether the socket is new here
   */
  boolean attach(Seat seat, RoomCommand.Attach to) {
    var before = listeners.put(seat, new Listener(to.gateway(), to.connection(), to.arrival()));
    absentSince.remove(seat);
    doubted.remove(seat);
    if (before != null && !before.connection().equals(to.connection())) {
      send(before, new ForSocket(before.connection(), Kind.DISPLACED, 0, 0,
          Frames.error(Optional.empty(), ErrorCode.DISPLACED)));
    }
    return before == null || !before.connection().equals(to.connection());
  }

  void detach(Seat seat, String connection) {
    listeners.computeIfPresent(seat,
        (at, listener) -> listener.connection().equals(connection) ? null : listener);
  }

  /** Sockets go where their players are. @return the seat to which one has changed */
  Optional<Seat> follow(Table before, Table now, List<TableEvent> events) {
    Optional<Seat> moved = Optional.empty();
    for (TableEvent event : events) {
      if (!(event instanceof TableEvent.SeatLeft left)) continue;
      var to = now.seatOf(before.occupants().at(left.seat()).player());
      to.ifPresentOrElse(seat -> move(left.seat(), seat), () -> remove(left.seat()));
      if (to.isPresent()) moved = to;
    }
    return moved;
  }

  private void move(Seat from, Seat to) {
    var listener = listeners.remove(from);
    if (listener != null) listeners.put(to, listener);
    if (doubted.remove(from)) doubted.add(to);
    var since = absentSince.remove(from);
    if (since != null) absentSince.put(to, since);
  }

  void remove(Seat seat) {
    listeners.remove(seat);
    absentSince.remove(seat);
  }

  boolean hears(Seat seat) {
    return listeners.containsKey(seat) && !doubted.contains(seat);
  }

  /** A node is gone, and so are its sockets, unless something is heard from them again. */
  void doubt(String node) {
    doubted.addAll(at(node));
  }

  /** It was there all the time. */
  void trust(String node) {
    doubted.removeAll(at(node));
  }

  private Set<Seat> at(String node) {
    return listeners.entrySet().stream()
        .filter(each -> each.getValue().gateway().startsWith(node + "."))
        .map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** @return whether that was in doubt */
  boolean heard(Seat seat) {
    return doubted.remove(seat);
  }

  boolean doubts(Seat seat) {
    return doubted.contains(seat);
  }

  /** Whether the seat has had no socket for that long; the first question starts the clock. */
  boolean absent(Seat seat, long now, Duration grace) {
    if (hears(seat)) {
      absentSince.remove(seat);
      return false;
    }
    long since = absentSince.computeIfAbsent(seat, at -> now);
    return now - since >= grace.toMillis();
  }

  void view(Seat seat, String frame, long last) {
    var listener = listeners.get(seat);
    if (listener == null) return;
    send(listener, view(listener, frame, last));
  }

  private static ForSocket view(Listener listener, String frame, long last) {
    return new ForSocket(listener.connection(), Kind.VIEW, last, last, frame);
  }

  /** @param last the number of the newest event, without which the turn means nothing */
  void turn(Seat seat, String frame, long last) {
    var listener = listeners.get(seat);
    if (listener == null) return;
    send(listener, new ForSocket(listener.connection(), Kind.NOTICE, last, last, frame));
  }

  void turn(Function<Seat, String> frame, long last) {
    everyone(Tell.Origin.NONE, (seat, to) ->
        new ForSocket(to.connection(), Kind.NOTICE, last, last, frame.apply(seat)));
  }

  void events(Seat seat, List<Numbered> events, String frame) {
    var listener = listeners.get(seat);
    if (listener == null) return;
    send(listener, forSocket(listener, events, frame));
  }

  private static ForSocket forSocket(Listener listener, List<Numbered> events, String frame) {
    return new ForSocket(listener.connection(), Kind.EVENTS, events.get(0).n(),
        events.get(events.size() - 1).n(), frame);
  }

  /**
   * The same news for every seat, each in its own words, as one message a gateway.
   *
   * @param origin of it
   * @param moved whose player has come from another seat, and is given a view in place of the
   *     events: if it is lost, the next events show that something is missing
   */
  void announce(List<Numbered> events, Tell.Origin origin, Optional<Seat> moved,
      Function<Seat, String> frame) {
    everyone(origin, (seat, listener) -> moved.filter(seat::equals).isPresent()
        ? view(listener, frame.apply(seat), events.get(events.size() - 1).n())
        : forSocket(listener, events, frame.apply(seat)));
  }

  void notice(Kind kind, String frame) {
    everyone(Tell.Origin.NONE, (seat, to) -> new ForSocket(to.connection(), kind, 0, 0, frame));
    gallery.notice(kind, frame);
  }

  private interface Wording {
    ForSocket of(Seat seat, Listener listener);
  }

  private void everyone(Tell.Origin origin, Wording wording) {
    var byGateway = new LinkedHashMap<String, List<ForSocket>>();
    listeners.forEach((seat, listener) -> byGateway
        .computeIfAbsent(listener.gateway(), gateway -> new ArrayList<>())
        .add(wording.of(seat, listener)));
    byGateway.forEach((gateway, frames) -> bus.accept(gateway, new Tell(room, frames, origin)));
  }

  private void send(Listener to, ForSocket frame) {
    bus.accept(to.gateway(), new Tell(room, List.of(frame)));
  }
}
