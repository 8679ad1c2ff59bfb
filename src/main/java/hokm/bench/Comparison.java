package hokm.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How the first side does beside the second: medians, over the rounds, of the ratio of what was
 * measured one right after the other.
 */
public record Comparison(Pace pace, double movesPerSecond, double cpu, double p50, double p99) {

  /** @param figures of two sides in turn; of one side alone there is no comparison */
  public static Optional<Comparison> of(List<Figures> figures) {
    if (figures.stream().map(Figures::side).distinct().count() != 2) return Optional.empty();
    return Optional.of(new Comparison(figures.get(0).pace(),
        median(figures, Figures::movesPerSecond), median(figures, Figures::cpu),
        median(figures, each -> each.waited(50)), median(figures, each -> each.waited(99))));
  }

  private static double median(List<Figures> figures, ToDoubleFunction<Figures> what) {
    var ratios = IntStream.range(0, figures.size() / 2)
        .mapToDouble(i -> what.applyAsDouble(figures.get(2 * i))
            / what.applyAsDouble(figures.get(2 * i + 1))).sorted().toArray();
    int half = ratios.length / 2;
    return ratios.length % 2 == 1 ? ratios[half] : (ratios[half - 1] + ratios[half]) / 2;
  }

  public JsonObject json() {
    return new JsonObject().put("rate", pace.toString())
        .put("movesPerSecond", Figures.rounded(movesPerSecond)).put("cpu", Figures.rounded(cpu))
        .put("p50", Figures.rounded(p50)).put("p99", Figures.rounded(p99));
  }

  public String text() {
    return String.format(Locale.ROOT, "At %s, times the baseline's: moves/s %.2f, CPU a move"
        + " %.2f, p50 %.2f, p99 %.2f.", pace, movesPerSecond, cpu, p50, p99);
  }
}
