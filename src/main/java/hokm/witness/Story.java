package hokm.witness;

import hokm.witness.Testimony.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What happened in a room, as all its clients tell it together: an event that several were told
 * must read the same, but for the cards of a packet, which only their owner was told.
 *
 * @param events by number
 * @param conflicts a sentence for each event that was told in two ways
 */
public record Story(NavigableMap<Long, JsonObject> events, List<String> conflicts) {

  /** A move as it stands in a story or a log. @param value the card, or the letter of the suit */
  public record Move(int deal, int seat, String type, String value) {
    @Override
    public String toString() {
      return type + " " + value + " of seat " + seat + " in deal " + deal;
    }
  }

  public static Story of(List<Testimony> testimonies) {
    var story = new Story(new TreeMap<>(), new ArrayList<>());
    for (Testimony each : testimonies) {
      for (Heard frame : each.heard()) events(frame).forEach(event -> story.add(each, event));
    }
    return story;
  }

  /**
   * The same, where nobody was told of some events, since all who sat there came back to a view.
   *
   * @param untold events that were told to nobody, from whoever knows them; only those are taken
   *     that lie before the newest that was told
   */
  public static Story of(List<Testimony> testimonies, Collection<JsonObject> untold) {
    var story = of(testimonies);
    long last = story.last();
    untold.stream().filter(event -> event.getLong("n") < last)
        .forEach(event -> story.events.putIfAbsent(event.getLong("n"), event));
    return story;
  }

  /** The events inside a frame; none in one of another kind. */
  static List<JsonObject> events(Heard frame) {
    var json = frame.json();
    if (!"events".equals(json.getString("type"))) return List.of();
    return json.getJsonArray("events").stream().map(JsonObject.class::cast).toList();
  }

  private void add(Testimony by, JsonObject event) {
    long n = event.getLong("n");
    var known = events.putIfAbsent(n, event.copy());
    if (known == null) return;
    if (!redacted(known).equals(redacted(event))) {
      conflicts.add("Event " + n + " is " + event.encode() + " to " + by.name() + ", but "
          + known.encode() + " to another.");
    } else if (event.containsKey("cards")) {
      known.put("cards", event.getJsonArray("cards"));
    }
  }

  private static JsonObject redacted(JsonObject event) {
    var copy = event.copy();
    if (is(event, "cards_dealt")) copy.remove("cards");
    return copy;
  }

  static boolean is(JsonObject event, String name) {
    return name.equals(event.getString("event"));
  }

  /** The number of the newest event; 0 for a story without any. */
  public long last() {
    return events.isEmpty() ? 0 : events.lastKey();
  }

  /** Whether every event of its matches was told to somebody. */
  public boolean whole() {
    return !all("match_started").isEmpty()
        && events.size() == events.lastKey() - events.firstKey() + 1;
  }

  List<JsonObject> all(String name) {
    return events.values().stream().filter(event -> is(event, name)).toList();
  }

  /** The ids of the matches that anyone was told of, in events or views. */
  public static Set<String> matches(Testimony testimony) {
    var matches = new TreeSet<String>();
    for (Heard frame : testimony.heard()) {
      if (frame.is("view")) {
        Optional.ofNullable(frame.json().getString("match")).ifPresent(matches::add);
      }
      for (JsonObject event : events(frame)) {
        if (is(event, "match_started")) matches.add(event.getString("match"));
      }
    }
    return matches;
  }

  /** The moves by their numbers. */
  NavigableMap<Long, Move> placed() {
    var placed = new TreeMap<Long, Move>();
    int deal = 0;
    for (JsonObject event : events.values()) {
      if (is(event, "deal_began")) deal = event.getInteger("no");
      for (Move move : moves(lines(event))) {
        placed.put(event.getLong("n"), new Move(deal, move.seat(), move.type(), move.value()));
      }
    }
    return placed;
  }

  public List<Move> moves() {
    return moves(lines());
  }

  /** The trumps and cards of a match log, in order. */
  static List<Move> moves(List<JsonObject> log) {
    var moves = new ArrayList<Move>();
    int deal = 0;
    for (JsonObject line : log) {
      switch (line.getString("t")) {
        case "hand" -> deal = line.getInteger("no");
        case "trump" -> moves.add(new Move(deal, line.getInteger("seat"), "name_trump",
            line.getString("suit")));
        case "play" -> moves.add(new Move(deal, line.getInteger("seat"), "play_card",
            line.getString("card")));
        default -> { }
      }
    }
    return moves;
  }

  /** The story in the words of MATCH-LOG.md, without what the seats were not told. */
  List<JsonObject> lines() {
    var lines = new ArrayList<JsonObject>();
    for (JsonObject event : events.values()) lines.addAll(lines(event));
    return lines;
  }

  private static List<JsonObject> lines(JsonObject event) {
    return switch (event.getString("event")) {
      case "match_started" -> List.of(line("game"));
      case "hakem_drawn" -> drawn(event);
      case "deal_began" -> List.of(line("hand", event, "no", "hakem", "dealer", "commit"));
      case "cards_dealt" -> List.of(line("deal", event, "seat", "cards"));
      case "thrown_in" -> List.of(line("redeal", event, "seat", "commit"));
      case "trump_named" -> List.of(line("trump", event, "seat")
          .put("suit", event.getString("suit").substring(0, 1).toUpperCase(Locale.ROOT)));
      case "card_played" -> List.of(line("play", event, "seat", "card"));
      case "trick_won" -> List.of(line("trick", event, "no")
          .put("winner", event.getInteger("seat")));
      case "deal_ended" -> List.of(line("hand_end", event, "winner", "tricks", "points", "kind",
          "score"));
      case "deck_revealed" -> List.of(line("reveal", event, "deck", "nonce"));
      case "forfeited" -> List.of(line("forfeit", event, "seat", "reason"));
      case "match_ended" -> List.of(line("match_end", event, "winner", "score"));
      default -> List.of();
    };
  }

  private static List<JsonObject> drawn(JsonObject event) {
    var hakem = line("hakem").put("seat", event.getInteger("hakem"));
    return event.getJsonArray("cards", new JsonArray()).isEmpty() ? List.of(hakem)
        : List.of(line("draw", event, "start", "cards"), hakem);
  }

  private static JsonObject line(String kind) {
    return new JsonObject().put("t", kind);
  }

  private static JsonObject line(String kind, JsonObject event, String... fields) {
    var line = line(kind);
    for (String field : fields) {
      if (event.containsKey(field)) line.put(field, event.getValue(field));
    }
    return line;
  }
}
