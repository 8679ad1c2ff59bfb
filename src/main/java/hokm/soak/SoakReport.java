package hokm.soak;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of a run.
 *
 * @param moves that persons made and had accepted, in these seconds
 * @param share of a core that the nodes took together
 * @param persons who came at least once
 * @param grown the classes that grew most on the nodes' heaps, for whoever looks for a leak
 */
public record SoakReport(Plan plan, double seconds, long moves, double share, int persons,
    List<Trend> trends, Map<String, List<Trend.Point>> series, Tally tally, List<LogTail> logs,
    List<String> grown) {

  public boolean held() {
    return trends.stream().allMatch(Trend::flat) && moves > 0 && tally.of("matches") > 0
        && tally.complaints().isEmpty() && bad() == 0;
  }

  private long bad() {
    return logs.stream().mapToLong(LogTail::count).sum();
  }

  public JsonObject json() {
    var points = new JsonObject();
    series.forEach((key, all) -> {
      var list = new JsonArray();
      all.forEach(each -> list.add(new JsonArray().add(Math.round(each.seconds()))
          .add(each.value())));
      points.put(key, list);
    });
    var counts = new JsonObject();
    tally.counts().forEach(counts::put);
    return new JsonObject().put("held", held()).put("seed", plan.seed())
        .put("nodes", plan.nodes()).put("rooms", plan.rooms()).put("seconds", seconds)
        .put("movesASecond", moves / seconds).put("moveP50Ms", tally.waitMillis(50))
        .put("moveP99Ms", tally.waitMillis(99)).put("nodesShareOfACore", share)
        .put("persons", persons).put("counts", counts)
        .put("complaints", new JsonArray(tally.complaints()))
        .put("badLogLines", bad()).put("badLog", new JsonArray(logs.stream()
            .flatMap(log -> log.bad().stream()).toList()))
        .put("trends", new JsonArray(trends.stream().map(Trend::json).toList()))
        .put("grown", new JsonArray(grown)).put("points", points);
  }

  public List<String> text() {
    var told = new ArrayList<String>();
    told.add(String.format(Locale.ROOT, "%.0f s: %,d moves accepted, %.1f a second, p50 %.1f and"
        + " p99 %.1f ms; the nodes took %.0f %% of a core; %d persons.", seconds, moves,
        moves / seconds, tally.waitMillis(50), tally.waitMillis(99), 100 * share, persons));
    told.add("Counted: " + tally.counts() + ".");
    trends.forEach(trend -> told.add(trend.text()));
    told.addAll(tally.complaints());
    told.add(bad() == 0 ? "The nodes' logs have no warning, error or stack trace."
        : "The nodes' logs have " + bad() + " lines of warnings, errors and stack traces.");
    if (!trends.stream().allMatch(Trend::flat)) told.addAll(grown);
    told.add(held() ? "Flat, nothing stuck, nothing complained."
        : "NOT as it should be; what grew, complained or was logged stands above.");
    return told;
  }
}
