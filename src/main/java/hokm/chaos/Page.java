package hokm.chaos;

import hokm.chaos.Outcome.Strike;
import hokm.witness.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The campaign as one page with a timeline. */
public final class Page {

  private static final int WIDTH = 960;
  private static final int LEFT = 46;
  private static final int ROW = 62;
  private static final int BARS = 40;
  private static final int SECONDS_A_ROW = 120;

  private final Outcome outcome;

  public Page(Outcome outcome) {
    this.outcome = outcome;
  }

  public String html() {
    var page = new Sheet("Hokm: faults in play", "Faults in play");
    page.outcome(verdict(), outcome.held());
    page.paragraph(String.format(Locale.ROOT, "%d faults in %.1f minutes, %d rooms in play at a"
        + " time, %d matches.", outcome.strikes().size(), outcome.minutes(),
        outcome.plan().rooms(), outcome.totals().of("matches")), "");
    outcome.notes().forEach(note -> page.paragraph(note, "soft"));
    page.heading("Timeline");
    page.paragraph("Each bar counts the moves that were acknowledged in a second; the shade"
        + " reaches from a fault to its healing. Point at a shade to read what was done.", "soft");
    page.drawing(svg());
    page.heading("Found");
    var rows = new ArrayList<List<String>>();
    outcome.totals().json().forEach(figure -> {
      if (figure.getValue() instanceof Number number) {
        rows.add(List.of(figure.getKey(), number.toString()));
      }
    });
    page.table(List.of("Figure", "#Count"), rows);
    page.heading("Waits of moves by fault");
    page.table(List.of("Fault", "#Times", "#p50 ms", "#p95 ms", "#max ms"),
        outcome.byFault().entrySet().stream().map(each -> {
          var waits = each.getValue().getJsonObject("waits");
          return List.of(each.getKey().words(), each.getValue().getValue("times").toString(),
              waits.getValue("p50Ms").toString(), waits.getValue("p95Ms").toString(),
              waits.getValue("maxMs").toString());
        }).toList());
    page.heading("Every fault");
    page.table(List.of("#At, s", "Fault", "Hurt", "Moment", "#Healed after, s",
        "#Longest wait, ms"),
        outcome.strikes().stream().map(this::row).toList());
    page.paragraph("The seed was " + outcome.plan().seed() + ".", "soft");
    return page.end();
  }

  private List<String> verdict() {
    var told = new ArrayList<String>();
    told.add(outcome.held() ? "Everything held." : "Not everything held:");
    told.addAll(outcome.totals().complaints());
    return told;
  }

  private List<String> row(Strike strike) {
    return List.of(seconds(outcome.millis(strike.nanos())), strike.fault().words(), strike.whom(),
        "room " + strike.room() + ", " + strike.moment(),
        seconds(outcome.millis(strike.healedNanos()) - outcome.millis(strike.nanos())),
        Long.toString(outcome.during(strike).most()));
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f", millis / 1000.0);
  }

  /** One line of the drawing for each two minutes. */
  private String svg() {
    int all = (int) (outcome.millis(outcome.endedNanos()) / 1000) + 1;
    var counts = new int[all];
    for (var move : outcome.moves()) {
      int second = (int) (outcome.millis(move.answeredNanos()) / 1000);
      if (second >= 0 && second < all) counts[second]++;
    }
    int most = 1;
    for (int count : counts) most = Math.max(most, count);
    int lines = (all + SECONDS_A_ROW - 1) / SECONDS_A_ROW;
    var svg = new StringBuilder();
    add(svg, "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Acknowledged moves a second,"
        + " with the faults\">", WIDTH, lines * ROW + 10);
    for (int line = 0; line < lines; line++) line(svg, line, counts, most);
    return svg.append("</svg>\n").toString();
  }

  private void line(StringBuilder svg, int line, int[] counts, int most) {
    int from = line * SECONDS_A_ROW;
    int foot = line * ROW + BARS + 6;
    add(svg, "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d:%02d</text>",
        LEFT - 6, foot, from / 60, from % 60);
    for (Strike strike : outcome.strikes()) shade(svg, strike, from, foot);
    for (int s = from; s < Math.min(counts.length, from + SECONDS_A_ROW); s++) {
      double height = (double) BARS * counts[s] / most;
      add(svg, "<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
          + "<title>%d moves in second %d</title></rect>", x(s - from), foot - height,
          x(1) - x(0) - 1, height, counts[s], s);
    }
    add(svg, "<line class=\"line\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, foot,
        WIDTH - 10, foot);
  }

  private void shade(StringBuilder svg, Strike strike, int from, int foot) {
    double began = outcome.millis(strike.nanos()) / 1000.0 - from;
    double healed = outcome.millis(strike.healedNanos()) / 1000.0 - from;
    if (healed < 0 || began > SECONDS_A_ROW) return;
    double x = x(Math.max(0, began));
    add(svg, "<rect class=\"span\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"><title>%s"
        + "</title></rect>", x, foot - BARS, Math.max(2, x(Math.min(SECONDS_A_ROW, healed)) - x),
        BARS + 8, Sheet.escaped(strike.fault().words() + ": " + strike.whom()));
    if (began < 0) return;
    add(svg, "<line class=\"fault\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x,
        foot - BARS, x, foot + 8);
  }

  private static double x(double second) {
    return LEFT + second / SECONDS_A_ROW * (WIDTH - LEFT - 10);
  }

  private static void add(StringBuilder svg, String shape, Object... values) {
    svg.append(String.format(Locale.ROOT, shape, values)).append('\n');
  }
}
