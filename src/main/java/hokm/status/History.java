package hokm.status;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The last hour of the cluster in slots of five seconds, and what happened in it. Bounded, whatever
 * clocks say: an older slot goes when a new one comes, and a later one than now is no part of it.
 */
final class History {

  static final long SLOT_MILLIS = 5000;
  static final int SLOTS = 720;
  static final int MARKS = 200;

  /**
   * @param moves a second
   * @param lagMillis of the worst standby; null when none answered
   * @param outbox entries; null when nobody could tell
   */
  private record Slot(double moves, int nodes, int rooms, Long lagMillis, Long outbox) {

    Slot moved(double more) {
      return new Slot(moves + more, nodes, rooms, lagMillis, outbox);
    }

    /** The latest of what one has, the worst of what one suffers. */
    Slot seen(int nodesNow, int roomsNow, OptionalLong lag, OptionalLong waiting) {
      return new Slot(moves, nodesNow, roomsNow, worse(lagMillis, lag), worse(outbox, waiting));
    }

    private static Long worse(Long before, OptionalLong now) {
      if (now.isEmpty()) return before;
      return before == null ? now.getAsLong() : Math.max(before, now.getAsLong());
    }
  }

  private static final Slot EMPTY = new Slot(0, 0, 0, null, null);

  private final TreeMap<Long, Slot> slots = new TreeMap<>();
  private final List<Mark> marks = new ArrayList<>();

  void moved(long now, double moves) {
    slots.merge(slot(now), EMPTY.moved(moves * 1000 / SLOT_MILLIS),
        (slot, more) -> slot.moved(more.moves()));
    bound(now);
  }

  void seen(long now, int nodes, int rooms, OptionalLong lagMillis, OptionalLong outbox) {
    slots.compute(slot(now), (at, slot) ->
        (slot == null ? EMPTY : slot).seen(nodes, rooms, lagMillis, outbox));
    bound(now);
  }

  void mark(Mark mark) {
    marks.add(mark);
    bound(mark.at());
  }

  /** Rooms come in slices, so what came just before is counted in. */
  void takenOver(long now, String node, long rooms) {
    for (int i = marks.size() - 1; i >= 0; i--) {
      var mark = marks.get(i);
      if (mark.kind() != Mark.Kind.TAKEN_OVER || !mark.about().equals(node)) continue;
      if (now - mark.at() > SLOT_MILLIS) break;
      marks.set(i, Mark.takenOver(mark.at(), node, mark.number() + rooms));
      return;
    }
    mark(Mark.takenOver(now, node, rooms));
  }

  private static long slot(long now) {
    return Math.floorDiv(now, SLOT_MILLIS);
  }

  private void bound(long now) {
    long newest = slot(now);
    slots.headMap(newest - SLOTS, false).clear();
    slots.tailMap(newest, false).clear();
    marks.removeIf(mark -> mark.at() < now - SLOTS * SLOT_MILLIS);
    while (marks.size() > MARKS) marks.remove(0);
  }

  /** Takes what another remembers of the time that this one does not. */
  void recall(JsonObject other, long now) {
    long first = other.getLong("first");
    var moves = other.getJsonArray("moves");
    for (int i = 0; i < moves.size() && i < SLOTS; i++) {
      if (moves.getValue(i) == null) continue;
      slots.putIfAbsent(first + i, new Slot(moves.getDouble(i),
          other.getJsonArray("nodes").getInteger(i), other.getJsonArray("rooms").getInteger(i),
          other.getJsonArray("lagMs").getLong(i), other.getJsonArray("outbox").getLong(i)));
    }
    other.getJsonArray("marks").stream().map(JsonObject.class::cast).map(Mark::of)
        .filter(mark -> marks.stream().noneMatch(mark::same)).forEach(marks::add);
    marks.sort(Comparator.comparingLong(Mark::at));
    bound(now);
  }

  /**
   * Columns, a value for each slot but the one that is still being filled; null where this node
   * knows nothing.
   */
  JsonObject json(long now) {
    long end = slot(now);
    long first = slots.isEmpty() ? end : slots.firstKey();
    var known = slots.subMap(first, true, Math.max(first, end), false);
    var told = new JsonArray();
    marks.forEach(mark -> told.add(mark.json()));
    return new JsonObject().put("slotMs", SLOT_MILLIS).put("slots", SLOTS).put("first", first)
        .put("moves", column(first, end, known, slot -> Math.round(slot.moves() * 10) / 10.0))
        .put("nodes", column(first, end, known, Slot::nodes))
        .put("rooms", column(first, end, known, Slot::rooms))
        .put("lagMs", column(first, end, known, Slot::lagMillis))
        .put("outbox", column(first, end, known, Slot::outbox))
        .put("marks", told);
  }

  private static JsonArray column(long first, long end, Map<Long, Slot> known,
      Function<Slot, Number> value) {
    var column = new JsonArray();
    for (long at = first; at < end; at++) {
      var slot = known.get(at);
      if (slot == null) column.addNull();
      else column.add(value.apply(slot));
    }
    return column;
  }
}
