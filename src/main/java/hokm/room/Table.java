package hokm.room;

import hokm.protocol.Leaver;
import hokm.protocol.Occupant;
import hokm.protocol.TableEvent;
import hokm.rules.Match;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who sits where, and the match between them: what the events of a room add up to.
 *
 * @param occupants null where a seat is free
 * @param matchId empty before the match
 * @param rematch which seats want another match; none before one is over
 * @param left who has left the match, whose seats bots play
 */
record Table(PerSeat<Occupant> occupants, String matchId, Optional<Match> match,
    PerSeat<Boolean> rematch, List<Leaver> left) {

  private static final PerSeat<Boolean> NONE = PerSeat.all(false);
  static final Table EMPTY = new Table(PerSeat.all(null), "", Optional.empty());

  Table(PerSeat<Occupant> occupants, String matchId, Optional<Match> match) {
    this(occupants, matchId, match, List.of());
  }

  Table(PerSeat<Occupant> occupants, String matchId, Optional<Match> match, List<Leaver> left) {
    this(occupants, matchId, match, NONE, left);
  }

  Table after(List<TableEvent> events) {
    var table = this;
    for (TableEvent event : events) table = table.after(event);
    return table;
  }

  Table after(TableEvent event) {
    if (event instanceof TableEvent.Played e) {
      return new Table(occupants, matchId, match.map(m -> e.event().on(m)), rematch, left);
    }
    if (event instanceof TableEvent.MatchStarted e) {
      return new Table(occupants, e.matchId(), Optional.of(Match.begin(e.rules())));
    }
    if (event instanceof TableEvent.RematchWanted e) {
      return new Table(occupants, matchId, match, rematch.with(e.seat(), true), left);
    }
    if (event instanceof TableEvent.SeatLeft e) return left(e.seat());
    if (event instanceof TableEvent.SeatAway e) {
      return with(e.seat(), occupants.at(e.seat()).connected(false));
    }
    if (event instanceof TableEvent.SeatBack e) {
      return with(e.seat(), occupants.at(e.seat()).connected(true));
    }
    if (event instanceof TableEvent.SeatTaken e) {
      return with(e.seat(), new Occupant(e.player(), e.name(), e.level(), true));
    }
    if (event instanceof TableEvent.TimeGivenBack) return this;
    throw new IllegalStateException("A table does not know " + event.getClass());
  }

  private Table with(Seat seat, Occupant occupant) {
    return new Table(occupants.with(seat, occupant), matchId, match, rematch, left);
  }

  private Table left(Seat seat) {
    var leavers = left;
    if (match.isPresent() && !over()) {
      var who = occupants.at(seat);
      leavers = Stream.concat(left.stream(), Stream.of(
          new Leaver(seat, who.player(), who.name(), match.get().dealNo()))).toList();
    }
    return new Table(occupants.with(seat, null), matchId, match, rematch.with(seat, false),
        leavers);
  }

  boolean over() {
    return match.flatMap(Match::winner).isPresent();
  }

  /** After a match: somebody wants another, and nobody who is there does not. */
  boolean wantsRematch() {
    if (!over()) return false;
    boolean wanted = false;
    for (Seat seat : Seat.values()) {
      if (rematch.at(seat)) wanted = true;
      else if (human(seat) && occupants.at(seat).connected()) return false;
    }
    return wanted;
  }

  Optional<Seat> seatOf(String player) {
    for (Seat seat : Seat.values()) {
      var occupant = occupants.at(seat);
      if (occupant != null && occupant.player().equals(player)) return Optional.of(seat);
    }
    return Optional.empty();
  }

  Optional<Seat> freeSeat() {
    for (Seat seat : Seat.values()) {
      if (occupants.at(seat) == null) return Optional.of(seat);
    }
    return Optional.empty();
  }

  /** Whether there are people beside that seat's. */
  boolean others(Seat seat) {
    return Stream.of(Seat.values()).anyMatch(each -> each != seat && human(each));
  }

  /**
   * Whether anybody but bots sits here. A room where all have left a match that is over stays its
   * time all the same: its records may not be kept yet, and a store that forgets asks its owner.
   */
  boolean peopled() {
    return Stream.of(Seat.values()).anyMatch(this::human);
  }

  boolean human(Seat seat) {
    return occupants.at(seat) != null && !occupants.at(seat).bot();
  }
}
