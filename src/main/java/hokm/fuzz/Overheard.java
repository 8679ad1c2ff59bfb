package hokm.fuzz;

import hokm.witness.Testimony;
import hokm.witness.Testimony.Heard;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What attackers were told of the rooms where honest people play. From any thread. */
final class Overheard {

  private record Place(String attacker, int seat) {}

  private final Map<String, Map<Place, List<Heard>>> rooms = new HashMap<>();

  synchronized void follow(String room) {
    rooms.put(room, new LinkedHashMap<>());
  }

  /** @param seat where it sits, or NO_SEAT */
  synchronized void heard(String room, String attacker, int seat, String frame) {
    var places = rooms.get(room);
    if (places == null) return;
    places.computeIfAbsent(new Place(attacker, seat), first -> new ArrayList<>())
        .add(new Heard(System.nanoTime(), 1, frame));
  }

  /** Nobody listens there any more. */
  synchronized List<Testimony> take(String room) {
    var places = rooms.remove(room);
    if (places == null) return List.of();
    return places.entrySet().stream().map(each -> new Testimony(each.getKey().attacker(),
        each.getKey().seat(), each.getValue(), List.of(), 1, 0)).toList();
  }
}
