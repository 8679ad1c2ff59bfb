package hokm.protocol;

import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import java.util.List;
import java.util.Optional;

/** What those at a table hear, in one numbered order: the match's events and the seats' own. */
public sealed interface TableEvent {

  /** As {@link Event#seenBy}. @param viewer null for one who only looks on */
  default TableEvent seenBy(Seat viewer) {
    return this;
  }

  static List<TableEvent> played(List<Event> events) {
    return events.stream().<TableEvent>map(Played::new).toList();
  }

  /** An event of the match; its viewer gets {@link Event#seenBy}. */
  record Played(Event event) implements TableEvent {
    @Override
    public TableEvent seenBy(Seat viewer) {
      var seen = event.seenBy(viewer);
      return seen == event ? this : new Played(seen);
    }
  }

  /**
   * @param player the public id, which frames leave out
   * @param level a bot's; absent for a person
   */
  record SeatTaken(Seat seat, String player, String name, Optional<BotLevel> level)
      implements TableEvent {}

  /** Before the match the seat is free again; after it another's word follows at once. */
  record SeatLeft(Seat seat) implements TableEvent {}

  /** The seat's player has no connection; after a while a bot acts for it, until it is back. */
  record SeatAway(Seat seat) implements TableEvent {}

  record SeatBack(Seat seat) implements TableEvent {}

  /** After a match; the next begins when all people who are there want it. */
  record RematchWanted(Seat seat) implements TableEvent {}

  record MatchStarted(String matchId, MatchRules rules) implements TableEvent {}

  /**
   * An outage was not charged to the seat in turn.
   *
   * @param millis of it, as far as known; after a take-over since the last save
   */
  record TimeGivenBack(Seat seat, StopCause cause, long millis) implements TableEvent {}

  /** @param n 1 for the room's first event, then without gaps */
  record Numbered(long n, TableEvent event) {}
}
