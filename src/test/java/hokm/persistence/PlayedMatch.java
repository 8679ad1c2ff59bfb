package hokm.persistence;

import hokm.bots.HouseBot;
import hokm.bots.Simulation;
import hokm.protocol.MatchRecord;
import hokm.protocol.Occupant;
import hokm.protocol.TableEvent;
import hokm.room.OutboxEntry;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A match of bots, as the records that a room leaves of it. */
record PlayedMatch(String id, List<OutboxEntry> entries) {

  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final String ROOM = "ABC234";

  static PlayedMatch of(long seed, int no) {
    var id = new UUID(seed, no).toString();
    var entries = new ArrayList<OutboxEntry>();
    var since = new ArrayList<Event>();
    for (Event event : new Simulation(MatchRules.DEFAULT, PerSeat.all(new HouseBot()))
        .match(seed, no)) {
      if (event instanceof Event.DealPrepared && entries.isEmpty()) {
        entries.add(new OutboxEntry("match_started", MatchRecord.started(id, ROOM,
            MatchRules.DEFAULT, PerSeat.of(seat -> new Occupant("bot-" + seat.number(),
                "Bot " + seat.number(), true, true)), AT, since)));
        since.clear();
      }
      since.add(event);
      if (event instanceof Event.DeckRevealed) {
        entries.add(new OutboxEntry("deal_ended", MatchRecord.deal(id, ROOM, AT, AT,
            TableEvent.played(since))));
        since.clear();
      }
    }
    entries.add(new OutboxEntry("match_ended", MatchRecord.ended(id, ROOM, AT,
        TableEvent.played(since))));
    return new PlayedMatch(id, List.copyOf(entries));
  }

  int deals() {
    return entries.size() - 2;
  }
}
