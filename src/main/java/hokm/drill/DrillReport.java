package hokm.drill;

import hokm.witness.Sheet;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** What a drill has found: as lines for a person, as JSON, and as a page with a picture. */
public final class DrillReport {

  private static final int WIDTH = 960;
  private static final int LEFT = 46;
  private static final int ROW = 62;
  private static final int BARS = 40;
  private static final int SECONDS_A_ROW = 120;

  private final List<Drill.Seed> seeds;
  private final List<Turn> turns;
  private final Instant began;
  private final List<Instant> acknowledgements;
  private final long reads;
  private final Optional<Burst> burst;

  DrillReport(List<Drill.Seed> seeds, List<Turn> turns, Instant began,
      List<Instant> acknowledgements, long reads, Optional<Burst> burst) {
    this.seeds = seeds;
    this.turns = turns;
    this.began = began;
    this.acknowledgements = acknowledgements;
    this.reads = reads;
    this.burst = burst;
  }

  public boolean held() {
    return turns.stream().allMatch(Turn::held) && seeds.stream().allMatch(Drill.Seed::held);
  }

  private List<Turn> of(DrillFault fault) {
    return turns.stream().filter(turn -> turn.fault() == fault).toList();
  }

  private static List<Long> millis(Collection<Turn> turns,
      Function<Turn, Optional<Duration>> figure) {
    return turns.stream().flatMap(turn -> figure.apply(turn).stream()).map(Duration::toMillis)
        .toList();
  }

  private List<Double> lag() {
    return turns.stream().flatMap(turn -> turn.lagMillis().stream()).toList();
  }

  private TreeMap<String, Integer> errors() {
    var all = new TreeMap<String, Integer>();
    turns.forEach(turn -> turn.errors().forEach((what, times) ->
        all.merge(what, times, Integer::sum)));
    return all;
  }

  private static String figure(Collection<Long> millis) {
    if (millis.isEmpty()) return "-";
    return String.format(Locale.ROOT, "%.0f / %.0f", Quantile.of(millis, 0.5),
        Quantile.of(millis, 1));
  }

  public List<String> text() {
    var lines = new ArrayList<String>();
    lines.add("Median / most, in ms:");
    for (DrillFault fault : DrillFault.values()) {
      var of = of(fault);
      if (of.isEmpty()) continue;
      lines.add(String.format(Locale.ROOT, "  %-12s %3d times; outage %s; acknowledged again %s;"
              + " rejoined %s", fault.code(), of.size(), figure(millis(of, Turn::outage)),
          figure(millis(of, Turn::acknowledging)), figure(millis(of, Turn::rejoined))));
    }
    var lag = lag();
    lines.add(String.format(Locale.ROOT, "Lag of the standby over %d rows: p50 %.1f ms, p99 %.1f"
        + " ms.", lag.size(), Quantile.of(lag, 0.5), Quantile.of(lag, 0.99)));
    lines.add(String.format(Locale.ROOT, "%d acknowledged, %d lost, %d doubled; %d reads by"
            + " callers, errors %s.", acknowledged(), sum(Turn::lost), sum(Turn::doubled), reads,
        errors().isEmpty() ? "none" : errors()));
    burst.ifPresent(each -> lines.add(each.line()));
    turns.forEach(turn -> turn.complaints().forEach(what ->
        lines.add("Fault " + turn.no() + " (" + turn.fault().code() + "): " + what)));
    lines.add(held() ? "Everything held." : "Not everything held.");
    return lines;
  }

  private long acknowledged() {
    return sum(turn -> (long) turn.acknowledged());
  }

  private long sum(Function<Turn, Long> what) {
    return turns.stream().mapToLong(what::apply).sum();
  }

  public JsonObject json() {
    var tests = new JsonArray();
    seeds.forEach(seed -> tests.add(new JsonObject().put("name", seed.name())
        .put("held", seed.held()).put("sentence", seed.sentence())));
    var faults = new JsonObject();
    for (DrillFault fault : DrillFault.values()) {
      var of = of(fault);
      if (of.isEmpty()) continue;
      faults.put(fault.code(), new JsonObject().put("times", of.size())
          .put("outageMs", figures(millis(of, Turn::outage)))
          .put("acknowledgingMs", figures(millis(of, Turn::acknowledging)))
          .put("rejoinedMs", figures(millis(of, Turn::rejoined))));
    }
    var all = new JsonArray();
    turns.forEach(turn -> all.add(turn.json()));
    return new JsonObject().put("held", held())
        .put("burst", burst.map(Burst::json).orElse(null)).put("seedTests", tests)
        .put("faults", faults)
        .put("lagMs", new JsonObject().put("rows", lag().size())
            .put("p50", Quantile.of(lag(), 0.5)).put("p99", Quantile.of(lag(), 0.99)))
        .put("acknowledged", acknowledged()).put("lost", sum(Turn::lost))
        .put("doubled", sum(Turn::doubled)).put("reads", reads)
        .put("errors", new JsonObject(new TreeMap<>(errors()))).put("turns", all);
  }

