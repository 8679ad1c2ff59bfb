package hokm.drill;

import hokm.bots.NormalBot;
import hokm.bots.Simulation;
import hokm.protocol.BotLevel;
import hokm.protocol.MatchRecord;
import hokm.protocol.Occupant;
import hokm.protocol.TableEvent;
import hokm.room.OutboxEntry;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Matches of bots as the records that rooms leave of them; each comes out under a new id. */
public final class Finished {

  private static final int PATTERNS = 20;
  private static final String PATTERN = new UUID(0, 0).toString();
  static final String ROOM = "DRAAAA";
  private static final String PLAYER = "drill-player-";
  /** So many tables of four who play all of it. */
  private static final int TABLES = 50;
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  private final List<List<Pattern>> patterns;
  private final long seed;
  private long given;

  private record Pattern(String kind, String body) {}

  /** @param no of a deal; 0 for the match's start and its end */
  record Piece(String match, String kind, int no, OutboxEntry entry) {}

  Finished(long seed) {
    this.seed = seed;
    patterns = IntStream.range(0, PATTERNS).mapToObj(no ->
        played(PATTERN, ROOM, PLAYER, false, seed, no).stream().map(entry ->
            new Pattern(entry.kind(), entry.body().encode())).toList()).toList();
  }

  /** All records of the next match, in the order in which its room writes them. */
  List<Piece> next() {
    var match = new UUID(seed, ++given).toString();
    return patterns.get((int) (given % PATTERNS)).stream().map(pattern -> {
      var body = new JsonObject(pattern.body().replace(PATTERN, match)
          .replace(PLAYER, "drill-" + given % TABLES + "-"));
      return new Piece(match, pattern.kind(), body.getInteger("no", 0),
          new OutboxEntry(pattern.kind(), body));
    }).toList();
  }

  /**
   * One match as the records that its room leaves of it.
   *
   * @param player the beginning of the players' ids
   * @param no which of the seed's matches
   */
  public static List<OutboxEntry> played(String match, String room, String player, boolean bots,
      long seed, int no) {
    var entries = new ArrayList<OutboxEntry>();
    var since = new ArrayList<Event>();
    for (Event event : new Simulation(MatchRules.DEFAULT, PerSeat.all(new NormalBot()))
        .match(seed, no)) {
      if (event instanceof Event.DealPrepared && entries.isEmpty()) {
        entries.add(new OutboxEntry("match_started", MatchRecord.started(match, room,
            MatchRules.DEFAULT, PerSeat.of(seat -> new Occupant(player + seat.number(),
                "Player " + seat.number(), Optional.of(BotLevel.NORMAL).filter(level -> bots),
                true)), AT, since)));
        since.clear();
      }
      since.add(event);
      if (event instanceof Event.DeckRevealed) {
        entries.add(new OutboxEntry("deal_ended", MatchRecord.deal(match, room, AT, AT,
            TableEvent.played(since))));
        since.clear();
      }
    }
    entries.add(new OutboxEntry("match_ended", MatchRecord.ended(match, room, AT,
        TableEvent.played(since), List.of())));
    return entries;
  }
}
