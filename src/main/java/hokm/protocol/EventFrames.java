package hokm.protocol;

import hokm.rules.Seat;
import hokm.rules.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The frames of one run of events, one for each seat. What several seats may hear alike is worded
 * once, since most of what a table hears is public.
 */
public final class EventFrames {

  private static final String TURN = ",\"turn\":";

  /** One event as some seats may know it. */
  private record Wording(TableEvent known, String text) {}

  private final String room;
  private final List<TableEvent.Numbered> events;
  private final Optional<Seat> turn;
  private final String turnOfAnother;
  private final String turnOfViewer;
  private final List<List<Wording>> wordings = new ArrayList<>();

  /**
   * @param events a run without gaps
   * @param awaited after them; absent when nothing is
   * @param left of its time
   */
  public EventFrames(String room, List<TableEvent.Numbered> events, Optional<Turn> awaited,
      TimeLeft left) {
    this.room = room;
    this.events = events;
    turn = awaited.map(Turn::seat);
    turnOfAnother = awaited.map(act -> TURN + Frames.turn(act, left, false)).orElse("");
    turnOfViewer = awaited.map(act -> TURN + Frames.turn(act, left, true)).orElse("");
    events.forEach(event -> wordings.add(new ArrayList<>(2)));
  }

  /** Holds what all may know of the events, and of no turn: it may long be over. */
  public String toAll() {
    return started(null).append("]}").toString();
  }

  /** Holds what this viewer may know of the events. */
  public String to(Seat viewer) {
    var frame = started(viewer).append(']');
    return frame.append(turn.equals(Optional.of(viewer)) ? turnOfViewer : turnOfAnother)
        .append('}').toString();
  }

  private StringBuilder started(Seat viewer) {
    var frame = new StringBuilder(256).append("{\"type\":\"events\",\"room\":\"").append(room)
        .append("\",\"events\":[");
    for (int i = 0; i < events.size(); i++) {
      if (i > 0) frame.append(',');
      frame.append(text(i, viewer));
    }
    return frame;
  }

  private String text(int i, Seat viewer) {
    var known = events.get(i).event().seenBy(viewer);
    for (var wording : wordings.get(i)) {
      if (wording.known() == known || wording.known().equals(known)) return wording.text();
    }
    var text = EventJson.of(events.get(i).n(), known).encode();
    wordings.get(i).add(new Wording(known, text));
    return text;
  }
}
