package hokm.room;

import hokm.protocol.Occupant;
import hokm.rules.Seat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;

/** What an operator may see of a room: who sits there and how far they are, and never a card. */
final class RoomFacts {

  private RoomFacts() {}

  static JsonObject of(Lease lease, RoomState state, int spectators, boolean paused) {
    var seats = new JsonArray();
    for (Seat seat : Seat.values()) seats.add(seat(state.now().occupants().at(seat)));
    var facts = new JsonObject().put("room", lease.room()).put("node", lease.owner().node())
        .put("loop", lease.owner().loop()).put("epoch", lease.epoch())
        .put("version", state.version()).put("events", state.last())
        .put("savedAt", Instant.ofEpochMilli(state.times().savedAt()).toString())
        .put("paused", paused).put("spectators", spectators).put("phase", "waiting")
        .put("seats", seats);
    state.now().match().ifPresent(match -> facts
        .put("phase", match.phase().name().toLowerCase(Locale.ROOT))
        .put("match", state.now().matchId()).put("deal", match.dealNo())
        .put("score", new JsonArray().add(match.score().northSouth())
            .add(match.score().eastWest()))
        .put("turn", match.turn().map(Seat::number).orElse(null)));
    return facts;
  }

  /** Null for a free one. */
  private static JsonObject seat(Occupant who) {
    if (who == null) return null;
    var seat = new JsonObject().put("player", who.player()).put("name", who.name())
        .put("bot", who.bot()).put("connected", who.connected());
    who.level().ifPresent(level -> seat.put("level", level.name().toLowerCase(Locale.ROOT)));
    return seat;
  }
}