  private static JsonObject figures(Collection<Long> millis) {
    var json = new JsonObject().put("count", millis.size());
    if (!millis.isEmpty()) {
      json.put("p50", Quantile.of(millis, 0.5)).put("p95", Quantile.of(millis, 0.95))
          .put("max", Quantile.of(millis, 1));
    }
    return json;
  }

  public String html() {
    var page = new Sheet("Hokm: the database drill", "The database drill");
    page.outcome(text().subList(text().size() - 1, text().size()), held());
    seeds.forEach(seed -> page.paragraph((seed.held() ? "Held: " : "Wrong: ") + seed.name() + ": "
        + seed.sentence() + ".", ""));
    page.heading("Writes over time");
    page.paragraph("Each bar counts the results that were acknowledged in a second, each line is a"
        + " fault. Point at a line to read what was done.", "soft");
    page.drawing(svg());
    burst.ifPresent(each -> page.paragraph(each.line(), ""));
    page.heading("By fault");
    page.table(List.of("Fault", "#Times", "#Outage, median / most ms",
        "#Acknowledged again, ms", "#Rejoined, ms"), Arrays.stream(DrillFault.values())
        .filter(fault -> !of(fault).isEmpty()).map(fault -> List.of(fault.words(),
            Integer.toString(of(fault).size()), figure(millis(of(fault), Turn::outage)),
            figure(millis(of(fault), Turn::acknowledging)),
            figure(millis(of(fault), Turn::rejoined)))).toList());
    page.heading("Every fault");
    page.table(List.of("#No", "Fault", "What came of it"), turns.stream().map(turn ->
        List.of(Integer.toString(turn.no()), turn.fault().words(), turn.line())).toList());
    return page.end();
  }

  private double second(Instant at) {
    return Duration.between(began, at).toMillis() / 1000.0;
  }

  private String svg() {
    int all = acknowledgements.stream().mapToInt(at -> (int) second(at)).max().orElse(0) + 1;
    var counts = new int[all];
    acknowledgements.forEach(at -> counts[(int) Math.max(0, second(at))]++);
    int most = Math.max(1, Arrays.stream(counts).max().orElse(1));
    int lines = (all + SECONDS_A_ROW - 1) / SECONDS_A_ROW;
    var svg = new StringBuilder();
    add(svg, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Acknowledged results a second,"
        + " with the faults\">", WIDTH, lines * ROW + 10);
    for (int line = 0; line < lines; line++) {
      int from = line * SECONDS_A_ROW;
      add(svg, "<text class=\"axis\" x=\"%d\" y=\"%.0f\" text-anchor=\"end\">%d:%02d</text>",
          LEFT - 6, foot(from), from / 60, from % 60);
    }
    for (int s = 0; s < all; s++) {
      double height = (double) BARS * counts[s] / most;
      add(svg, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
          + "<title>%d results in second %d</title></rect>", x(s), foot(s) - height,
          (WIDTH - LEFT - 10.0) / SECONDS_A_ROW - 1, height, counts[s], s);
    }
    for (Turn turn : turns) {
      double at = second(turn.at());
      add(svg, "<line class=\"fault\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"><title>%s"
          + "</title></line>", x(at), foot(at) - BARS, x(at), foot(at) + 8,
          Sheet.escaped(turn.fault().words()));
    }
    return svg.append("</svg>\n").toString();
  }

  private static double foot(double second) {
    return (int) (second / SECONDS_A_ROW) * ROW + BARS + 6.0;
  }

  private static double x(double second) {
    return LEFT + second % SECONDS_A_ROW / SECONDS_A_ROW * (WIDTH - LEFT - 10);
  }

  private static void add(StringBuilder svg, String shape, Object... values) {
    svg.append(String.format(Locale.ROOT, shape, values)).append('\n');
  }
}
