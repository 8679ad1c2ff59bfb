package hokm.soak;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How one measure went over the time of a run: by the median of all slopes between two points,
 * which trembling and single spikes do not move, and by the medians of the first and the last
 * minutes, which see what begins late.
 *
 * @param first median of the first ten minutes, or of the first third of a shorter run
 * @param last the same of the end
 * @param slope an hour
 * @param hours from the first point to the last
 */
record Trend(String place, Measure measure, int points, double first, double last, double slope,
    double hours) {

  private static final double EDGE_SECONDS = 600;
  private static final int FEWEST = 3;

  /** @param seconds since the run began */
  record Point(double seconds, double value) {}

  static Trend of(String place, Measure measure, List<Point> points) {
    if (points.size() < FEWEST) return new Trend(place, measure, points.size(), 0, 0, 0, 0);
    double begin = points.get(0).seconds();
    double end = points.get(points.size() - 1).seconds();
    double edge = Math.min(EDGE_SECONDS, (end - begin) / 3);
    return new Trend(place, measure, points.size(),
        median(points.stream().filter(p -> p.seconds() <= begin + edge).map(Point::value).toList()),
        median(points.stream().filter(p -> p.seconds() >= end - edge).map(Point::value).toList()),
        slope(points) * 3600, (end - begin) / 3600);
  }

  private static double slope(List<Point> points) {
    var slopes = new ArrayList<Double>();
    for (int i = 0; i < points.size(); i++) {
      for (int j = i + 1; j < points.size(); j++) {
        double time = points.get(j).seconds() - points.get(i).seconds();
        if (time > 0) slopes.add((points.get(j).value() - points.get(i).value()) / time);
      }
    }
    return median(slopes);
  }

  private static double median(List<Double> values) {
    var sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  /** For the whole time; a run of less than an hour has what an hour has, since it can't tell. */
  double allowed() {
    return (measure.share * first + measure.more) * Math.max(1, hours);
  }

  /** Not for what was not measured. */
  boolean flat() {
    return points >= FEWEST && slope * hours <= allowed() && last - first <= allowed();
  }

  JsonObject json() {
    return new JsonObject().put("place", place).put("measure", measure.words).put("points", points)
        .put("first", first).put("last", last).put("slopeAnHour", slope)
        .put("allowed", allowed()).put("flat", flat());
  }

  String text() {
    return String.format(Locale.ROOT, "%-8s %-17s %10s at first, %10s at last, %10s an hour,"
        + " allowed %s: %s", place, measure.words, shown(first), shown(last), shown(slope),
        shown(allowed()), flat() ? "flat" : points < FEWEST ? "NOT MEASURED" : "GROWS");
  }

  private String shown(double value) {
    return measure.bytes ? String.format(Locale.ROOT, "%.2f MB", value / (1 << 20))
        : String.format(Locale.ROOT, "%.1f", value);
  }
}
