package hokm.demo;

import hokm.demo.Measured.Move;
import java.util.Locale;

/** Acknowledged moves over time with the faults marked, as an SVG drawing. */
final class Timeline {
  private static final int WIDTH = 960;
  private static final int LEFT = 46;
  private static final int TOP = 46;
  private static final int BARS = 150;
  private static final int LANE = 18;
  private static final int BIN_MS = 250;
  private static final String[] SEATS = {"South", "East", "North", "West"};

  private final Measured measured;
  private final long from;
  private final double spanMs;
  private final StringBuilder svg = new StringBuilder();

  Timeline(Measured measured) {
    this.measured = measured;
    this.from = measured.moves().stream().mapToLong(Move::nanos).min()
        .orElse(measured.beganNanos());
    long to = measured.moves().stream().mapToLong(Move::nanos).max()
        .orElse(measured.endedNanos());
    this.spanMs = Math.max(1000, (to - from) / 1e6);
  }

  String svg() {
    int lanes = TOP + BARS + 14;
    int foot = lanes + 4 * LANE + 8;
    add("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t d\">", WIDTH, foot + 34);
    add("<title id=\"t\">Acknowledged moves over time</title>");
    add("<desc id=\"d\">Bars count the moves of each quarter of a second; below, each move on the"
        + " lane of its seat; the two faults are marked.</desc>");
    bars();
    for (int seat = 0; seat < 4; seat++) {
      add("<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LEFT - 6,
          lanes + seat * LANE + 12, SEATS[seat]);
    }
    for (Move move : measured.moves()) {
      add("<rect class=\"move\" x=\"%.1f\" y=\"%d\" width=\"1.6\" height=\"%d\"/>",
          x(move.nanos()), lanes + move.seat() * LANE + 2, LANE - 5);
    }
    measured.node().ifPresent(fault -> fault(fault.nanos(), fault.firstMoveMs(), foot, 14,
        "node killed, next move after " + fault.firstMoveMs() + " ms"));
    measured.database().ifPresent(fault -> fault(fault.nanos(), fault.firstWriteMs(), foot, 32,
        "primary killed, first write after " + fault.firstWriteMs() + " ms"));
    seconds(foot);
    return svg.append("</svg>\n").toString();
  }

  private void bars() {
    var counts = new int[(int) (spanMs / BIN_MS) + 1];
    for (Move move : measured.moves()) counts[(int) ((move.nanos() - from) / 1e6 / BIN_MS)]++;
    int most = 1;
    for (int count : counts) most = Math.max(most, count);
    for (int i = 0; i < counts.length; i++) {
      double height = (double) BARS * counts[i] / most;
      add("<rect class=\"bar\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%d moves"
          + " from %.2f s on</title></rect>", at(i * BIN_MS), TOP + BARS - height,
          Math.max(1, at(BIN_MS) - at(0) - 1), height, counts[i], i * BIN_MS / 1000.0);
    }
    add("<line class=\"line\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>", LEFT, TOP + BARS,
        WIDTH - 10, TOP + BARS);
    add("<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>", LEFT - 6, TOP + 10,
        most);
    add("<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"end\">moves</text>", LEFT - 6,
        TOP + 26);
  }

  private void fault(long nanos, long lasted, int foot, int y, String label) {
    double x = x(nanos);
    double end = Math.min(WIDTH - 10, x + at(lasted) - at(0));
    boolean left = x > WIDTH * 0.6;
    add("<rect class=\"span\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>", x, TOP,
        Math.max(1, end - x), foot - TOP);
    add("<line class=\"fault\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>", x, y - 10, x, foot);
    add("<text class=\"mark\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
        left ? x - 6 : x + 6, y, left ? "end" : "start", label);
  }

  private void seconds(int foot) {
    int step = spanMs > 40_000 ? 5 : spanMs > 15_000 ? 2 : 1;
    for (int second = 0; second * 1000 <= spanMs; second += step) {
      add("<text class=\"axis\" x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d s</text>",
          at(second * 1000), foot + 20, second);
    }
  }

  private double x(long nanos) {
    return at((nanos - from) / 1e6);
  }

  private double at(double millis) {
    return LEFT + millis / spanMs * (WIDTH - LEFT - 20);
  }

  private void add(String shape, Object... values) {
    svg.append(values.length == 0 ? shape : String.format(Locale.ROOT, shape, values))
        .append('\n');
  }
}
