package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import hokm.room.Patience;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One look at all servers, for a person.
 *
 * @param writer who takes writes; empty when nobody does
 * @param sentence the verdict's own
 */
public record ClusterStatus(List<Line> servers, Optional<Endpoint> writer, String sentence) {

  private static final Duration DEADLINE = Duration.ofSeconds(5);
  /** Of a standby that has replayed nothing yet that it knows the time of. */
  private static final long UNKNOWN_MILLIS = 86_400_000;
  private static final List<String> TITLES =
      List.of("SERVER", "ROLE", "TIMELINE", "WAL", "BEHIND", "SLOTS", "SENDS TO");
  private static final String DETAILS = """
      SELECT CASE WHEN recovery THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text
          AS wal,
        (SELECT coalesce(json_agg(json_build_object('name', slot_name, 'active', active,
            'keptBytes', pg_wal_lsn_diff(here, restart_lsn)) ORDER BY slot_name), '[]')::text
          FROM pg_replication_slots) AS slots,
        (SELECT coalesce(json_agg(json_build_object('name', application_name, 'state', state,
            'behindBytes', pg_wal_lsn_diff(here, replay_lsn)) ORDER BY application_name),
            '[]')::text
          FROM pg_stat_replication) AS senders
      FROM (SELECT recovery, CASE WHEN recovery THEN pg_last_wal_receive_lsn()
          ELSE pg_current_wal_lsn() END AS here
        FROM (SELECT pg_is_in_recovery() AS recovery) server) at""";

  /** @param details wal, slots and senders; empty when it did not answer */
  record Line(ProbeResult result, String role, JsonObject details) {

    JsonObject json() {
      var json = new JsonObject().put("server", result.endpoint().toString()).put("role", role);
      result.state().ifPresentOrElse(state -> json.put("timeline", state.timeline())
          .put("lagMillis", state.lagMillis()).mergeIn(details),
          () -> json.put("error", result.error()));
      return json;
    }

    List<String> cells() {
      if (result.state().isEmpty()) {
        return List.of(result.endpoint().toString(), result.error(), "", "", "", "", "");
      }
      var state = result.state().get();
      return List.of(result.endpoint().toString(), role, Long.toString(state.timeline()),
          details.getString("wal", ""), behind(state),
          each("slots", slot -> slot.getString("name")
              + (slot.getBoolean("active") ? "" : ", nobody reads it, keeps "
              + size(slot.getLong("keptBytes")))),
          each("senders", sender -> sender.getString("name") + ", " + sender.getString("state")
              + ", " + size(sender.getLong("behindBytes")) + " behind"));
    }

    private static String behind(ProbeResult.State state) {
      if (!state.recovery()) return "";
      return state.lagMillis() < UNKNOWN_MILLIS ? state.lagMillis() + " ms" : "unknown";
    }

    private String each(String what, Function<JsonObject, String> told) {
      return details.getJsonArray(what, new JsonArray()).stream().map(JsonObject.class::cast)
          .map(told).collect(Collectors.joining("; "));
    }

    private static String size(Long bytes) {
      return bytes == null ? "?" : bytes / 1024 + " kB";
    }
  }

  /** Never fails: a server that does not answer within two seconds is told as such. */
  public static Future<ClusterStatus> look(Vertx vertx, PostgresSettings settings) {
    var results = new ArrayList<ProbeResult>(
        settings.endpoints().stream().map(ProbeResult::unknown).toList());
    var details = new ArrayList<>(Collections.nCopies(results.size(), new JsonObject()));
    return Future.join(IntStream.range(0, results.size()).mapToObj(no -> {
      var pool = Connect.pool(vertx, settings, settings.endpoints().get(no), settings.watcher(), 1,
          DEADLINE);
      return Patience.within(vertx, DEADLINE, ask(pool, results.get(no), details, no))
          .otherwise(e -> results.get(no).failed(Fault.refused(e), why(e)))
          .onSuccess(found -> results.set(no, found))
          // A hung server never ends a connection politely; nobody should wait for that.
          .onComplete(any -> Connect.close(vertx, pool));
    }).toList()).map(done -> of(results, details));
  }

  private static String why(Throwable e) {
    return e instanceof TimeoutException
        ? "did not answer within " + DEADLINE.toMillis() + " ms" : Probe.why(e);
  }

  private static Future<ProbeResult> ask(Pool pool, ProbeResult unknown,
      List<JsonObject> details, int no) {
    return pool.withConnection(on -> on.query(Probe.LOOK).execute()
        .map(rows -> unknown.answered(Probe.state(rows.iterator().next())))
        .compose(found -> on.query(DETAILS).execute().map(rows -> {
          var row = rows.iterator().next();
          details.set(no, new JsonObject().put("wal", row.getString("wal"))
              .put("slots", new JsonArray(row.getString("slots")))
              .put("senders", new JsonArray(row.getString("senders"))));
          return found;
        })));
  }

  private static ClusterStatus of(List<ProbeResult> results, List<JsonObject> details) {
    var verdict = Verdict.of(results, Optional.empty(), 0);
    return new ClusterStatus(IntStream.range(0, results.size()).mapToObj(no ->
        new Line(results.get(no), role(results.get(no), verdict), details.get(no))).toList(),
        verdict.writer(), verdict.sentence());
  }

  private static String role(ProbeResult result, Verdict verdict) {
    if (result.state().isEmpty()) return "silent";
    if (verdict.stale().contains(result.endpoint())) return "stale";
    return result.standby() ? "standby" : "primary";
  }

  public JsonObject json() {
    var all = new JsonArray();
    servers.forEach(server -> all.add(server.json()));
    return new JsonObject().put("servers", all)
        .put("writer", writer.map(Endpoint::toString).orElse(null)).put("sentence", sentence);
  }

  /** A line for each server, and the sentence. */
  public List<String> table() {
    var rows = new ArrayList<List<String>>(List.of(TITLES));
    servers.forEach(server -> rows.add(server.cells()));
    var widths = IntStream.range(0, TITLES.size()).map(column -> rows.stream()
        .mapToInt(row -> row.get(column).length()).max().orElse(0)).toArray();
    var lines = new ArrayList<String>();
    for (List<String> row : rows) {
      lines.add(IntStream.range(0, TITLES.size()).mapToObj(column ->
          row.get(column) + " ".repeat(widths[column] - row.get(column).length()))
          .collect(Collectors.joining("  ")).stripTrailing());
    }
    lines.add(sentence);
    return lines;
  }
}
