package hokm.room;

import hokm.protocol.TableEvent;
import java.util.List;

/** What a room makes of a command. */
sealed interface Decision {

  /** To be saved first; only then do next, events and answer become known to anyone. */
  record Commit(RoomState next, List<TableEvent> events, List<OutboxEntry> outbox, Answer answer)
      implements Decision {}

  /** Nothing changes: a refusal, or a command that had its effect before. */
  record Reply(Answer answer) implements Decision {}
}
