package hokm.room;

import hokm.protocol.MatchRecord;
import hokm.protocol.TableEvent;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.Phase;
import hokm.rules.Ruling;
import hokm.rules.Seat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A decision in the making: the events so far, and the table as they would leave it. */
final class Draft {

  private final RoomState state;
  private final Chance chance;
  private final Moment moment;
  private final List<TableEvent> events = new ArrayList<>();
  private final List<OutboxEntry> outbox = new ArrayList<>();
  private Optional<Seat> charged = Optional.empty();
  private Table table;

  Draft(RoomState state, Chance chance, Moment moment) {
    this.state = state;
    this.chance = chance;
    this.moment = moment;
    this.table = state.now();
    moment.owed().forEach(this::add);
  }

  Table table() {
    return table;
  }

  Draft add(TableEvent event) {
    events.add(event);
    table = table.after(event);
    return this;
  }

  /** The seat's turn is over: what it took from the bank is gone. */
  Draft charge(Seat seat) {
    charged = Optional.of(seat);
    return this;
  }

  Draft play(List<Event> played) {
    played.forEach(event -> add(new TableEvent.Played(event)));
    record(played);
    return this;
  }

  /** What the outbox must carry to PostgreSQL, at the end of a deal and of a match. */
  private void record(List<Event> played) {
    boolean whole = played.stream().anyMatch(e -> e instanceof Event.DealEnded);
    boolean over = played.stream().anyMatch(e -> e instanceof Event.MatchEnded);
    if (!whole && !over) return;
    List<TableEvent> since = new ArrayList<>(state.sinceDeal());
    since.addAll(events);
    var now = Instant.ofEpochMilli(moment.millis());
    int cut = whole ? since.size() - (over ? 1 : 0) : 0;
    if (whole) {
      outbox.add(new OutboxEntry("deal_ended", MatchRecord.deal(table.matchId(), state.code(),
          Instant.ofEpochMilli(state.times().dealAt()), now, since.subList(0, cut))));
    }
    if (over) {
      outbox.add(new OutboxEntry("match_ended", MatchRecord.ended(table.matchId(), state.code(),
          now, since.subList(cut, since.size()), table.left())));
    }
  }

  /** Goes on as far as the match can without waiting for anybody. */
  Draft settle() {
    boolean first = table.match().isEmpty() && table.freeSeat().isEmpty();
    if (first || table.wantsRematch()) start();
    if (table.match().isEmpty()) return this;
    if (match().phase() == Phase.BETWEEN_DEALS && match().winner().isEmpty()) {
      must(new Command.PrepareDeal(chance.secret()));
    }
    if (match().phase() == Phase.PREPARING) saltBots();
    if (match().phase() == Phase.PREPARING && allSalted()) must(new Command.BeginDeal());
    return this;
  }

  private void start() {
    var id = chance.matchId();
    add(new TableEvent.MatchStarted(id, state.rules()));
    var drawn = must(new Command.DrawHakem(chance.seat(), chance.deck()));
    outbox.add(new OutboxEntry("match_started", MatchRecord.started(id, state.code(),
        state.rules(), table.occupants(), Instant.ofEpochMilli(moment.millis()), drawn)));
  }

  private void saltBots() {
    for (Seat seat : Seat.values()) {
      if (table.human(seat) || !match().salts().at(seat).isEmpty()) continue;
      must(new Command.ContributeSalt(seat, chance.salt()));
    }
  }

  private boolean allSalted() {
    return match().salts().toList().stream().noneMatch(String::isEmpty);
  }

  private Match match() {
    return table.match().orElseThrow();
  }

  /** A command of the room's own, which the rules can't refuse unless the room is wrong. */
  private List<Event> must(Command command) {
    if (match().judge(command) instanceof Ruling.Accepted ok) {
      play(ok.events());
      return ok.events();
    }
    throw new IllegalStateException("Room " + state.code() + " asked for "
        + command.getClass().getSimpleName() + " in " + match().phase() + ".");
  }

  Decision commit(Answer answer) {
    return commit(next(), answer);
  }

  Decision commit(Answer answer, Seat seat, String fingerprint) {
    return commit(next().remembering(seat, fingerprint), answer);
  }

  Decision commitForgetting(Seat seat) {
    return commit(next().forgetting(seat), Answer.ACCEPTED);
  }

  /** What was remembered of the player goes with him. */
  Decision commitMoved(Seat from, Seat to, String fingerprint) {
    return commit(next().moved(from, to).remembering(to, fingerprint), Answer.seated(to));
  }

  private RoomState next() {
    var next = state.after(events, table, moment.millis());
    return charged.map(seat -> next.charged(seat, moment.fromBank())).orElse(next);
  }

  private Decision commit(RoomState next, Answer answer) {
    return new Decision.Commit(next, List.copyOf(events), List.copyOf(outbox), answer);
  }
}
