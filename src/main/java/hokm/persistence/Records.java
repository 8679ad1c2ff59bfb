package hokm.persistence;

import hokm.room.OperatorRecords;
import hokm.room.Outbox.Delivery;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Writes records so that any order, and any number of times, comes to the same rows. A whole batch
 * is one statement a table.
 */
final class Records {

  private static final String STARTED = "match_started";
  private static final String DEAL = "deal_ended";
  private static final String ENDED = "match_ended";

  /** Of every kind of record, for any of them may be the first of its match. */
  private static final List<String> OF_ALL = List.of("""
      INSERT INTO game_sessions (match_id, room_code)
      SELECT DISTINCT ON (1) (e->>'match')::uuid, e->>'room' FROM jsonb_array_elements($1) e
      ORDER BY 1 ON CONFLICT DO NOTHING""", """
      INSERT INTO matches (id, room_code)
      SELECT DISTINCT ON (1) (e->>'match')::uuid, e->>'room' FROM jsonb_array_elements($1) e
      ORDER BY 1 ON CONFLICT DO NOTHING""");

  private static final List<String> OF_STARTED = List.of("""
      UPDATE matches SET rules = e->'rules', opening_lines = e->'lines',
        started_at = to_timestamp((e->>'startedAt')::double precision / 1000)
      FROM jsonb_array_elements($1) e
      WHERE id = (e->>'match')::uuid AND opening_lines IS NULL""", """
      INSERT INTO players (id, name, bot)
      SELECT DISTINCT ON (1) p->>'player', p->>'name', (p->>'bot')::boolean
      FROM jsonb_array_elements($1) e, jsonb_array_elements(e->'players') p
      ORDER BY 1 ON CONFLICT DO NOTHING""", """
      INSERT INTO match_players (match_id, seat, player_id, name, bot)
      SELECT (e->>'match')::uuid, (p->>'seat')::smallint, p->>'player', p->>'name',
        (p->>'bot')::boolean
      FROM jsonb_array_elements($1) e, jsonb_array_elements(e->'players') p
      ORDER BY 1, 2 ON CONFLICT DO NOTHING""");

  private static final List<String> OF_DEALS = List.of("""
      INSERT INTO deals (match_id, no, hakem, dealer, trump, deck, commit, nonce, secret, salts,
        winner, tricks, points, kind, score, started_at, ended_at, moves, lines)
      SELECT (e->>'match')::uuid, (e->>'no')::integer, (e->>'hakem')::smallint,
        (e->>'dealer')::smallint, e->>'trump', e->'deck', e->>'commit', e->>'nonce', e->>'secret',
        e->'salts', (e->>'winner')::smallint, e->'tricks', (e->>'points')::smallint, e->>'kind',
        e->'score', to_timestamp((e->>'startedAt')::double precision / 1000),
        to_timestamp((e->>'endedAt')::double precision / 1000), e->'moves', e->'lines'
      FROM jsonb_array_elements($1) e ORDER BY 1, 2 ON CONFLICT DO NOTHING""");

  private static final List<String> OF_ENDED = List.of("""
      UPDATE matches SET ended_at = to_timestamp((e->>'endedAt')::double precision / 1000),
        winner = (e->>'winner')::smallint, score = e->'score',
        forfeit = (e->>'forfeit')::smallint, leavers = e->'left', closing_lines = e->'lines'
      FROM jsonb_array_elements($1) e
      WHERE id = (e->>'match')::uuid AND closing_lines IS NULL""", """
      UPDATE game_sessions SET status = 'finished', updated_at = clock_timestamp()
      FROM jsonb_array_elements($1) e
      WHERE match_id = (e->>'match')::uuid AND status = 'playing'""");

  private static final String DEAD = """
      INSERT INTO dead_letters (delivery, kind, body, reason) VALUES ($1, $2, $3, $4)
      ON CONFLICT DO NOTHING""";

  private Records() {}

