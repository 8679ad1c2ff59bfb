package hokm.room;

import hokm.protocol.EventJson;
import hokm.protocol.Occupant;
import hokm.protocol.TableEvent;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.PerTeam;
import hokm.rules.Phase;
import hokm.rules.Seat;
import hokm.rules.Team;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A room as Redis keeps it: short keys, and a few characters an event. */
final class SnapshotCodec {

  private static final int FORMAT = 1;

  private SnapshotCodec() {}

  static Buffer encode(RoomState state) {
    var json = new JsonObject().put("f", FORMAT).put("c", state.code())
        .put("r", rules(state.rules())).put("v", state.version()).put("n", state.first())
        .put("b", table(state.base())).put("j", JournalCodec.encode(state.journal()))
        .put("s", state.startedAt()).put("d", state.dealAt());
    var recent = new JsonArray();
    for (Seat seat : Seat.values()) recent.add(String.join(" ", state.recent().at(seat)));
    return json.put("x", recent).toBuffer();
  }

  static RoomState decode(Buffer snapshot) {
    var json = snapshot.toJsonObject();
    if (json.getInteger("f") != FORMAT) {
      throw new IllegalStateException("Room " + json.getString("c") + " was saved in format "
          + json.getInteger("f") + "; this node reads format " + FORMAT + ".");
    }
    var rules = rules(json.getJsonArray("r"));
    var base = table(json.getJsonArray("b"), rules);
    List<TableEvent> journal = JournalCodec.decode(base, rules, json.getJsonArray("j"));
    var recent = json.getJsonArray("x");
    return new RoomState(json.getString("c"), rules, json.getLong("v"), json.getLong("n"), base,
        journal, base.after(journal),
        PerSeat.of(seat -> words(recent.getString(seat.number()))),
        json.getLong("s"), json.getLong("d"));
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static JsonArray rules(MatchRules rules) {
    return new JsonArray().add(rules.target()).add(EventJson.lower(rules.firstHakem()))
        .add(EventJson.lower(rules.redeal()));
  }

  private static MatchRules rules(JsonArray json) {
    return new MatchRules(json.getInteger(0),
        MatchRules.FirstHakem.valueOf(json.getString(1).toUpperCase(Locale.ROOT)),
        MatchRules.Redeal.valueOf(json.getString(2).toUpperCase(Locale.ROOT)));
  }

  /** A base lies between two deals, so it holds no card. */
  private static JsonArray table(Table table) {
    var json = new JsonArray();
    for (Seat seat : Seat.values()) {
      var o = table.occupants().at(seat);
      if (o == null) json.addNull();
      else json.add(new JsonArray().add(o.player()).add(o.name()).add(o.bot()).add(o.connected()));
    }
    json.add(table.matchId());
    table.match().ifPresent(m -> json.add(EventJson.lower(m.phase()))
        .add(m.hakem().map(Seat::number).orElse(-1)).add(m.dealNo())
        .add(EventJson.perTeam(m.score())).add(m.winner().map(Team::number).orElse(-1)));
    return json;
  }

  private static Table table(JsonArray json, MatchRules rules) {
    var occupants = new ArrayList<Occupant>();
    for (int i = 0; i < 4; i++) {
      var o = json.getJsonArray(i);
      occupants.add(o == null ? null
          : new Occupant(o.getString(0), o.getString(1), o.getBoolean(2), o.getBoolean(3)));
    }
    Optional<Match> match = json.size() == 5 ? Optional.empty() : Optional.of(match(json, rules));
    return new Table(PerSeat.of(seat -> occupants.get(seat.number())), json.getString(4), match);
  }

  private static Match match(JsonArray json, MatchRules rules) {
    var score = json.getJsonArray(8);
    int hakem = json.getInteger(6);
    int winner = json.getInteger(9);
    return new Match(rules, Phase.valueOf(json.getString(5).toUpperCase(Locale.ROOT)),
        hakem < 0 ? Optional.empty() : Optional.of(Seat.at(hakem)), json.getInteger(7),
        new PerTeam(score.getInteger(0), score.getInteger(1)), "", PerSeat.all(""),
        Optional.empty(), winner < 0 ? Optional.empty() : Optional.of(Team.values()[winner]));
  }
}
