package hokm.outage;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;

/** How long some waited. @param nanos sorted */
record Waits(List<Long> nanos) {

  Waits {
    nanos = nanos.stream().sorted().toList();
  }

  /** In milliseconds; 0 where nobody waited. */
  double at(double share) {
    if (nanos.isEmpty()) return 0;
    int index = (int) Math.ceil(share * nanos.size()) - 1;
    return nanos.get(Math.max(0, Math.min(index, nanos.size() - 1))) / 1e6;
  }

  JsonObject json() {
    return new JsonObject().put("count", nanos.size()).put("p50Ms", rounded(at(0.5)))
        .put("p95Ms", rounded(at(0.95))).put("p99Ms", rounded(at(0.99)))
        .put("maxMs", rounded(at(1)));
  }

  private static double rounded(double millis) {
    return Math.round(millis * 10) / 10.0;
  }

  String text() {
    return String.format(Locale.ROOT, "%d waits, p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, max %.0f"
        + " ms", nanos.size(), at(0.5), at(0.95), at(0.99), at(1));
  }
}
