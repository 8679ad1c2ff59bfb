package hokm.chaos;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * All that a campaign brought to light.
 *
 * @param beganNanos when play began, of the clock of the moves
 * @param notes what this machine did not allow, and how faults are made that stand in for others
 */
public record Outcome(Plan plan, long beganNanos, long endedNanos, List<Strike> strikes,
    List<Pulse.Move> moves, Totals totals, List<String> notes) {

  /**
   * One fault as it was done.
   *
   * @param moment where the cards were at the table that was aimed at
   * @param nanos when it struck
   * @param healedNanos when all was whole again
   */
  record Strike(Fault fault, String whom, String room, String moment, long nanos,
      long healedNanos) {}

  /** Waits of moves in milliseconds. */
  record Waits(int moves, long p50, long p95, long p99, long most) {
    static Waits of(List<Long> nanos) {
      if (nanos.isEmpty()) return new Waits(0, 0, 0, 0, 0);
      var sorted = nanos.stream().sorted().toList();
      return new Waits(sorted.size(), at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99),
          at(sorted, 1));
    }

    private static long at(List<Long> sorted, double share) {
      int place = (int) Math.ceil(share * sorted.size()) - 1;
      return Math.round(sorted.get(Math.max(0, place)) / 1e6);
    }

    JsonObject json() {
      return new JsonObject().put("moves", moves).put("p50Ms", p50).put("p95Ms", p95)
          .put("p99Ms", p99).put("maxMs", most);
    }
  }

  public boolean held() {
    return totals.of("complaints") == 0 && totals.of("matches") > 0;
  }

  /** A sentence for each thing that did not hold. */
  public List<String> complaints() {
    return totals.complaints();
  }

  /** Of all moves that waited while this was not healed. */
  Waits during(Strike strike) {
    return Waits.of(waits(strike));
  }

  private List<Long> waits(Strike strike) {
    return moves.stream().filter(move -> move.answeredNanos() > strike.nanos()
        && move.sentNanos() < strike.healedNanos()).map(Pulse.Move::waitedNanos).toList();
  }

  /** Of moves that were sent and answered while nothing was wrong, for comparison. */
  Waits calm() {
    return Waits.of(moves.stream().filter(move -> strikes.stream().noneMatch(strike ->
        move.answeredNanos() > strike.nanos() && move.sentNanos() < strike.healedNanos()))
        .map(Pulse.Move::waitedNanos).toList());
  }

  /** For each fault how often it was done, and what the moves waited meanwhile. */
  TreeMap<Fault, JsonObject> byFault() {
    var by = new TreeMap<Fault, JsonObject>();
    for (Fault fault : Fault.values()) {
      var done = strikes.stream().filter(strike -> strike.fault() == fault).toList();
      if (done.isEmpty()) continue;
      var waits = new ArrayList<Long>();
      var longest = new ArrayList<Long>();
      done.forEach(strike -> {
        var during = waits(strike);
        waits.addAll(during);
        during.stream().max(Long::compare).ifPresent(longest::add);
      });
      by.put(fault, new JsonObject().put("times", done.size())
          .put("waits", Waits.of(waits).json())
          .put("longestWaits", Waits.of(longest).json()));
    }
    return by;
  }

  double minutes() {
    return (endedNanos - beganNanos) / 60e9;
  }

  public JsonObject json() {
    var faults = new JsonObject();
    byFault().forEach((fault, figures) -> faults.put(fault.key(), figures));
    var all = new JsonArray();
    for (Strike strike : strikes) {
      all.add(new JsonObject().put("atMs", millis(strike.nanos())).put("fault",
          strike.fault().key()).put("whom", strike.whom()).put("room", strike.room())
          .put("moment", strike.moment()).put("healedMs", millis(strike.healedNanos()))
          .put("waits", during(strike).json()));
    }
    return new JsonObject().put("passed", held()).put("seed", plan.seed())
        .put("minutes", Math.round(minutes() * 100) / 100.0).put("rooms", plan.rooms())
        .put("faults", strikes.size()).put("found", totals.json()).put("byFault", faults)
        .put("calmWaits", calm().json())
        .put("notes", new JsonArray(notes)).put("strikes", all);
  }

  long millis(long nanos) {
    return Math.round((nanos - beganNanos) / 1e6);
  }

  /** For a console. */
  public List<String> text() {
    var text = new ArrayList<String>();
    text.add(String.format("%d faults in %.1f minutes; %d matches of %d rooms at a time.",
        strikes.size(), minutes(), totals.of("matches"), plan.rooms()));
    text.add("Acknowledged moves " + totals.of("ackedMoves") + ": ok " + totals.of("okMoves")
        + ", lost " + totals.of("lostMoves") + ", doubled " + totals.of("duplicatedMoves")
        + ", reordered " + totals.of("reorderedMoves") + ". Unexpected "
        + totals.of("unexpectedMoves") + ", recovered without an answer "
        + totals.of("recoveredMoves") + ".");
    text.add("Never told " + totals.of("sequenceGaps") + ", leaks " + totals.of("leaks")
        + ", stuck tables " + totals.of("stuck") + ", results lost " + totals.of("lostResults")
        + ", doubled " + totals.of("duplicatedResults") + "; live rooms compared with Redis "
        + totals.of("looksAtRedis") + " times.");
    byFault().forEach((fault, figures) -> text.add(String.format(
        "  %-14s %4d times; moves meanwhile %s; the longest of each time %s", fault.key(),
        figures.getInteger("times"), waits(figures.getJsonObject("waits")),
        waits(figures.getJsonObject("longestWaits")))));
    text.add("  " + calm().moves() + " moves while nothing was wrong: " + waits(calm().json())
        + ".");
    totals.complaints().forEach(each -> text.add("! " + each));
    text.add(held() ? "Everything held." : "Not everything held.");
    text.add("The seed was " + plan.seed() + ".");
    return text;
  }

  private static String waits(JsonObject figures) {
    return "p50 " + figures.getLong("p50Ms") + ", p95 " + figures.getLong("p95Ms") + ", p99 "
        + figures.getLong("p99Ms") + ", max " + figures.getLong("maxMs") + " ms";
  }
}
