package hokm.simulation;

import hokm.room.Tickets.Assignment;
import hokm.room.Tickets.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Those who wait for a quick match, as Redis keeps them. */
final class QueueModel {

  private static final long UNOPENED_MILLIS = 3_600_000;
  private static final long OPENED_MILLIS = 60_000;

  private record Asked(String name, String id) {}

  private record Place(String room, String id, long until) {}

  private final Map<String, Long> waiting = new TreeMap<>();
  private final Map<String, Asked> names = new HashMap<>();
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<Ticket>> tables = new TreeMap<>();

  QueueModel copy() {
    var copy = new QueueModel();
    copy.waiting.putAll(waiting);
    copy.names.putAll(names);
    copy.places.putAll(places);
    copy.tables.putAll(tables);
    return copy;
  }

  void enqueue(String player, String name, String id, long now) {
    var place = place(player, now);
    if (place.filter(at -> at.id().equals(id) || tables.containsKey(at.room())).isPresent()) {
      return;
    }
    places.remove(player);
    if (waiting.putIfAbsent(player, now) == null) names.put(player, new Asked(name, id));
  }

  private Optional<Place> place(String player, long now) {
    return Optional.ofNullable(places.get(player)).filter(place -> place.until() > now);
  }

  /** The first half of a cancellation; the second is {@link #forgetName}. */
  boolean remove(String player) {
    return waiting.remove(player) != null;
  }

  void forgetName(String player) {
    names.remove(player);
  }

  List<Ticket> waiting(int most, long now) {
    return waiting.entrySet().stream()
        .sorted(Comparator.<Map.Entry<String, Long>>comparingLong(Map.Entry::getValue)
            .thenComparing(Map.Entry::getKey))
        .limit(most)
        .map(each -> new Ticket(each.getKey(), name(each.getKey()),
            Duration.ofMillis(Math.max(0, now - each.getValue()))))
        .toList();
  }

  private String name(String player) {
    return names.containsKey(player) ? names.get(player).name() : "";
  }

  boolean assign(String room, List<String> players, long now) {
    if (!waiting.keySet().containsAll(players)) return false;
    var table = new ArrayList<Ticket>();
    for (String player : players) {
      waiting.remove(player);
      table.add(new Ticket(player, name(player), Duration.ZERO));
      var asked = names.remove(player);
      places.put(player, new Place(room, asked == null ? "" : asked.id(),
          now + UNOPENED_MILLIS));
    }
    tables.put(room, List.copyOf(table));
    return true;
  }

  List<Assignment> assigned() {
    return tables.entrySet().stream()
        .map(each -> new Assignment(each.getKey(), each.getValue())).toList();
  }

  Optional<List<Ticket>> table(String room) {
    return Optional.ofNullable(tables.get(room));
  }

  /** The table of this player is open, and may be forgotten soon. */
  void expire(String player, long now) {
    places.computeIfPresent(player, (p, place) ->
        new Place(place.room(), place.id(), now + OPENED_MILLIS));
  }

  void forgetTable(String room) {
    tables.remove(room);
  }

  Optional<String> roomOf(String player, long now) {
    return place(player, now).map(Place::room).filter(room -> !room.isEmpty());
  }

  void left(String player, String room) {
    places.computeIfPresent(player, (p, place) -> place.room().equals(room)
        ? new Place("", place.id(), place.until()) : place);
  }
}
