package hokm.fuzz;

import hokm.bench.Tally;
import hokm.soak.NodeLook.Takes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of slow clients, and what they did to others.
 *
 * @param tooSlow sockets that the node says to have closed as too slow
 * @param without moves of people before the slow ones came
 * @param with moves while they were there
 * @param quiet what the node took before
 * @param crowded what it took while most were there
 * @param after when they had been dropped
 */
public record SlowReport(int sockets, List<SlowSocket> slow, long tooSlow, Tally without,
    Tally with, Takes quiet, Takes crowded, Takes after) {

  private static final double SHARE = 0.05;
  private static final double MORE = 2 << 20;
  private static final int FILES = 20;

  public boolean held() {
    return wrong().isEmpty() && without.whole() && with.whole();
  }

  private List<SlowSocket> of(SlowKind kind) {
    return slow.stream().filter(each -> each.kind() == kind).toList();
  }

  /** A sentence for each thing that is not as it should be. */
  private List<String> wrong() {
    var wrong = new ArrayList<String>();
    for (SlowKind kind : SlowKind.values()) {
      var all = of(kind);
      long late = all.stream().filter(each -> each.keptSeconds().isEmpty()
          || each.keptSeconds().get() > kind.bound()).count();
      long otherwise = all.stream().filter(each -> each.keptSeconds().isPresent()
          && !kind.as(each.why())).count();
      if (late > 0) {
        wrong.add("Of those who only " + kind.words + " " + late + " were not dropped within "
            + kind.bound() + " s.");
      }
      if (otherwise > 0) wrong.add(otherwise + " of " + kind + " ended otherwise: " + whys(all));
    }
    if (tooSlow != of(SlowKind.NEVER_READS).size()) {
      wrong.add("The node closed " + tooSlow + " sockets as too slow, not those who never read.");
    }
    if (after.heap() > quiet.heap() * (1 + SHARE) + MORE) wrong.add("The heap has grown.");
    if (after.files() > quiet.files() + FILES) {
      wrong.add("The node holds " + (after.files() - quiet.files()) + " files more than before.");
    }
    return wrong;
  }

  private static Map<String, Integer> whys(List<SlowSocket> all) {
    var whys = new TreeMap<String, Integer>();
    all.stream().filter(each -> each.keptSeconds().isPresent())
        .forEach(each -> whys.merge(each.why(), 1, Integer::sum));
    return whys;
  }

  private static double kept(List<SlowSocket> all, double share) {
    var times = all.stream().flatMap(each -> each.keptSeconds().stream()).sorted().toList();
    return times.isEmpty() ? 0 : times.get((int) Math.ceil(share * (times.size() - 1)));
  }

  private static JsonObject json(Takes takes) {
    return new JsonObject().put("heapBytes", takes.heap()).put("residentBytes", takes.resident())
        .put("openFiles", takes.files()).put("sockets", takes.sockets());
  }

  private static JsonObject json(Tally tally) {
    return new JsonObject().put("moves", tally.moves()).put("p50Ms", tally.waitMillis(50))
        .put("p99Ms", tally.waitMillis(99)).put("maxMs", tally.waitMillis(100));
  }

  public JsonObject json() {
    var kinds = new JsonObject();
    for (SlowKind kind : SlowKind.values()) {
      var all = of(kind);
      var whys = new JsonObject();
      whys(all).forEach(whys::put);
      kinds.put(kind.name().toLowerCase(Locale.ROOT), new JsonObject().put("sockets", all.size())
          .put("dropped", all.stream().filter(each -> each.keptSeconds().isPresent()).count())
          .put("keptMedianS", kept(all, 0.5)).put("keptMostS", kept(all, 1))
          .put("boundS", kind.bound()).put("why", whys));
    }
    return new JsonObject().put("held", held()).put("kinds", kinds).put("tooSlow", tooSlow)
        .put("movesWithout", json(without)).put("movesWith", json(with))
        .put("quiet", json(quiet)).put("crowded", json(crowded)).put("after", json(after))
        .put("wrong", new JsonArray(wrong()));
  }

  public List<String> text() {
    var told = new ArrayList<String>();
    for (SlowKind kind : SlowKind.values()) {
      var all = of(kind);
      told.add(String.format(Locale.ROOT, "%4d who %-43s kept for %5.1f s, at most %5.1f of %d: %s",
          all.size(), kind.words + ":", kept(all, 0.5), kept(all, 1), kind.bound(), whys(all)));
    }
    told.add(String.format(Locale.ROOT, "Moves of others: p50 %.1f, p99 %.1f ms without them;"
        + " p50 %.1f, p99 %.1f ms with them.", without.waitMillis(50), without.waitMillis(99),
        with.waitMillis(50), with.waitMillis(99)));
    told.add("The node before: " + quiet.text());
    told.add("with them:       " + crowded.text());
    told.add("afterwards:      " + after.text());
    told.addAll(wrong());
    told.add(held() ? "All were dropped in time, and nobody else was hurt."
        : "NOT as it should be.");
    return told;
  }
}
