package hokm.protocol;

import static hokm.protocol.EventJson.cards;
import static hokm.protocol.EventJson.lower;
import static hokm.protocol.EventJson.perTeam;

import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.Suit;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of the match log, told in docs/protocol.md: one object a line, its kind in t. They
 * hold every card, so they leave the server only when the match is over.
 */
public final class MatchLog {

  private MatchLog() {}

  /** The log's first line. */
  public static JsonObject game(MatchRules rules) {
    return line("game").put("players", 4)
        .put("rules", EventJson.rules(rules).put("pause", "hakem"));
  }

  /** @param events as the rules made them, not as a seat saw them; a run without gaps */
  public static List<JsonObject> lines(List<Event> events) {
    return told(TableEvent.played(events));
  }

  /**
   * The same of what a table heard. Comings and goings have no line; time given back stands in
   * the line of what happened next, so that a reader who knows only the plain log reads on.
   */
  static List<JsonObject> told(List<TableEvent> story) {
    var lines = new ArrayList<JsonObject>();
    var givenBack = new JsonArray();
    String secretCommit = "";
    for (TableEvent told : story) {
      if (told instanceof TableEvent.TimeGivenBack e) givenBack.add(givenBack(e));
      if (!(told instanceof TableEvent.Played played)) continue;
      var event = played.event();
      int before = lines.size();
      if (event instanceof Event.DealPrepared e) secretCommit = e.secretCommit();
      if (event instanceof Event.HakemDrawn e) lines.addAll(drawn(e));
      dealing(event, secretCommit).or(() -> playing(event)).or(() -> ending(event))
          .ifPresent(lines::add);
      if (givenBack.isEmpty() || lines.size() == before) continue;
      lines.get(before).put("timeGivenBack", givenBack);
      givenBack = new JsonArray();
    }
    return lines;
  }

  private static JsonObject givenBack(TableEvent.TimeGivenBack e) {
    return new JsonObject().put("seat", e.seat().number()).put("cause", lower(e.cause()))
        .put("millis", e.millis());
  }

  private static List<JsonObject> drawn(Event.HakemDrawn e) {
    var hakem = line("hakem").put("seat", e.hakem().number());
    if (e.cards().isEmpty()) return List.of(hakem);
    return List.of(line("draw").put("start", e.start().number()).put("cards", cards(e.cards())),
        hakem);
  }

  private static Optional<JsonObject> dealing(Event event, String secretCommit) {
    if (event instanceof Event.DealBegan e) {
      var line = line("hand").put("no", e.no()).put("hakem", e.hakem().number())
          .put("dealer", e.dealer().number()).put("deck", cards(e.deck()))
          .put("commit", e.commit());
      if (!secretCommit.isEmpty()) line.put("secretCommit", secretCommit);
      return Optional.of(line);
    }
    if (event instanceof Event.CardsDealt e) {
      return Optional.of(line("deal").put("seat", e.seat().number())
          .put("cards", cards(e.cards())));
    }
    if (event instanceof Event.ThrownIn e) {
      return Optional.of(line("redeal").put("seat", e.seat().number())
          .put("deck", cards(e.deck())).put("commit", e.commit()));
    }
    if (event instanceof Event.DeckRevealed e) {
      return Optional.of(line("reveal").put("deck", cards(e.deck())).put("nonce", e.nonce())
          .put("secret", e.secret()).put("salts", new JsonArray(e.salts())));
    }
    return Optional.empty();
  }

  private static Optional<JsonObject> playing(Event event) {
    if (event instanceof Event.TrumpNamed e) {
      return Optional.of(line("trump").put("seat", e.seat().number())
          .put("suit", letter(e.suit())));
    }
    if (event instanceof Event.CardPlayed e) {
      return Optional.of(line("play").put("seat", e.seat().number())
          .put("card", e.card().toString()));
    }
    if (event instanceof Event.TrickWon e) {
      return Optional.of(line("trick").put("no", e.no()).put("winner", e.seat().number()));
    }
    return Optional.empty();
  }

  private static Optional<JsonObject> ending(Event event) {
    if (event instanceof Event.DealEnded e) {
      return Optional.of(line("hand_end").put("winner", e.winner().number())
          .put("tricks", perTeam(e.tricks())).put("points", e.kind().points())
          .put("kind", lower(e.kind())).put("score", perTeam(e.score())));
    }
    if (event instanceof Event.Forfeited e) {
      return Optional.of(line("forfeit").put("seat", e.seat().number())
          .put("reason", e.reason()));
    }
    if (event instanceof Event.MatchEnded e) {
      return Optional.of(line("match_end").put("winner", e.winner().number())
          .put("score", perTeam(e.score())));
    }
    return Optional.empty();
  }

  static String letter(Suit suit) {
    return String.valueOf(suit.letter());
  }

  private static JsonObject line(String kind) {
    return new JsonObject().put("t", kind);
  }
}
