package hokm.room;

import java.util.List;

/**
 * News of one room for one gateway, sent to gateway.&lt;name&gt; once, however many listen.
 *
 * @param origin of what it tells
 */
public record Tell(String room, List<ForSocket> frames, Origin origin) {

  public Tell(String room, List<ForSocket> frames) {
    this(room, frames, Origin.NONE);
  }

  /**
   * @param saved epoch microseconds when the store had it; 0 where nobody measures
   * @param trace of the span of its command; mostly empty
   */
  public record Origin(long saved, String trace) {
    static final Origin NONE = new Origin(0, "");
  }

  /**
   * @param connection the socket it is for
   * @param kind what the gateway does with it
   * @param first the number of the first event inside; for a VIEW, its number
   * @param last the number of the last
   * @param frame the text to send, with nothing that this seat may not know
   */
  public record ForSocket(String connection, Kind kind, long first, long last, String frame) {}

  /**
   * EVENTS is sent only when first follows what the socket has; otherwise the gateway attaches
   * again. VIEW replaces all that the socket has. NOTICE has no number, or that of the event which
   * the socket must have last for it to be true; otherwise the gateway attaches again. DISPLACED
   * closes the socket after its frame. CLOSED says that the room is no more.
   */
  public enum Kind { EVENTS, VIEW, NOTICE, DISPLACED, CLOSED }
}
