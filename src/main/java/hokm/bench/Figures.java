package hokm.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/**
 * One measurement of one side.
 *
 * @param used between its begin and its end
 * @param residentBytes of the side, at its end
 */
public record Figures(Side side, Pace pace, Tally tally, Reading used, long residentBytes) {

  private static final double LATE_MILLIS = 1;
  private static final double BUSY = 0.85;

  /** Whether every move that was sent was heard by all four and, where so agreed, accepted. */
  public boolean whole() {
    return tally.sent > 0 && tally.errors.isEmpty() && tally.gaps == 0
        && tally.heardByAll == tally.sent
        && (!side.accepts() || tally.accepted == tally.sent);
  }

  public long moves() {
    return tally.heardByAll;
  }

  public double movesPerSecond() {
    return moves() * 1e9 / used.at();
  }

  /** Milliseconds. */
  public double waited(double percentile) {
    return tally.waits.getValueAtPercentile(percentile) / 1e3;
  }

  private double lateness() {
    return tally.lateness.getValueAtPercentile(99) / 1e3;
  }

  /** Of the side's own process, microseconds a move. */
  public double cpu() {
    return aMove(used.side() / 1e3);
  }

  public double redisCpu() {
    return aMove(used.redis() / 1e3);
  }

  public double calls() {
    return aMove(used.counts().calls());
  }

  public double roundTrips() {
    return aMove(used.counts().reads());
  }

  public double bytesIn() {
    return aMove(used.counts().bytesIn());
  }

  public double bytesKept() {
    return aMove(used.counts().bytesKept());
  }

  private double aMove(double all) {
    return moves() == 0 ? 0 : all / moves();
  }

  /** Why these figures are of the generator rather than of the side; empty when they are not. */
  String doubt() {
    if (!pace.max() && lateness() > LATE_MILLIS) {
      return String.format(Locale.ROOT, " The generator was late: by %.1f ms or more for one move"
          + " in a hundred.", lateness());
    }
    return pace.max() && used.share(used.side()) < BUSY ? String.format(Locale.ROOT,
        " The side had %.0f %% of a core to spare: the generator or Redis was the limit.",
        100 * (1 - used.share(used.side()))) : "";
  }

  public JsonObject json() {
    return new JsonObject().put("side", side.name()).put("rate", pace.toString())
        .put("whole", whole()).put("seconds", rounded(used.at() / 1e9)).put("moves", moves())
        .put("accepted", tally.accepted).put("gaps", tally.gaps)
        .put("matchesEnded", tally.matchesEnded)
        .put("movesPerSecond", Math.round(movesPerSecond()))
        .put("p50Ms", rounded(waited(50))).put("p99Ms", rounded(waited(99)))
        .put("p999Ms", rounded(waited(99.9))).put("maxMs", rounded(waited(100)))
        .put("cpuMicrosAMove", rounded(cpu())).put("redisCpuMicrosAMove", rounded(redisCpu()))
        .put("callsAMove", rounded(calls())).put("roundTripsAMove", rounded(roundTrips()))
        .put("redisBytesAMove", rounded(bytesIn())).put("fileBytesAMove", rounded(bytesKept()))
        .put("cpuShare", rounded(used.share(used.side())))
        .put("redisShare", rounded(used.share(used.redis())))
        .put("generatorShare", rounded(used.share(used.self())))
        .put("latenessP99Ms", rounded(lateness())).put("residentBytes", residentBytes)
        .put("doubt", doubt().strip()).put("errors", tally.errors.toString());
  }

  static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  public String text() {
    return String.format(Locale.ROOT, "%-8s %7s: %,7.0f moves/s; p50 %.2f, p99 %.2f, p99.9 %.2f"
        + " ms; CPU %.1f µs a move, Redis %.1f; to Redis %.2f calls in %.2f round trips with"
        + " %.0f bytes a move, %.0f to its file; of a core: %.2f, Redis %.2f, generator %.2f,"
        + " late %.2f ms; %d MB.%s%s", side.name(), pace, movesPerSecond(), waited(50), waited(99),
        waited(99.9), cpu(), redisCpu(), calls(), roundTrips(), bytesIn(), bytesKept(),
        used.share(used.side()), used.share(used.redis()), used.share(used.self()), lateness(),
        residentBytes >> 20, doubt(), whole() ? "" : " NOT WHOLE: sent " + tally.sent
            + ", heard by all " + tally.heardByAll + ", accepted " + tally.accepted + ", gaps "
            + tally.gaps + ", errors " + tally.errors);
  }
}
