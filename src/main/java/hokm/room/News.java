package hokm.room;

import hokm.protocol.EventFrames;
import hokm.protocol.Frames;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.rules.Match;
import hokm.rules.Seat;
import hokm.rules.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a saved state: to all what has happened, to one who comes what it has missed. */
final class News {

  private final String room;
  private final Audience audience;
  private final RoomTimer timer;

  News(String room, Audience audience, RoomTimer timer) {
    this.room = room;
    this.audience = audience;
    this.timer = timer;
  }

  /**
   * @param before the number of the newest event before these, which the state includes
   * @param moved the seat to which one has changed: a view tells him whose it is
   * @param origin of them
   */
  void tell(RoomState state, long before, List<TableEvent> events, Optional<Seat> moved,
      Tell.Origin origin) {
    var numbered = new ArrayList<Numbered>(events.size());
    for (var event : events) numbered.add(new Numbered(++before, event));
    var frames = new EventFrames(room, numbered, awaited(state), timer.left());
    audience.announce(numbered, origin, moved, seat ->
        moved.filter(seat::equals).isPresent() ? view(state, seat) : frames.to(seat));
  }

  /** All hear whose act is awaited, and what time is left. */
  void turn(RoomState state) {
    awaited(state).ifPresent(turn -> audience.turn(
        seat -> Frames.turn(room, turn, timer.left(), seat), state.last()));
  }

  /** The tail after what the seat has seen, or all of it; whose turn it is follows from either. */
  void show(RoomState state, Seat seat, long seen, boolean fresh) {
    var tail = seen < 0 ? Optional.<List<Numbered>>empty()
        : state.tailAfter(seen)
            .filter(missed -> missed.stream().noneMatch(one -> takes(seat, one)));
    if (tail.isEmpty()) {
      audience.view(seat, view(state, seat), state.last());
    } else if (!tail.get().isEmpty()) {
      audience.events(seat, tail.get(),
          new EventFrames(room, tail.get(), awaited(state), timer.left()).to(seat));
    } else if (fresh) {
      awaited(state).ifPresent(turn ->
          audience.turn(seat, Frames.turn(room, turn, timer.left(), seat), state.last()));
    }
  }

  /** Who has not heard where he sits is told the whole. */
  private static boolean takes(Seat seat, Numbered missed) {
    return missed.event() instanceof TableEvent.SeatTaken taken && taken.seat() == seat;
  }

  private String view(RoomState state, Seat seat) {
    return Frames.view(state.seenBy(seat, timer.left()));
  }

  private static Optional<Turn> awaited(RoomState state) {
    return state.now().match().flatMap(Match::awaited);
  }
}
