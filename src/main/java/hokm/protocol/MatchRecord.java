package hokm.protocol;

import static hokm.protocol.EventJson.cards;
import static hokm.protocol.EventJson.lower;
import static hokm.protocol.EventJson.perTeam;

import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What PostgreSQL comes to hold of a match, in three kinds of record. Times are milliseconds since
 * 1970; lines are those of the {@link MatchLog}, and put together in order they are the whole log.
 */
public final class MatchRecord {

  private MatchRecord() {}

  /** @param events the draw for the hakem */
  public static JsonObject started(String match, String room, MatchRules rules,
      PerSeat<Occupant> occupants, Instant at, List<Event> events) {
    var lines = new JsonArray().add(MatchLog.game(rules));
    MatchLog.lines(events).forEach(lines::add);
    return of(match, room).put("startedAt", at.toEpochMilli())
        .put("rules", EventJson.rules(rules)).put("players", players(occupants))
        .put("lines", lines);
  }

  private static JsonArray players(PerSeat<Occupant> occupants) {
    var players = new JsonArray();
    for (Seat seat : Seat.values()) {
      var occupant = occupants.at(seat);
      players.add(new JsonObject().put("seat", seat.number()).put("player", occupant.player())
          .put("name", occupant.name()).put("bot", occupant.bot()));
    }
    return players;
  }

  /** @param story of one whole deal, from DealPrepared to DeckRevealed */
  public static JsonObject deal(String match, String room, Instant began, Instant ended,
      List<TableEvent> story) {
    var events = played(story);
    var start = the(Event.DealBegan.class, events);
    var reveal = the(Event.DeckRevealed.class, events);
    var end = the(Event.DealEnded.class, events);
    var commit = last(Event.ThrownIn.class, events).map(Event.ThrownIn::commit)
        .orElse(start.commit());
    return of(match, room).put("no", start.no()).put("hakem", start.hakem().number())
        .put("dealer", start.dealer().number())
        .put("trump", MatchLog.letter(the(Event.TrumpNamed.class, events).suit()))
        .put("deck", cards(reveal.deck())).put("commit", commit)
        .put("nonce", reveal.nonce()).put("secret", reveal.secret())
        .put("salts", new JsonArray(reveal.salts())).put("winner", end.winner().number())
        .put("tricks", perTeam(end.tricks())).put("points", end.kind().points())
        .put("kind", lower(end.kind())).put("score", perTeam(end.score()))
        .put("startedAt", began.toEpochMilli()).put("endedAt", ended.toEpochMilli())
        .put("moves", moves(events)).put("lines", lines(story));
  }

  private static List<Event> played(List<TableEvent> story) {
    return story.stream().filter(TableEvent.Played.class::isInstance)
        .map(told -> ((TableEvent.Played) told).event()).toList();
  }

  private static JsonArray moves(List<Event> events) {
    var moves = new JsonArray();
    for (Event event : events) {
      if (event instanceof Event.CardPlayed e) {
        moves.add(new JsonObject().put("no", moves.size() + 1).put("trick", moves.size() / 4 + 1)
            .put("seat", e.seat().number()).put("card", e.card().toString()));
      }
    }
    return moves;
  }

  /**
   * @param story all that came after the last whole deal, MatchEnded last
   * @param left who has left the match before its end, while others went on
   */
  public static JsonObject ended(String match, String room, Instant at, List<TableEvent> story,
      List<Leaver> left) {
    var events = played(story);
    var end = the(Event.MatchEnded.class, events);
    var json = of(match, room).put("winner", end.winner().number())
        .put("score", perTeam(end.score())).put("endedAt", at.toEpochMilli());
    last(Event.Forfeited.class, events).ifPresent(e -> json.put("forfeit", e.seat().number()));
    var lines = lines(story);
    if (!left.isEmpty()) {
      json.put("left", left(left));
      lines.getJsonObject(lines.size() - 1).put("left", left(left));
    }
    return json.put("lines", lines);
  }

  private static JsonArray left(List<Leaver> left) {
    var array = new JsonArray();
    left.forEach(each -> array.add(new JsonObject().put("seat", each.seat().number())
        .put("player", each.player()).put("name", each.name()).put("deal", each.deal())));
    return array;
  }

  private static JsonArray lines(List<TableEvent> story) {
    var lines = new JsonArray();
    MatchLog.told(story).forEach(lines::add);
    return lines;
  }

  private static <E extends Event> E the(Class<E> kind, List<Event> events) {
    return last(kind, events).orElseThrow(() -> new IllegalArgumentException(
        "These events hold no " + kind.getSimpleName() + ", so they are not a whole record."));
  }

  private static <E extends Event> Optional<E> last(Class<E> kind, List<Event> events) {
    return events.stream().filter(kind::isInstance).map(kind::cast)
        .reduce((earlier, later) -> later);
  }

  private static JsonObject of(String match, String room) {
    return new JsonObject().put("match", match).put("room", room);
  }
}
