package hokm.room;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.rules.Seat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The passing words of a room. They are told at once and nothing of them is saved, so that who said
 * what is forgotten with the owner.
 */
final class Emotes {

  static final Duration BETWEEN = Duration.ofSeconds(2);
  /** Far more than four seats can say in the time in which a command is sent again. */
  private static final int REMEMBERED = 32;

  private final String room;
  private final Audience audience;
  private final Timers timers;
  private final Map<String, Long> said = remembered();
  private final Map<String, Long> lastOf = remembered();

  Emotes(String room, Audience audience, Timers timers) {
    this.room = room;
    this.audience = audience;
    this.timers = timers;
  }

  private static Map<String, Long> remembered() {
    return new LinkedHashMap<>(4) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  Answer say(Ask ask, Seat seat, RoomCommand.Say say) {
    long now = timers.millis();
    var command = ask.player() + " " + ask.id();
    if (said.containsKey(command)) return Answer.ACCEPTED;
    var last = lastOf.get(ask.player());
    if (last != null && now - last < BETWEEN.toMillis()) {
      return Answer.refused(ErrorCode.EMOTE_TOO_SOON);
    }
    said.put(command, now);
    lastOf.remove(ask.player());
    lastOf.put(ask.player(), now);
    audience.notice(Tell.Kind.NOTICE, Frames.emote(room, seat, say.emote()));
    return Answer.ACCEPTED;
  }
}
