package hokm.drill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One fault and what came of it.
 *
 * @param outage from the last acknowledgement before it to the first record that the primary of
 *     afterwards has written since
 * @param acknowledging from the same moment to the first acknowledgement of a record that was
 *     offered since
 * @param rejoined from when the old primary was gone, or went on, until it streams as a standby
 * @param lagMillis how long rows took to the standby just before
 * @param acknowledged records whose acknowledgement was checked
 * @param complaints what must not be
 */
record Turn(int no, DrillFault fault, Instant at, Optional<Duration> outage,
    Optional<Duration> acknowledging, Optional<Duration> rejoined, List<Double> lagMillis,
    int acknowledged, long lost, long doubled, Map<String, Integer> errors,
    List<String> complaints) {

  boolean held() {
    return lost == 0 && doubled == 0 && complaints.isEmpty();
  }

  String line() {
    return String.format("%4d  %-12s outage %6s, acknowledged again %6s, rejoined %6s, lag p50"
            + " %.1f ms; of %d acknowledged %d lost, %d doubled; errors %s%s", no, fault.code(),
        text(outage), text(acknowledging), text(rejoined), Quantile.of(lagMillis, 0.5),
        acknowledged, lost, doubled, errors.isEmpty() ? "none" : errors,
        complaints.isEmpty() ? "" : "; " + String.join(" ", complaints));
  }

  private static String text(Optional<Duration> time) {
    return time.map(each -> each.toMillis() + " ms").orElse("-");
  }

  JsonObject json() {
    var json = new JsonObject().put("no", no).put("fault", fault.code()).put("at", at.toString())
        .put("lagMs", new JsonArray(lagMillis)).put("acknowledged", acknowledged)
        .put("lost", lost).put("doubled", doubled).put("errors", new JsonObject(Map.copyOf(errors)))
        .put("complaints", new JsonArray(complaints));
    outage.ifPresent(time -> json.put("outageMs", time.toMillis()));
    acknowledging.ifPresent(time -> json.put("acknowledgingMs", time.toMillis()));
    rejoined.ifPresent(time -> json.put("rejoinedMs", time.toMillis()));
    return json;
  }
}