  /** What is wrong with a record that no database could mend; empty when nothing is. */
  static String flaw(Delivery delivery) {
    var entry = delivery.entry();
    var body = entry.body();
    try {
      if (OperatorRecords.KIND.equals(entry.kind())) return OperatorCalls.flaw(body);
      if (entry.kind() == null || !Set.of(STARTED, DEAL, ENDED).contains(entry.kind())) {
        return "Its kind is not known.";
      }
      UUID.fromString(body.getString("match"));
      if (body.getString("room").isEmpty()) return "It names no room.";
      if (body.getJsonArray("lines").isEmpty() && !entry.kind().equals(ENDED)) {
        return "It has no lines.";
      }
      if (entry.kind().equals(STARTED) && body.getJsonArray("players").size() != 4) {
        return "It does not name four players.";
      }
      if (entry.kind().equals(DEAL) && body.getJsonArray("moves").isEmpty()) {
        return "It has no moves.";
      }
      return "";
    } catch (RuntimeException e) {
      return "A field is missing or of the wrong kind: " + e.getMessage();
    }
  }

  /** In the transaction of this connection. */
  static Future<Void> write(SqlConnection on, List<Delivery> batch) {
    var sound = new ArrayList<Delivery>();
    var steps = new JsonArray();
    var done = Future.<Void>succeededFuture();
    for (Delivery delivery : batch) {
      String flaw = flaw(delivery);
      if (!flaw.isEmpty()) done = done.compose(next -> bury(on, delivery, flaw));
      else if (OperatorRecords.KIND.equals(delivery.entry().kind())) steps.add(body(delivery));
      else sound.add(delivery);
    }
    done = done.compose(next -> OperatorCalls.write(on, steps));
    var all = matches(sound);
    if (all.isEmpty()) return done;
    var matches = all.stream().map(body -> UUID.fromString(((JsonObject) body).getString("match")))
        .distinct().sorted().toList();
    return done.compose(next -> run(on, OF_ALL, all))
        .compose(next -> Statistics.lock(on, matches))
        .compose(next -> run(on, OF_STARTED, bodies(sound, Set.of(STARTED))))
        .compose(next -> run(on, OF_DEALS, bodies(sound, Set.of(DEAL))))
        .compose(next -> run(on, OF_ENDED, bodies(sound, Set.of(ENDED))))
        .compose(next -> Statistics.count(on, matches));
  }

  private static JsonObject body(Delivery delivery) {
    return delivery.entry().body();
  }

  static Future<Void> bury(SqlConnection on, Delivery delivery, String reason) {
    var entry = delivery.entry();
    return on.preparedQuery(DEAD).execute(Tuple.of(delivery.id(), String.valueOf(entry.kind()),
        String.valueOf(entry.body()), reason.replace('\0', ' '))).mapEmpty();
  }

  /** Each with its room, and nothing else: these statements need no more. */
  private static JsonArray matches(List<Delivery> batch) {
    var rooms = new TreeMap<String, String>();
    batch.forEach(each -> rooms.putIfAbsent(each.entry().body().getString("match"),
        each.entry().body().getString("room")));
    var all = new JsonArray();
    rooms.forEach((match, room) -> all.add(new JsonObject().put("match", match)
        .put("room", room)));
    return all;
  }

  private static JsonArray bodies(List<Delivery> batch, Set<String> kinds) {
    var seen = new HashSet<String>();
    var bodies = new JsonArray();
    for (Delivery delivery : batch) {
      JsonObject body = delivery.entry().body();
      if (kinds.contains(delivery.entry().kind())
          && seen.add(delivery.entry().kind() + body.getString("match") + body.getValue("no"))) {
        bodies.add(body);
      }
    }
    return bodies;
  }

  private static Future<Void> run(SqlConnection on, List<String> statements, JsonArray bodies) {
    if (bodies.isEmpty()) return Future.succeededFuture();
    var done = Future.<Void>succeededFuture();
    for (String statement : statements) {
      done = done.compose(next ->
          on.preparedQuery(statement).execute(Tuple.of(bodies)).mapEmpty());
    }
    return done;
  }
}
