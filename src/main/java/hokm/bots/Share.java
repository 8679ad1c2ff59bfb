package hokm.bots;

import java.util.Locale;

/** So many of so many. */
public record Share(int hits, int of) {

  /** 97.5 % of the normal distribution lie below it. */
  private static final double Z = 1.959964;

  public double value() {
    return (double) hits / of;
  }

  /** Of the 95 % interval after Wilson, which is right near 0 and 1 too. */
  public double lower() {
    return middle() - half();
  }

  public double upper() {
    return middle() + half();
  }

  private double middle() {
    return (value() + Z * Z / (2 * of)) / (1 + Z * Z / of);
  }

  private double half() {
    double p = value();
    return Z * Math.sqrt(p * (1 - p) / of + Z * Z / (4.0 * of * of)) / (1 + Z * Z / of);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%d of %d, %.1f %% (95 %%: %.1f to %.1f)", hits, of,
        100 * value(), 100 * lower(), 100 * upper());
  }
}
