package hokm.witness;

import hokm.bots.NormalBot;
import hokm.bots.Simulation;
import hokm.witness.Testimony.Heard;
import hokm.witness.Testimony.Outcome;
import hokm.witness.Testimony.Sent;
import hokm.protocol.EventFrames;
import hokm.protocol.MatchLog;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.protocol.TimeLeft;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import hokm.rules.Turn;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** A whole match as four clients would swear to it, true until a test doctors it. */
public final class ToldMatch {
  public static final String ID = "0c5b7a52-6a0e-4f5e-9a51-0d5a6f1f4c11";

  public final List<List<Heard>> heard = new ArrayList<>();
  final List<List<Sent>> sent = new ArrayList<>();
  final List<JsonObject> log = new ArrayList<>();
  public final List<Kept.Deal> deals = new ArrayList<>();
  final List<Kept.End> ends = new ArrayList<>();
  final List<Story.Move> moves = new ArrayList<>();
  private long n;
  private Match match = Match.begin(MatchRules.DEFAULT);

  public static ToldMatch of(long seed) {
    var told = new ToldMatch();
    for (int i = 0; i < 4; i++) {
      told.heard.add(new ArrayList<>());
      told.sent.add(new ArrayList<>());
    }
    told.log.add(MatchLog.game(MatchRules.DEFAULT));
    told.tell(new TableEvent.MatchStarted(ID, MatchRules.DEFAULT));
    var events = new Simulation(MatchRules.DEFAULT, PerSeat.all(new NormalBot())).match(seed, 1);
    events.forEach(told::happen);
    // As logs and frames come over the wire, not as objects that share parts.
    MatchLog.lines(events).forEach(line -> told.log.add(new JsonObject(line.encode())));
    return told;
  }

  private void happen(Event event) {
    match = match.after(List.of(event));
    if (event instanceof Event.CardPlayed e) {
      send(e.seat(), "play_card", e.card().toString());
      moves.add(new Story.Move(match.dealNo(), e.seat().number(), "play_card",
          e.card().toString()));
    }
    if (event instanceof Event.TrumpNamed e) {
      send(e.seat(), "name_trump", String.valueOf(e.suit().letter()));
    }
    if (event instanceof Event.DealEnded e) {
      deals.add(new Kept.Deal(match.dealNo(), e.winner().number(),
          e.kind().name().toLowerCase(Locale.ROOT), e.score().northSouth(), e.score().eastWest()));
    }
    if (event instanceof Event.MatchEnded e) {
      ends.add(new Kept.End(e.winner().number(), e.score().northSouth(), e.score().eastWest()));
    }
    tell(new TableEvent.Played(event));
  }

  private void send(Seat seat, String type, String value) {
    var of = sent.get(seat.number());
    of.add(new Sent(seat + "-" + (of.size() + 1), type, match.dealNo(), value, 2 * n, 1,
        Outcome.ACCEPTED, Optional.empty(), 2 * n + 1, false));
  }

  private void tell(TableEvent event) {
    var numbered = List.of(new Numbered(++n, event));
    boolean cut = event instanceof TableEvent.Played p && p.event() instanceof Event.CardsDealt;
    var inTurn = cut ? Optional.<Turn>empty() : match.awaited();
    var frames = new EventFrames("K7M2QX", numbered, inTurn, TimeLeft.NONE);
    for (Seat seat : Seat.values()) {
      heard.get(seat.number()).add(new Heard(n, 1, frames.to(seat)));
    }
  }

  public List<Testimony> testimonies() {
    var all = new ArrayList<Testimony>();
    for (int i = 0; i < 4; i++) {
      all.add(new Testimony("client " + i, i, heard.get(i), sent.get(i), 1, 0));
    }
    return all;
  }

  public Verdict verdict() {
    return Checker.judge(testimonies(), log, new Kept(ends, deals, moves));
  }

  Verdict verdict(Collection<JsonObject> untold) {
    return Checker.judge(testimonies(), log, new Kept(ends, deals, moves), untold);
  }

  /** The place of a frame with such an event, some way into the match. */
  int frame(int seat, String event, Random chance) {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < heard.get(seat).size(); i++) {
      if (heard.get(seat).get(i).text().contains('"' + event + '"')) places.add(i);
    }
    return places.get(chance.nextInt(places.size()));
  }

  void doctor(int seat, int frame, UnaryOperator<JsonObject> change) {
    var old = heard.get(seat).get(frame);
    heard.get(seat).set(frame,
        new Heard(old.nanos(), old.socket(), change.apply(old.json()).encode()));
  }

  static JsonObject event(JsonObject frame) {
    return frame.getJsonArray("events").getJsonObject(0);
  }

  static JsonArray cards(String... cards) {
    return new JsonArray(List.of(cards));
  }
}
