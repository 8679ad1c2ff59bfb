package hokm.room;

import hokm.protocol.Occupant;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Snapshots of formats 1 and 2, which were JSON; read so that a rolling restart loses no room. */
final class OldSnapshot {

  private OldSnapshot() {}

  static boolean is(Buffer snapshot) {
    return snapshot.length() > 0 && snapshot.getByte(0) == '{';
  }

  static RoomState decode(Buffer snapshot) {
    var json = snapshot.toJsonObject();
    int format = json.getInteger("f");
    if (format != 1 && format != 2) {
      throw SnapshotCodec.unreadable(json.getString("c"), Integer.toString(format));
    }
    var rules = rules(json.getJsonArray("r"));
    var base = table(json.getJsonArray("b"), rules);
    var events = JournalCodec.decode(base, rules, journal(json));
    var recent = json.getJsonArray("x");
    return new RoomState(json.getString("c"), rules, json.getLong("v"), json.getLong("n"),
        Journal.of(base, events), base.after(events),
        PerSeat.of(seat -> fingerprints(recent.getString(seat.number()))),
        format == 2 ? times(json.getJsonArray("t")) : new RoomTimes(json.getLong("s"),
            json.getLong("d"), 0, RoomTimes.NONE.fromBank()));
  }

  static List<String> journal(JsonObject json) {
    return json.getJsonArray("j").stream().map(String.class::cast).toList();
  }

  private static RoomTimes times(JsonArray json) {
    long deal = json.getLong(0) + json.getLong(1);
    return new RoomTimes(json.getLong(0), deal, deal + json.getLong(2), json.size() == 3
        ? RoomTimes.NONE.fromBank() : PerSeat.of(seat -> json.getLong(3 + seat.number())));
  }

  /** Fingerprints were longer; the beginning of one is the one of now. */
  private static String fingerprints(String words) {
    return words.isEmpty() ? "" : Stream.of(words.split(" "))
        .map(word -> word.substring(0, RoomState.FINGERPRINT)).collect(Collectors.joining());
  }

  private static MatchRules rules(JsonArray json) {
    return new MatchRules(json.getInteger(0),
        MatchRules.FirstHakem.valueOf(json.getString(1).toUpperCase(Locale.ROOT)),
        MatchRules.Redeal.valueOf(json.getString(2).toUpperCase(Locale.ROOT)));
  }

  private static Table table(JsonArray json, MatchRules rules) {
    var occupants = new ArrayList<Occupant>();
    for (int i = 0; i < 4; i++) {
      var o = json.getJsonArray(i);
      occupants.add(o == null ? null
          : new Occupant(o.getString(0), o.getString(1),
              SnapshotCodec.level(o.getBoolean(2), ""), o.getBoolean(3)));
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
