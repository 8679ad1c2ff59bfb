package hokm.room;

import hokm.protocol.TableEvent;
import hokm.rules.Event;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import java.util.List;

/**
 * The times that are saved of a room, in epoch milliseconds.
 *
 * @param startedAt when the match started; 0 before
 * @param dealAt when the deal in progress was prepared; 0 before
 * @param savedAt of the newest state; 0 where it is not known
 * @param fromBank milliseconds that each seat has used of its bank in this match
 */
record RoomTimes(long startedAt, long dealAt, long savedAt, PerSeat<Long> fromBank) {

  static final RoomTimes NONE = new RoomTimes(0, 0, 0, PerSeat.all(0L));

  RoomTimes after(List<TableEvent> events, long millis) {
    boolean started = false;
    boolean prepared = false;
    for (TableEvent event : events) {
      started |= event instanceof TableEvent.MatchStarted;
      prepared |= preparesDeal(event);
    }
    return new RoomTimes(started ? millis : startedAt, prepared ? millis : dealAt, millis,
        started ? NONE.fromBank : fromBank);
  }

  static boolean preparesDeal(TableEvent event) {
    return event instanceof TableEvent.Played p && p.event() instanceof Event.DealPrepared;
  }

  RoomTimes charged(Seat seat, long millis) {
    return new RoomTimes(startedAt, dealAt, savedAt,
        fromBank.with(seat, fromBank.at(seat) + millis));
  }
}
