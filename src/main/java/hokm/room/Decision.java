package hokm.room;

import hokm.protocol.TableEvent;
import java.util.List;

/** What a room makes of a command. */
sealed interface Decision {

  /** To be saved first; only then do next, events and answer become known to anyone. */
  record Commit(RoomState next, List<TableEvent> events, List<OutboxEntry> outbox, Answer answer,
      String trace) implements Decision {

    Commit(RoomState next, List<TableEvent> events, List<OutboxEntry> outbox, Answer answer) {
      this(next, events, outbox, answer, "");
    }

    @Override
    public Decision under(String span) {
      return span.isEmpty() ? this : new Commit(next, events, outbox, answer, span);
    }
  }

  /** @param span the link of the one in which it was asked for; mostly empty */
  default Decision under(String span) {
    return this;
  }

  /** Nothing changes: a refusal, or a command that had its effect before. */
  record Reply(Answer answer) implements Decision {}
}
