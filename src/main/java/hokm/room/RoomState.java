package hokm.room;

import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that is saved of a room: a table as it stood between two deals, and the events since. What
 * the table is now follows from both, so that a restored room and a replayed one are the same.
 *
 * @param version counts saves, from 1
 * @param first the number of the journal's first event
 * @param recent for each seat the fingerprints of its newest accepted commands, newest last
 */
record RoomState(String code, MatchRules rules, long version, long first, Table base,
    List<TableEvent> journal, Table now, PerSeat<List<String>> recent, RoomTimes times) {

  /** Commands that a seat's resend may lie behind and still have one effect. */
  static final int REMEMBERED = 6;
  /** Characters of a fingerprint. */
  static final int FINGERPRINT = 8;
  /** Comings and goings are no longer told in a deal whose journal is this long. */
  static final int JOURNAL = 400;

  static RoomState empty(String code, MatchRules rules) {
    return new RoomState(code, rules, 0, 1, Table.EMPTY, List.of(), Table.EMPTY,
        PerSeat.all(List.of()), RoomTimes.NONE);
  }

  /** The number of the newest event. */
  long last() {
    return first + journal.size() - 1;
  }

  boolean over() {
    return now.match().map(m -> m.winner().isPresent()).orElse(false);
  }

  /** One save further, whether something happened or only a command is to be remembered. */
  RoomState after(List<TableEvent> events, long millis) {
    var more = new ArrayList<>(journal);
    more.addAll(events);
    return new RoomState(code, rules, version + 1, first, base, List.copyOf(more),
        now.after(events), recent, times.after(events, millis)).cut(events);
  }

  /** With the next deal under way the tail of the last one is no longer kept. */
  private RoomState cut(List<TableEvent> events) {
    boolean began = events.stream().anyMatch(
        e -> e instanceof TableEvent.Played p && p.event() instanceof Event.DealBegan);
    int at = began ? lastPrepared() : 0;
    if (now.match().isEmpty() && journal.size() > JOURNAL) at = journal.size();
    if (at == 0) return this;
    return new RoomState(code, rules, version, first + at, base.after(journal.subList(0, at)),
        List.copyOf(journal.subList(at, journal.size())), now, recent, times);
  }

  private int lastPrepared() {
    int at = journal.size() - 1;
    while (at > 0 && !RoomTimes.preparesDeal(journal.get(at))) at--;
    return at;
  }

  RoomState remembering(Seat seat, String fingerprint) {
    var ids = new ArrayList<>(recent.at(seat));
    ids.add(fingerprint);
    if (ids.size() > REMEMBERED) ids.remove(0);
    return new RoomState(code, rules, version, first, base, journal, now,
        recent.with(seat, List.copyOf(ids)), times);
  }

  boolean remembers(Seat seat, String fingerprint) {
    return recent.at(seat).contains(fingerprint);
  }

  /** A seat that is given up takes its memory with it. */
  RoomState forgetting(Seat seat) {
    return new RoomState(code, rules, version, first, base, journal, now,
        recent.with(seat, List.of()), times);
  }

  RoomState charged(Seat seat, Duration fromBank) {
    return fromBank.isZero() ? this : new RoomState(code, rules, version, first, base, journal,
        now, recent, times.charged(seat, fromBank.toMillis()));
  }

  /** What was told since the deal in progress, or last ended, was prepared. */
  List<TableEvent> sinceDeal() {
    return journal.subList(lastPrepared(), journal.size());
  }

  /** What a viewer that has seen up to here missed; absent when the tail is no longer kept. */
  Optional<List<Numbered>> tailAfter(long seen) {
    if (seen < first - 1 || seen > last()) return Optional.empty();
    return Optional.of(numbered(seen + 1));
  }

  private List<Numbered> numbered(long from) {
    var tail = new ArrayList<Numbered>();
    for (long n = from; n <= last(); n++) {
      tail.add(new Numbered(n, journal.get((int) (n - first))));
    }
    return tail;
  }
}
