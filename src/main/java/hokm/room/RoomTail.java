package hokm.room;

import hokm.protocol.EventFrames;
import hokm.protocol.TimeLeft;
import hokm.rules.Seat;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;

/**
 * What a saved room tells those who look on.
 *
 * @param last the number of its newest event
 * @param frame the events that it holds, as seat 0 would be told them; empty where it holds none
 */
public record RoomTail(long version, long last, String frame) {

  public static RoomTail of(Buffer snapshot) {
    var state = SnapshotCodec.decode(snapshot);
    var tail = state.tailAfter(state.first() - 1).orElseThrow();
    return new RoomTail(state.version(), state.last(), tail.isEmpty() ? ""
        : new EventFrames(state.code(), tail, Optional.empty(), TimeLeft.NONE)
            .to(Seat.SOUTH));
  }
}
