package hokm.witness;

import hokm.rules.Card;
import hokm.rules.Hand;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.PerTeam;
import hokm.rules.Phase;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import hokm.rules.Suit;
import hokm.rules.Team;
import hokm.rules.Trick;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A client's own picture of the match, put together from what it was told and from nothing else.
 * After a whole view the tricks before the last one are not known any more.
 */
final class Seen {
  private long last = -1;
  private Seat seat = Seat.SOUTH;
  private String match = "";
  private Phase phase = Phase.DRAWING;
  private int deal;
  private Optional<Seat> hakem = Optional.empty();
  private Optional<Suit> trump = Optional.empty();
  private Hand hand = Hand.EMPTY;
  private PerSeat<Integer> sizes = PerSeat.all(0);
  private PerSeat<Boolean> salted = PerSeat.all(false);
  private List<Trick> tricks = new ArrayList<>();
  private Trick trick = Trick.ledBy(Seat.SOUTH);
  private PerTeam tricksWon = PerTeam.ZERO;
  private PerTeam score = PerTeam.ZERO;
  private Optional<Team> winner = Optional.empty();
  private JsonObject turn;

  /** @return false when events are missing between what was seen and this frame */
  boolean events(JsonObject frame) {
    var events = frame.getJsonArray("events");
    if (events.getJsonObject(0).getLong("n") > Math.max(last, 0) + 1) return false;
    for (int i = 0; i < events.size(); i++) {
      var event = events.getJsonObject(i);
      if (event.getLong("n") <= last) continue;
      seats(event);
      last = event.getLong("n");
      turn = null;
    }
    // An overlapping tail is as old as its last event, and so is the turn beside it.
    if (events.getJsonObject(events.size() - 1).getLong("n") == last) {
      turn = frame.getJsonObject("turn");
    }
    return true;
  }

  private void seats(JsonObject event) {
    switch (event.getString("event")) {
      case "seat_taken", "seat_left", "seat_away", "seat_back", "time_given_back",
          "rematch_wanted" -> { }
      case "match_started" -> {
        match = event.getString("match");
        clear(Phase.DRAWING);
      }
      case "hakem_drawn" -> {
        hakem = Optional.of(Seat.at(event.getInteger("hakem")));
        phase = Phase.BETWEEN_DEALS;
      }
      default -> deal(event);
    }
  }

  private void deal(JsonObject event) {
    switch (event.getString("event")) {
      case "deal_prepared" -> {
        deal = event.getInteger("no");
        salted = PerSeat.all(false);
        clear(Phase.PREPARING);
      }
      case "salt_contributed" -> salted = salted.with(of(event), true);
      case "deal_began" -> {
        hakem = Optional.of(Seat.at(event.getInteger("hakem")));
        clear(Phase.NAMING_TRUMP);
      }
      case "thrown_in" -> clear(Phase.NAMING_TRUMP);
      case "cards_dealt" -> {
        sizes = sizes.with(of(event), sizes.at(of(event)) + event.getInteger("count"));
        if (of(event) == seat) hand = hand.plus(cards(event.getJsonArray("cards")));
      }
      case "trump_named" -> {
        trump = Optional.of(suit(event.getString("suit")));
        trick = Trick.ledBy(hakem.orElseThrow());
        phase = Phase.PLAYING;
      }
      default -> play(event);
    }
  }

  private void play(JsonObject event) {
    switch (event.getString("event")) {
      case "card_played" -> {
        var card = Card.of(event.getString("card"));
        trick = trick.plus(card);
        sizes = sizes.with(of(event), sizes.at(of(event)) - 1);
        if (of(event) == seat) hand = hand.minus(card);
      }
      case "trick_won" -> {
        tricks.add(trick);
        trick = Trick.ledBy(of(event));
        tricksWon = tricksWon.plus(of(event).team(), 1);
      }
      case "deal_ended" -> {
        score = perTeam(event.getJsonArray("score"));
        phase = Phase.BETWEEN_DEALS;
      }
      case "deck_revealed" -> clear(Phase.BETWEEN_DEALS);
      case "forfeited" -> { }
      case "match_ended" -> {
        winner = Optional.of(Team.values()[event.getInteger("winner")]);
        phase = Phase.OVER;
      }
      default -> throw new IllegalStateException("The protocol tells of no such event: " + event);
    }
  }

