package hokm.witness;

import hokm.witness.LeakScan.Leak;
import hokm.witness.Testimony.Heard;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads every frame of one who only looks on at a table, and finds what he could not know yet:
 * cards and secrets as {@link LeakScan} does, whatever is nobody's business but a seat's, and every
 * event that comes less than a trick late. For the last of these all frames must have come in one
 * order, which their times tell. Of the server's code it uses nothing.
 */
public final class AsideScan {

  private static final JsonArray NO_CARDS = new JsonArray();

  private final Testimony aside;
  private final NavigableMap<Long, Long> horizons;
  /** The newest event that any seat had heard of by then. */
  private final NavigableMap<Long, Long> heard = new TreeMap<>();
  private final List<Leak> leaks = new ArrayList<>();

  private AsideScan(Testimony aside, List<Testimony> seats) {
    this.aside = aside;
    this.horizons = horizons(Story.of(seats).events());
    for (Testimony seat : seats) {
      for (Heard frame : seat.heard()) {
        heard.merge(frame.nanos(), LeakScan.newest(frame.json()), Math::max);
      }
    }
    long newest = 0;
    for (var each : heard.entrySet()) {
      newest = Math.max(newest, each.getValue());
      each.setValue(newest);
    }
  }

  /** @param aside with the seat {@link Testimony#NO_SEAT}; @param seats all four */
  public static List<Leak> of(Testimony aside, List<Testimony> seats) {
    var scan = new AsideScan(aside, seats);
    var all = new ArrayList<>(seats);
    all.add(aside);
    LeakScan.of(all).stream().filter(leak -> leak.seat() == Testimony.NO_SEAT)
        .forEach(scan.leaks::add);
    aside.heard().forEach(scan::read);
    return scan.leaks;
  }

  private void read(Heard frame) {
    var json = frame.json();
    var told = heard.floorEntry(frame.nanos());
    long reached = told == null ? 0 : told.getValue();
    long newest = LeakScan.newest(json);
    var horizon = horizons.floorEntry(reached);
    if (newest > (horizon == null ? reached : horizon.getValue())) {
      leak("event " + newest + ", when the seats had heard of " + reached + ",", frame);
    }
    if (json.containsKey("turn")) leak("a turn", frame);
    var state = json.getJsonObject("state", new JsonObject());
    if (!state.getJsonArray("hand", NO_CARDS).isEmpty()) leak("a hand", frame);
  }

  /** How far one who looks on may see, for each event that has happened. */
  private static NavigableMap<Long, Long> horizons(NavigableMap<Long, JsonObject> story) {
    var horizons = new TreeMap<Long, Long>();
    long ledAfter = 0;
    var tricks = new ArrayList<Long>();
    for (var each : story.entrySet()) {
      long n = each.getKey();
      switch (each.getValue().getString("event")) {
        case "card_played" -> ledAfter = ledAfter == 0 ? n - 1 : ledAfter;
        case "trick_won" -> tricks.add(n);
        case "deal_prepared", "deal_ended", "deck_revealed", "forfeited" -> {
          ledAfter = 0;
          tricks.clear();
        }
        default -> { }
      }
      long late = tricks.size() < 2 ? ledAfter : tricks.get(tricks.size() - 2);
      horizons.put(n, ledAfter == 0 ? n : late);
    }
    return horizons;
  }

  private void leak(String what, Heard frame) {
    leaks.add(new Leak(aside.name(), aside.seat(), what, frame.text()));
  }
}
