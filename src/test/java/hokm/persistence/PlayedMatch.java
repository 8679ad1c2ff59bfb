package hokm.persistence;

import hokm.drill.Finished;
import hokm.room.OutboxEntry;
import java.util.List;
import java.util.UUID;

/** A match of bots, as the records that a room leaves of it. */
record PlayedMatch(String id, List<OutboxEntry> entries) {

  static PlayedMatch of(long seed, int no) {
    var id = new UUID(seed, no).toString();
    return new PlayedMatch(id, Finished.played(id, "ABC234", "bot-", true, seed, no));
  }

  int deals() {
    return entries.size() - 2;
  }
}
