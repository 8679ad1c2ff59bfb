package hokm.persistence;

import java.util.List;

/**
 * How strong a player is believed to be, and how sure that is.
 *
 * <p>Source: Weng and Lin, "A Bayesian Approximation Method for Online Ranking" (2011), algorithm 4
 * (Plackett-Luce), for two teams of two.
 */
record Rating(double mu, double sigma) {

  static final Rating NEW = new Rating(25, 25.0 / 3);
  private static final double BETA = 25.0 / 6;
  /** What is believed grows old: so much doubt is added before each match. */
  private static final double TAU = 25.0 / 300;
  private static final double LEAST_VARIANCE = 0.0001;

  /** A cautious estimate, by which players are ranked. */
  double ordinal() {
    return mu - 3 * sigma;
  }

  private Rating older() {
    return new Rating(mu, Math.hypot(sigma, TAU));
  }

  /** @return the winners' ratings afterwards, then the losers' */
  static List<List<Rating>> after(List<Rating> winners, List<Rating> losers) {
    var won = winners.stream().map(Rating::older).toList();
    var lost = losers.stream().map(Rating::older).toList();
    double c = Math.sqrt(variance(won) + variance(lost) + 2 * BETA * BETA);
    double expected = 1 / (1 + Math.exp((strength(lost) - strength(won)) / c));
    double doubt = expected * (1 - expected);
    return List.of(moved(won, 1 - expected, doubt, c), moved(lost, expected - 1, doubt, c));
  }

  private static List<Rating> moved(List<Rating> team, double surprise, double doubt, double c) {
    double variance = variance(team);
    double omega = surprise * variance / c;
    double delta = doubt * variance / (c * c) * Math.sqrt(variance) / c;
    return team.stream().map(each -> {
      double share = each.sigma * each.sigma / variance;
      return new Rating(each.mu + share * omega,
          each.sigma * Math.sqrt(Math.max(1 - share * delta, LEAST_VARIANCE)));
    }).toList();
  }

  private static double strength(List<Rating> team) {
    return team.stream().mapToDouble(Rating::mu).sum();
  }

  private static double variance(List<Rating> team) {
    return team.stream().mapToDouble(each -> each.sigma * each.sigma).sum();
  }
}
