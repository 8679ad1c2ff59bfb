package hokm.drill;

import java.util.Collection;

/** Of few figures: the one at that place. */
final class Quantile {

  private Quantile() {}

  /** @return NaN of none */
  static double of(Collection<? extends Number> figures, double share) {
    var sorted = figures.stream().mapToDouble(Number::doubleValue).sorted().toArray();
    if (sorted.length == 0) return Double.NaN;
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))];
  }
}