  private void clear(Phase next) {
    phase = next;
    trump = Optional.empty();
    hand = Hand.EMPTY;
    sizes = PerSeat.all(0);
    tricks = new ArrayList<>();
    tricksWon = PerTeam.ZERO;
  }

  /** Nothing was missed. */
  void turn(JsonObject frame) {
    turn = frame.getJsonObject("turn");
  }

  void view(JsonObject frame) {
    last = frame.getLong("n");
    seat = Seat.at(frame.getInteger("seat"));
    match = frame.getString("match", "");
    turn = frame.getJsonObject("turn");
    var state = frame.getJsonObject("state");
    if (state == null) return;
    clear(Phase.valueOf(state.getString("phase").toUpperCase(Locale.ROOT)));
    deal = state.getInteger("deal");
    score = perTeam(state.getJsonArray("score"));
    tricksWon = perTeam(state.getJsonArray("tricksWon"));
    hand = Hand.of(cards(state.getJsonArray("hand")));
    sizes = PerSeat.of(each -> state.getJsonArray("handSizes").getInteger(each.number()));
    salted = PerSeat.of(each -> state.getJsonArray("salted").getBoolean(each.number()));
    hakem = Optional.ofNullable(state.getInteger("hakem")).map(Seat::at);
    trump = Optional.ofNullable(state.getString("trump")).map(Seen::suit);
    winner = Optional.ofNullable(state.getInteger("winner")).map(no -> Team.values()[no]);
    if (state.containsKey("lastTrick")) tricks.add(trick(state.getJsonObject("lastTrick")));
    if (state.containsKey("trick")) trick = trick(state.getJsonObject("trick"));
  }

  private static Trick trick(JsonObject json) {
    return new Trick(Seat.at(json.getInteger("leader")), cards(json.getJsonArray("cards")));
  }

  private static List<Card> cards(JsonArray texts) {
    return texts.stream().map(text -> Card.of((String) text)).toList();
  }

  private static PerTeam perTeam(JsonArray counts) {
    return new PerTeam(counts.getInteger(0), counts.getInteger(1));
  }

  private static Suit suit(String lower) {
    return Suit.valueOf(lower.toUpperCase(Locale.ROOT));
  }

  private static Seat of(JsonObject event) {
    return Seat.at(event.getInteger("seat"));
  }

  /** The number of the newest event; -1 for none. */
  long last() {
    return last;
  }

  Seat seat() {
    return seat;
  }

  void sit(Seat taken) {
    seat = taken;
  }

  String match() {
    return match;
  }

  int deal() {
    return deal;
  }

  Phase phase() {
    return phase;
  }

  /** How many tricks of the deal lie open, and how many cards on the table. */
  int tricksDone() {
    return tricksWon.northSouth() + tricksWon.eastWest();
  }

  Client.Sight sight() {
    return new Client.Sight(phase, deal, tricksDone(),
        Math.max(tricksWon.northSouth(), tricksWon.eastWest()), trick.cards().size(), last);
  }

  boolean saltWanted() {
    return phase == Phase.PREPARING && !salted.at(seat);
  }

  /** What the server waits for from this seat: name_trump, play_card, or nothing. */
  Optional<String> act() {
    return Optional.ofNullable(turn).filter(t -> t.getInteger("seat") == seat.number())
        .map(t -> t.getString("act"));
  }

  /** For a strategy; legal is what the server said, not what the rules would say here. */
  SeatView asView() {
    var legal = turn == null ? null : turn.getJsonArray("legal");
    boolean playing = phase == Phase.PLAYING;
    return new SeatView(seat, MatchRules.DEFAULT, phase, deal, hakem,
        Optional.ofNullable(turn).map(t -> Seat.at(t.getInteger("seat"))), trump, hand.cards(),
        sizes, List.copyOf(tricks), playing ? Optional.of(trick) : Optional.empty(), tricksWon,
        score, legal == null ? List.of() : cards(legal),
        turn != null && turn.getBoolean("mayThrowIn", false), salted, "", "", winner);
  }
}
