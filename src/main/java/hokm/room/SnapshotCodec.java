package hokm.room;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonToken;
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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A room as Redis keeps it: short keys, and a few characters an event. */
final class SnapshotCodec {

  private static final int FORMAT = 2;
  /** Still read, so that a restart of node after node loses no room. */
  private static final int LAST_FORMAT = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private SnapshotCodec() {}

  /** Written as a stream: a tree of objects for it would cost more than all else of a move. */
  static Buffer encode(RoomState state) {
    var bytes = new ByteArrayOutputStream(1024);
    try (var json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("f", FORMAT);
      json.writeStringField("c", state.code());
      json.writeFieldName("r");
      rules(json, state.rules());
      json.writeNumberField("v", state.version());
      json.writeNumberField("n", state.first());
      json.writeFieldName("b");
      table(json, state.base());
      json.writeFieldName("j");
      JournalCodec.encode(json, state.journal());
      json.writeFieldName("t");
      times(json, state.times());
      json.writeArrayFieldStart("x");
      for (Seat seat : Seat.values()) json.writeString(String.join(" ", state.recent().at(seat)));
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  static RoomState decode(Buffer snapshot) {
    var json = snapshot.toJsonObject();
    int format = json.getInteger("f");
    if (format != FORMAT && format != LAST_FORMAT) {
      throw new IllegalStateException("Room " + json.getString("c") + " was saved in format "
          + format + "; this node reads formats " + LAST_FORMAT + " and " + FORMAT + ".");
    }
    var rules = rules(json.getJsonArray("r"));
    var base = table(json.getJsonArray("b"), rules);
    List<TableEvent> journal = JournalCodec.decode(base, rules, json.getJsonArray("j"));
    var recent = json.getJsonArray("x");
    return new RoomState(json.getString("c"), rules, json.getLong("v"), json.getLong("n"), base,
        journal, base.after(journal),
        PerSeat.of(seat -> words(recent.getString(seat.number()))),
        format == FORMAT ? times(json.getJsonArray("t")) : new RoomTimes(json.getLong("s"),
            json.getLong("d"), 0, RoomTimes.NONE.fromBank()));
  }

  /** All but the first as distances, which are short; banks only once one has been touched. */
  private static void times(JsonGenerator json, RoomTimes times) throws IOException {
    json.writeStartArray();
    json.writeNumber(times.startedAt());
    json.writeNumber(times.dealAt() - times.startedAt());
    json.writeNumber(times.savedAt() - times.dealAt());
    if (!times.fromBank().equals(RoomTimes.NONE.fromBank())) {
      for (Seat seat : Seat.values()) json.writeNumber(times.fromBank().at(seat));
    }
    json.writeEndArray();
  }

  private static RoomTimes times(JsonArray json) {
    long deal = json.getLong(0) + json.getLong(1);
    return new RoomTimes(json.getLong(0), deal, deal + json.getLong(2), json.size() == 3
        ? RoomTimes.NONE.fromBank() : PerSeat.of(seat -> json.getLong(3 + seat.number())));
  }

  /** Whether a match is under way, told without replaying it; false of what can't be read. */
  static boolean inPlay(Buffer snapshot) {
    boolean started = false;
    boolean over = false;
    try (var json = JSON.createParser(snapshot.getBytes())) {
      for (var token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token != JsonToken.FIELD_NAME) continue;
        var name = json.currentName();
        json.nextToken();
        if (name.equals("j")) {
          while (json.nextToken() == JsonToken.VALUE_STRING) {
            char kind = json.getText().charAt(0);
            started |= kind == 'm' || kind == 'P';
            over |= kind == 'M';
          }
        } else {
          json.skipChildren();
        }
      }
    } catch (IOException unreadable) {
      return false;
    }
    return started && !over;
  }

  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" "));
  }

  private static void rules(JsonGenerator json, MatchRules rules) throws IOException {
    json.writeStartArray();
    json.writeNumber(rules.target());
    json.writeString(EventJson.lower(rules.firstHakem()));
    json.writeString(EventJson.lower(rules.redeal()));
    json.writeEndArray();
  }

  private static MatchRules rules(JsonArray json) {
    return new MatchRules(json.getInteger(0),
        MatchRules.FirstHakem.valueOf(json.getString(1).toUpperCase(Locale.ROOT)),
        MatchRules.Redeal.valueOf(json.getString(2).toUpperCase(Locale.ROOT)));
  }

  /** A base lies between two deals, so it holds no card. */
  private static void table(JsonGenerator json, Table table) throws IOException {
    json.writeStartArray();
    for (Seat seat : Seat.values()) occupant(json, table.occupants().at(seat));
    json.writeString(table.matchId());
    if (table.match().isPresent()) match(json, table.match().get());
    json.writeEndArray();
  }

  private static void occupant(JsonGenerator json, Occupant occupant) throws IOException {
    if (occupant == null) {
      json.writeNull();
      return;
    }
    json.writeStartArray();
    json.writeString(occupant.player());
    json.writeString(occupant.name());
    json.writeBoolean(occupant.bot());
    json.writeBoolean(occupant.connected());
    json.writeEndArray();
  }

  private static void match(JsonGenerator json, Match match) throws IOException {
    json.writeString(EventJson.lower(match.phase()));
    json.writeNumber(match.hakem().map(Seat::number).orElse(-1));
    json.writeNumber(match.dealNo());
    json.writeArray(new int[] {match.score().northSouth(), match.score().eastWest()}, 0, 2);
    json.writeNumber(match.winner().map(Team::number).orElse(-1));
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
