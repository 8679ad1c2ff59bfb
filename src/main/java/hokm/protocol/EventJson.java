package hokm.protocol;

import hokm.rules.Card;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerTeam;
import hokm.rules.Seat;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How an event reads in a frame. */
public final class EventJson {

  private EventJson() {}

  public static JsonObject of(TableEvent.Numbered numbered, Seat viewer) {
    return of(numbered.n(), numbered.event().seenBy(viewer));
  }

  /** @param known the event as its viewer may know it */
  static JsonObject of(long n, TableEvent known) {
    var json = new JsonObject().put("n", n);
    return known instanceof TableEvent.Played played ? played(json, played.event())
        : seats(json, known);
  }

  private static JsonObject seats(JsonObject json, TableEvent event) {
    if (event instanceof TableEvent.SeatTaken e) {
      named(json, "seat_taken", e.seat()).put("name", e.name())
          .put("bot", e.level().isPresent());
      return level(json, e.level());
    }
    if (event instanceof TableEvent.SeatLeft e) return named(json, "seat_left", e.seat());
    if (event instanceof TableEvent.SeatAway e) return named(json, "seat_away", e.seat());
    if (event instanceof TableEvent.SeatBack e) return named(json, "seat_back", e.seat());
    if (event instanceof TableEvent.RematchWanted e) {
      return named(json, "rematch_wanted", e.seat());
    }
    if (event instanceof TableEvent.MatchStarted e) {
      return json.put("event", "match_started").put("match", e.matchId())
          .put("rules", rules(e.rules()));
    }
    if (event instanceof TableEvent.TimeGivenBack e) {
      return named(json, "time_given_back", e.seat()).put("cause", lower(e.cause()))
          .put("millis", e.millis());
    }
    throw new IllegalStateException("No frame for " + event.getClass());
  }

  static JsonObject level(JsonObject json, Optional<BotLevel> level) {
    level.ifPresent(of -> json.put("level", lower(of)));
    return json;
  }

  private static JsonObject played(JsonObject json, Event event) {
    if (event instanceof Event.HakemDrawn e) {
      return json.put("event", "hakem_drawn").put("start", e.start().number())
          .put("cards", cards(e.cards())).put("hakem", e.hakem().number());
    }
    if (event instanceof Event.DealPrepared e) {
      return json.put("event", "deal_prepared").put("no", e.no())
          .put("secretCommit", e.secretCommit());
    }
    if (event instanceof Event.SaltContributed e) {
      return named(json, "salt_contributed", e.seat()).put("salt", e.salt());
    }
    if (event instanceof Event.DealBegan e) {
      return json.put("event", "deal_began").put("no", e.no()).put("hakem", e.hakem().number())
          .put("dealer", e.dealer().number()).put("commit", e.commit());
    }
    if (event instanceof Event.CardsDealt e) {
      named(json, "cards_dealt", e.seat()).put("count", e.count());
      return e.cards().isEmpty() ? json : json.put("cards", cards(e.cards()));
    }
    if (event instanceof Event.ThrownIn e) {
      return named(json, "thrown_in", e.seat()).put("commit", e.commit());
    }
    return playedOn(json, event);
  }

  private static JsonObject playedOn(JsonObject json, Event event) {
    if (event instanceof Event.TrumpNamed e) {
      return named(json, "trump_named", e.seat()).put("suit", lower(e.suit()));
    }
    if (event instanceof Event.CardPlayed e) {
      return named(json, "card_played", e.seat()).put("card", e.card().toString());
    }
    if (event instanceof Event.TrickWon e) {
      return named(json, "trick_won", e.seat()).put("no", e.no());
    }
    if (event instanceof Event.DealEnded e) {
      return json.put("event", "deal_ended").put("winner", e.winner().number())
          .put("tricks", perTeam(e.tricks())).put("kind", lower(e.kind()))
          .put("points", e.kind().points()).put("score", perTeam(e.score()));
    }
    if (event instanceof Event.DeckRevealed e) {
      return json.put("event", "deck_revealed").put("deck", cards(e.deck()))
          .put("nonce", e.nonce()).put("secret", e.secret())
          .put("salts", new JsonArray(e.salts()));
    }
    if (event instanceof Event.Forfeited e) {
      return named(json, "forfeited", e.seat()).put("reason", e.reason());
    }
    if (event instanceof Event.MatchEnded e) {
      return json.put("event", "match_ended").put("winner", e.winner().number())
          .put("score", perTeam(e.score()));
    }
    throw new IllegalStateException("No frame for " + event.getClass());
  }

  private static JsonObject named(JsonObject json, String name, Seat seat) {
    return json.put("event", name).put("seat", seat.number());
  }

  public static JsonObject rules(MatchRules rules) {
    return new JsonObject().put("target", rules.target())
        .put("hakem", lower(rules.firstHakem())).put("redeal", lower(rules.redeal()));
  }

  public static JsonArray cards(List<Card> cards) {
    var array = new JsonArray();
    cards.forEach(card -> array.add(card.toString()));
    return array;
  }

  public static JsonArray perTeam(PerTeam count) {
    return new JsonArray().add(count.northSouth()).add(count.eastWest());
  }

  /** An enum constant as frames spell it, such as first_ace. */
  public static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
