package hokm.simulation;

import hokm.protocol.EventFrames;
import hokm.protocol.EventJson;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.room.Lease;
import hokm.room.Owner;
import hokm.room.SavedRoom;
import hokm.rules.Event;
import hokm.rules.Seat;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The truth about one room: what its store has taken, put together into one story. What has been
 * told of it can't be taken back.
 */
final class RoomStory {

  private final String room;
  private final Consumer<String> broken;
  private final List<TableEvent> events = new ArrayList<>();
  private final TreeMap<Long, SavedRoom> states = new TreeMap<>();
  private final Map<Long, Long> lastOfVersion = new HashMap<>();
  private final Map<Long, Buffer> snapshots = new HashMap<>();
  private final Map<Long, Owner> owners = new HashMap<>();
  private final Set<String> moves = new HashSet<>();
  /** Where each match begins. */
  private final TreeMap<Long, String> matches = new TreeMap<>();
  /** Where each player sat last. */
  private final Map<String, Seat> sat = new HashMap<>();
  private final Set<Seat> taken = EnumSet.noneOf(Seat.class);
  private long epoch;
  private long told;
  /** How far those who look on may have seen. */
  private long horizon;
  private boolean closed;
  private SavedRoom newest;
  private EventFrames frames;
  private long framesOf = -1;

  RoomStory(String room, Consumer<String> broken) {
    this.room = room;
    this.broken = broken;
  }

  private void broken(String what) {
    broken.accept("Room " + room + ": " + what);
  }

  String room() {
    return room;
  }

  /** No match waits for its end here. */
  boolean settled() {
    return closed || newest.matchId().isEmpty() || newest.over();
  }

  SavedRoom newest() {
    return newest;
  }

  boolean closed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** The store has forgotten that it was closed. */
  void reopen() {
    closed = false;
  }

  /** The number of the newest event that anyone has been told. */
  long told() {
    return told;
  }

  /** The newest event in what was saved under this version; -1 for a version never saved. */
  long lastOf(long version) {
    return lastOfVersion.getOrDefault(version, -1L);
  }

  void claimed(Lease lease) {
    if (lease.epoch() <= epoch) broken("epoch " + lease.epoch() + " was given out again");
    epoch = lease.epoch();
    owners.put(epoch, lease.owner());
  }

  void saved(Lease lease, long version, Buffer snapshot) {
    if (closed) broken("it was saved by " + lease.owner() + " after it was closed");
    if (lease.epoch() < epoch) {
      broken("a save of " + lease.owner() + " at epoch " + lease.epoch()
          + " was accepted after epoch " + epoch);
    }
    if (!owners.computeIfAbsent(lease.epoch(), e -> lease.owner()).equals(lease.owner())) {
      broken("two owners have saved it at epoch " + lease.epoch());
    }
    epoch = Math.max(epoch, lease.epoch());
    newest = SavedRoom.of(snapshot);
    extend(newest);
    states.put(newest.last(), newest);
    sat.putAll(newest.players());
    taken.addAll(newest.players().values());
    horizon = Math.max(horizon, newest.horizon());
    lastOfVersion.put(version, newest.last());
    snapshots.put(version, snapshot);
    framesOf = -1;
  }

  /** The store has answered that it holds this version already: then it must be the same. */
  void savedBefore(long version, Buffer snapshot) {
    var before = snapshots.get(version);
    if (before == null || !before.equals(snapshot)) {
      broken("version " + version + " was saved twice, and not the same");
    }
  }

  private void extend(SavedRoom state) {
    if (state.first() > events.size() + 1) {
      broken("it begins with event " + state.first() + " after event " + events.size());
    }
    if (state.last() < told) {
      broken("it was saved with " + state.last() + " events after " + told + " were told");
    }
    long n = state.first();
    for (TableEvent event : state.journal()) set(n++, event);
    while (events.size() > state.last()) events.remove(events.size() - 1);
    matches.tailMap(state.last() + 1).clear();
  }

  private void set(long n, TableEvent event) {
    if (n > events.size()) {
      events.add(event);
    } else if (!events.get((int) n - 1).equals(event)) {
      if (n <= told) broken("event " + n + " was told and is now another: " + event);
      events.set((int) n - 1, event);
    }
    if (event instanceof TableEvent.MatchStarted started) matches.put(n, started.matchId());
    var match = matches.floorEntry(n);
    if (match != null) move(match.getValue(), event);
  }

  private int dealNo;

  private void move(String match, TableEvent event) {
    if (event instanceof TableEvent.RematchWanted r) moves.add(key(match, 0, r.seat(), "rematch"));
    if (!(event instanceof TableEvent.Played played)) return;
    var e = played.event();
    if (e instanceof Event.DealPrepared p) dealNo = p.no();
    if (e instanceof Event.SaltContributed s) moves.add(key("", 0, s.seat(), s.salt()));
    if (e instanceof Event.TrumpNamed t) {
      moves.add(key(match, dealNo, t.seat(), EventJson.lower(t.suit())));
    }
    if (e instanceof Event.CardPlayed c) {
      moves.add(key(match, dealNo, c.seat(), c.card().toString()));
    }
  }

