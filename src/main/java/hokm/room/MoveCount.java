package hokm.room;

import hokm.protocol.TableEvent;
import hokm.rules.Event;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** How many moves a loop's rooms have saved. A move is a salt, a trump or a card. */
final class MoveCount {

  private final LongAdder moves = new LongAdder();

  void count(List<TableEvent> events) {
    moves.add(events.stream().filter(MoveCount::isMove).count());
  }

  private static boolean isMove(TableEvent event) {
    return event instanceof TableEvent.Played played
        && (played.event() instanceof Event.CardPlayed
            || played.event() instanceof Event.TrumpNamed
            || played.event() instanceof Event.SaltContributed);
  }

  /** Safe from any thread. */
  long sum() {
    return moves.sum();
  }
}
