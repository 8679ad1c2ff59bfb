package hokm.room;

import hokm.protocol.RoomView;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.protocol.TimeLeft;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All that is saved of a room: a table as it stood between two deals, and the events since. What
 * the table is now follows from both, so that a restored room and a replayed one are the same.
 *
 * @param version counts saves, from 1
 * @param first the number of the journal's first event
 * @param now what the journal adds up to
 * @param recent for each seat the fingerprints of its newest accepted commands, newest last, each
 *     of the same length
 */
record RoomState(String code, MatchRules rules, long version, long first, Journal journal,
    Table now, PerSeat<String> recent, RoomTimes times) {

  /** Commands that a seat's resend may lie behind and still have one effect. */
  static final int REMEMBERED = 6;
  /** Characters of a fingerprint. */
  static final int FINGERPRINT = 8;
  /** Comings and goings are no longer told in a deal whose journal is this long. */
  static final int JOURNAL = 400;

  static RoomState empty(String code, MatchRules rules) {
    return new RoomState(code, rules, 0, 1, Journal.EMPTY, Table.EMPTY, PerSeat.all(""),
        RoomTimes.NONE);
  }

  /** The number of the newest event. */
  long last() {
    return first + journal.events().size() - 1;
  }

  boolean over() {
    return now.over();
  }

  /**
   * One save further, whether something happened or only a command is to be remembered.
   *
   * @param next what the table is with the events
   */
  RoomState after(List<TableEvent> events, Table next, long millis) {
    return new RoomState(code, rules, version + 1, first, journal.plus(events), next, recent,
        times.after(events, millis)).cut(events);
  }

  /** With the next deal under way the tail of the last one is no longer kept. */
  private RoomState cut(List<TableEvent> events) {
    boolean began = events.stream().anyMatch(
        e -> e instanceof TableEvent.Played p && p.event() instanceof Event.DealBegan);
    int at = began ? lastPrepared() : 0;
    if (now.match().isEmpty() && journal.events().size() > JOURNAL) at = journal.events().size();
    if (at == 0) return this;
    return new RoomState(code, rules, version, first + at, journal.from(at), now, recent, times);
  }

  private int lastPrepared() {
    int at = journal.events().size() - 1;
    while (at > 0 && !RoomTimes.preparesDeal(journal.events().get(at))) at--;
    return Math.max(0, at);
  }

  RoomState remembering(Seat seat, String fingerprint) {
    var ids = recent.at(seat) + fingerprint;
    return remembering(seat, ids, Math.max(0, ids.length() - REMEMBERED * FINGERPRINT));
  }

  private RoomState remembering(Seat seat, String ids, int from) {
    return new RoomState(code, rules, version, first, journal, now,
        recent.with(seat, ids.substring(from)), times);
  }

  boolean remembers(Seat seat, String fingerprint) {
    var ids = recent.at(seat);
    for (int at = 0; at < ids.length(); at += FINGERPRINT) {
      if (ids.startsWith(fingerprint, at)) return true;
    }
    return false;
  }

  /** A seat that is given up takes its memory with it. */
  RoomState forgetting(Seat seat) {
    return remembering(seat, "", 0);
  }

  RoomState moved(Seat from, Seat to) {
    return remembering(to, recent.at(from), 0).forgetting(from);
  }

  RoomState charged(Seat seat, Duration fromBank) {
    return fromBank.isZero() ? this : new RoomState(code, rules, version, first, journal, now,
        recent, times.charged(seat, fromBank.toMillis()));
  }

  RoomView seenBy(Seat seat, TimeLeft left) {
    return new RoomView(code, last(), seat, rules, now.occupants(), now.matchId(),
        now.match().map(match -> match.seenBy(seat)),
        Stream.of(Seat.values()).filter(now.rematch()::at).toList(), left);
  }

  /** What all may know of the room as it stood after that event, which the journal must hold. */
  RoomView seenByAll(long at) {
    var then = journal.base().after(journal.events().subList(0, (int) (at - first + 1)));
    return new RoomView(code, at, null, rules, then.occupants(), then.matchId(),
        then.match().map(Match::seenByAll),
        Stream.of(Seat.values()).filter(then.rematch()::at).toList(), TimeLeft.NONE);
  }

  /** What was told since the deal in progress, or last ended, was prepared. */
  List<TableEvent> sinceDeal() {
    return journal.events().subList(lastPrepared(), journal.events().size());
  }

  /** What a viewer that has seen up to here missed; absent when the tail is no longer kept. */
  Optional<List<Numbered>> tailAfter(long seen) {
    if (seen < first - 1 || seen > last()) return Optional.empty();
    return Optional.of(numbered(seen + 1, last()));
  }

  List<Numbered> numbered(long from, long to) {
    var tail = new ArrayList<Numbered>();
    for (long n = from; n <= to; n++) {
      tail.add(new Numbered(n, journal.events().get((int) (n - first))));
    }
    return tail;
  }
}
