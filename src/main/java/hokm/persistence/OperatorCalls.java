package hokm.persistence;

import hokm.room.Bans.Ban;
import hokm.room.OperatorRecords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What operators did and whom they have banned, in PostgreSQL. Any number of times is once. */
public final class OperatorCalls implements OperatorRecords {

  static final int BANS = 10_000;

  private static final String STEPS = """
      INSERT INTO admin_audit
        (call, step, happened_at, who, remote, node, action, target, arguments, outcome)
      SELECT (e->>'call')::uuid, e->>'step', to_timestamp((e->>'at')::double precision / 1000),
        e->>'who', e->>'remote', e->>'node', e->>'action', e->>'target', e->'arguments',
        e->>'outcome'
      FROM jsonb_array_elements($1) e ON CONFLICT DO NOTHING""";
  private static final String BAN = """
      INSERT INTO bans (player_id, reason, until, banned_by) VALUES ($1, $2, $3, $4)
      ON CONFLICT (player_id) DO UPDATE SET reason = excluded.reason, until = excluded.until,
        banned_by = excluded.banned_by, banned_at = clock_timestamp(), lifted_at = NULL""";
  private static final String LIFT = """
      UPDATE bans SET lifted_at = clock_timestamp()
      WHERE player_id = $1 AND lifted_at IS NULL
        AND (until IS NULL OR until > clock_timestamp())""";
  private static final String ALL = """
      SELECT player_id, reason, until FROM bans
      WHERE lifted_at IS NULL AND (until IS NULL OR until > clock_timestamp())
      ORDER BY banned_at DESC LIMIT $1""";

  private final DatabaseView view;

  public OperatorCalls(DatabaseView view) {
    this.view = view;
  }

  /** What no database could mend; empty when nothing is. */
  static String flaw(JsonObject step) {
    UUID.fromString(step.getString("call"));
    step.getLong("at").longValue();
    boolean whole = List.of("step", "who", "remote", "node", "action", "target").stream()
        .allMatch(name -> step.getString(name) != null)
        && step.getJsonObject("arguments") != null;
    return whole ? "" : "It lacks a field.";
  }

  static Future<Void> write(SqlConnection on, JsonArray steps) {
    return steps.isEmpty() ? Future.succeededFuture()
        : on.preparedQuery(STEPS).execute(Tuple.of(steps)).mapEmpty();
  }

  @Override
  public Future<Void> asked(JsonObject step) {
    return now(on -> write(on, new JsonArray().add(step)));
  }

  @Override
  public Future<Void> ban(JsonObject step, Ban ban) {
    return now(on -> write(on, new JsonArray().add(step)).compose(written ->
        on.preparedQuery(BAN).execute(Tuple.of(ban.player(), ban.reason(),
            ban.until().map(end -> end.atOffset(ZoneOffset.UTC)).orElse(null),
            step.getString("who"))).mapEmpty()));
  }

  @Override
  public Future<Boolean> lift(JsonObject step, String player) {
    return now(on -> write(on, new JsonArray().add(step)).compose(written ->
        on.preparedQuery(LIFT).execute(Tuple.of(player)).map(rows -> rows.rowCount() > 0)));
  }

  /** Whoever asks does not wait for a primary that is away, and must not be surprised later. */
  private <T> Future<T> now(Function<SqlConnection, Future<T>> work) {
    return view.verdict().writer().isEmpty()
        ? Future.failedFuture(new DatabaseUnavailable(view.verdict().sentence(), null))
        : view.write(work);
  }

  /** From the primary, since a standby may not know of the newest; else from any. */
  @Override
  public Future<List<Ban>> bans() {
    return view.readNewest(OperatorCalls::bans).recover(e ->
        view.look(OperatorCalls::bans).map(DatabaseView.Seen::value));
  }

  private static Future<List<Ban>> bans(SqlConnection on) {
    return on.preparedQuery(ALL).execute(Tuple.of(BANS)).map(rows -> {
      var all = new ArrayList<Ban>();
      for (Row row : rows) {
        all.add(new Ban(row.getString("player_id"), row.getString("reason"), until(row)));
      }
      return all;
    });
  }

  private static Optional<Instant> until(Row row) {
    return Optional.ofNullable(row.getOffsetDateTime("until")).map(OffsetDateTime::toInstant);
  }
}
