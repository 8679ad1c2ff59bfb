package hokm.room;

import hokm.protocol.EventFrames;
import hokm.protocol.Frames;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.protocol.TimeLeft;
import hokm.rules.Match;
import hokm.rules.Seat;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A snapshot opened up for those who check what is told of its room. */
public final class SavedRoom {

  private final RoomState state;

  private SavedRoom(RoomState state) {
    this.state = state;
  }

  public static SavedRoom of(Buffer snapshot) {
    return new SavedRoom(SnapshotCodec.decode(snapshot));
  }

  /** The number of the first event that it still holds. */
  public long first() {
    return state.first();
  }

  /** The number of the newest event. */
  public long last() {
    return state.last();
  }

  public List<TableEvent> journal() {
    return state.journal().events();
  }

  public boolean over() {
    return state.over();
  }

  public Optional<Seat> seatOf(String player) {
    return state.now().seatOf(player);
  }

  /** By their public ids, the bots too. */
  public Map<String, Seat> players() {
    return Stream.of(Seat.values()).filter(seat -> state.now().occupants().at(seat) != null)
        .collect(Collectors.toMap(seat -> state.now().occupants().at(seat).player(), s -> s));
  }

  public int deal() {
    return state.now().match().map(match -> match.dealNo()).orElse(0);
  }

  public String matchId() {
    return state.now().matchId();
  }

  /** The frame that shows all of it to this seat, without what is left of anybody's time. */
  public String view(Seat seat) {
    return Frames.view(state.seenBy(seat, TimeLeft.NONE));
  }

  /** How far those who look on may see. */
  public long horizon() {
    return Horizon.of(state);
  }

  /** The frame that shows them all of it until then. */
  public String viewForAll(long at) {
    return Frames.view(state.seenByAll(at));
  }

  /** The frames that tell these events, the newest of which is the newest here. */
  public EventFrames frames(List<Numbered> events) {
    return new EventFrames(state.code(), events, state.now().match().flatMap(Match::awaited),
        TimeLeft.NONE);
  }
}
