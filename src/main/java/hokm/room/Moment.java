package hokm.room;

import hokm.protocol.TableEvent;
import java.time.Duration;
import java.util.List;

/**
 * When a command is judged, and what the room's clock has to say about it.
 *
 * @param millis epoch milliseconds, for records
 * @param fromBank what the turn in progress had taken from its seat's bank when the command came
 * @param owed events that are told with the next save, whatever that is for
 */
record Moment(long millis, Duration fromBank, List<TableEvent> owed) {

  static Moment at(long millis) {
    return new Moment(millis, Duration.ZERO, List.of());
  }
}
