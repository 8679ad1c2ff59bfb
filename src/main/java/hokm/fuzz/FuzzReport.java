package hokm.fuzz;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came of one part of a run.
 *
 * @param before bytes of live heap of each node, once a part of the frames has been sent and all
 *     had gone
 * @param after the same at the end
 * @param grown the classes that grew most in between
 */
public record FuzzReport(String part, int sockets, double seconds, Findings findings,
    Map<String, Double> before, Map<String, Double> after, List<String> grown) {

  private static final double SHARE = 0.05;
  private static final double MORE = 2 << 20;

  public boolean held() {
    return findings.wrongs() == 0 && findings.frames() > 0
        && findings.outcomes().getOrDefault("matches of honest people that ended", 0L) > 0
        && before.keySet().stream().allMatch(this::flat);
  }

  private boolean flat(String node) {
    return after.get(node) <= before.get(node) * (1 + SHARE) + MORE;
  }

  public JsonObject json() {
    var sent = new JsonObject();
    findings.sent().forEach((kind, count) ->
        sent.put(kind.name().toLowerCase(Locale.ROOT), count));
    var outcomes = new JsonObject();
    findings.outcomes().forEach(outcomes::put);
    var heap = new JsonObject();
    before.forEach((node, bytes) -> heap.put(node, new JsonObject().put("before", bytes)
        .put("after", after.get(node)).put("flat", flat(node))));
    return new JsonObject().put("part", part).put("held", held()).put("sockets", sockets)
        .put("frames", findings.frames()).put("seconds", seconds)
        .put("framesASecond", findings.frames() / seconds).put("sent", sent)
        .put("outcomes", outcomes).put("heap", heap).put("findings", findings.wrongs())
        .put("wrong", new JsonArray(findings.wrong())).put("grown", new JsonArray(grown));
  }

  public List<String> text() {
    var told = new ArrayList<String>();
    told.add(String.format(Locale.ROOT, "%s: %,d frames over %d sockets in %.0f s, %.0f a second.",
        part, findings.frames(), sockets, seconds, findings.frames() / seconds));
    findings.sent().forEach((kind, count) -> told.add(String.format(Locale.ROOT, "  sent %,9d  %s",
        count, kind.name().toLowerCase(Locale.ROOT).replace('_', ' '))));
    findings.outcomes().forEach((what, count) -> told.add(String.format(Locale.ROOT,
        "  came %,9d  %s", count, what)));
    before.forEach((node, bytes) -> told.add(String.format(Locale.ROOT, "  %s: live heap %.2f MB"
        + " when all had gone for the first time, %.2f MB at the end: %s", node,
        bytes / (1 << 20), after.get(node) / (1 << 20), flat(node) ? "flat" : "GROWN")));
    if (!before.keySet().stream().allMatch(this::flat)) told.addAll(grown);
    findings.wrong().forEach(each -> told.add("  WRONG: " + each));
    told.add(held() ? "  No exception, no leak, nothing stuck, everything answered."
        : "  NOT as it should be: " + findings.wrongs() + " findings.");
    return told;
  }
}