  private static String key(String match, int deal, Seat seat, String what) {
    return match + " " + deal + " " + seat.number() + " " + what;
  }

  /** Whether the store holds what this command was to bring about. */
  boolean has(Sent command, String player) {
    var seat = sat.get(player);
    if (seat == null) return command.type.equals("leave");
    return switch (command.type) {
      // Of no deal: one that was long on its way counts in the deal that it comes to.
      case "salt" -> moves.contains(key("", 0, seat, command.value));
      case "name_trump", "play_card" -> moves.contains(
          key(command.match, command.deal, seat, command.value));
      // After which another match began, whether with this wish or without it.
      case "rematch" -> moves.contains(key(command.match, 0, seat, "rematch"))
          || !matches.lastEntry().getValue().equals(command.match);
      case "change_seat" -> command.value.equals("" + seat.number());
      case "add_bots" -> !newest.matchId().isEmpty();
      default -> true;
    };
  }

  /** Checks one frame of news against what is saved. */
  void told(String frame, JsonObject json, String player, String name) {
    boolean view = json.getString("type").equals("view");
    var all = json.getJsonArray("events");
    long first = view ? json.getLong("n") : all.getJsonObject(0).getLong("n");
    long last = view ? first : all.getJsonObject(all.size() - 1).getLong("n");
    var state = states.get(last);
    if (state == null || last > events.size()) {
      broken(name + " was told of event " + last + ", which is not saved: " + frame);
      return;
    }
    told = Math.max(told, last);
    var seat = state.seatOf(player);
    if (seat.isEmpty()) {
      broken(name + ", who does not sit there, was told " + frame);
      return;
    }
    var expected = view ? state.view(seat.get()) : frames(state, first, last).to(seat.get());
    if (!withoutTimes(frame).equals(expected)) {
      broken(name + " was told " + frame + " but should know " + expected);
    }
    if (!view) cards(all, seat.get(), name);
  }

  /** The same for one who only looks on. */
  void toldAside(String frame, JsonObject json, String name) {
    boolean view = json.getString("type").equals("view");
    var all = json.getJsonArray("events");
    long first = view ? json.getLong("n") : all.getJsonObject(0).getLong("n");
    long last = view ? first : all.getJsonObject(all.size() - 1).getLong("n");
    if (last > horizon) {
      broken(name + " was told of event " + last + ", and may see until " + horizon + ": " + frame);
      return;
    }
    var state = states.ceilingEntry(last).getValue();
    var expected = view ? state.viewForAll(last) : state.frames(numbered(first, last)).toAll();
    if (!frame.equals(expected)) {
      broken(name + " was told " + frame + " but should know " + expected);
    }
  }

  private List<Numbered> numbered(long first, long last) {
    var numbered = new ArrayList<Numbered>();
    for (long n = first; n <= last; n++) {
      numbered.add(new Numbered(n, events.get((int) n - 1)));
    }
    return numbered;
  }

  private EventFrames frames(SavedRoom state, long first, long last) {
    long key = first << 20 | last;
    if (framesOf != key) {
      frames = state.frames(numbered(first, last));
      framesOf = key;
    }
    return frames;
  }

  /** Independent of what the rules say that a seat may know. */
  private void cards(JsonArray told, Seat seat, String name) {
    for (int i = 0; i < told.size(); i++) {
      var event = told.getJsonObject(i);
      boolean packet = event.getString("event").equals("cards_dealt");
      if (packet && event.containsKey("cards") && event.getInteger("seat") != seat.number()) {
        broken(name + " was shown the packet of another seat: " + event);
      }
    }
  }

  /** A passing word comes from a player who sits there, and goes to whoever is there. */
  void word(JsonObject frame, String name) {
    var from = Seat.at(frame.getInteger("seat"));
    if (!taken.contains(from)) broken(name + " was told a word of nobody's: " + frame);
  }

  /** Who only comes back is told whose turn it is, and its own legal cards. */
  void turn(JsonObject frame, String player, String name) {
    var turn = frame.getJsonObject("turn");
    var seat = sat.get(player);
    boolean own = turn.containsKey("legal") || turn.containsKey("mayThrowIn");
    if (seat == null || own != (turn.getInteger("seat") == seat.number())) {
      broken(name + " was told the turn of another seat: " + frame);
    }
  }

  private static String withoutTimes(String frame) {
    return without(",\"bankMillisLeft\":", without(",\"millisLeft\":", frame));
  }

  private static String without(String field, String frame) {
    int from = frame.indexOf(field);
    if (from < 0) return frame;
    int to = from + field.length();
    while (Character.isDigit(frame.charAt(to))) to++;
    return frame.substring(0, from) + frame.substring(to);
  }

  List<TableEvent> events() {
    return events;
  }

  int saves() {
    return snapshots.size();
  }
}
