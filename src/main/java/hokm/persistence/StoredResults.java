package hokm.persistence;

import hokm.persistence.DatabaseView.Seen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * What has been played, as PostgreSQL has it: finished matches, players, the leaderboard. Read from
 * a standby, so each answer says how far it may be behind; it goes on while there is no primary.
 */
final class StoredResults implements Archive {

  private static final int PAGE = 20;
  private static final int MOST = 100;
  private static final int LAST_RANK = 1000;

  private static final String MATCH = """
      json_build_object('id', m.id, 'room', m.room_code, 'startedAt', m.started_at,
        'endedAt', m.ended_at, 'winner', m.winner, 'score', m.score, 'forfeit', m.forfeit,
        'left', coalesce(m.leavers, '[]'),
        'players', (SELECT json_agg(json_build_object('seat', seat, 'id',
            CASE WHEN bot THEN NULL ELSE player_id END, 'name', name, 'bot', bot) ORDER BY seat)
          FROM match_players WHERE match_id = m.id)""";

  private static final String MATCHES = "SELECT " + MATCH + """
      )::text AS found FROM matches m
      WHERE ended_at IS NOT NULL AND opening_lines IS NOT NULL AND (ended_at, id) < ($1, $2)
        AND ($3::text IS NULL
          OR EXISTS (SELECT FROM match_players WHERE match_id = m.id AND player_id = $3))
      ORDER BY ended_at DESC, id DESC LIMIT $4""";

  private static final String ONE_MATCH = "SELECT " + MATCH + """
      , 'rules', m.rules, 'deals', (SELECT coalesce(json_agg(json_build_object('no', no,
          'hakem', hakem, 'trump', trump, 'winner', winner, 'tricks', tricks, 'kind', kind,
          'points', points, 'score', score) ORDER BY no), '[]') FROM deals WHERE match_id = m.id)
      )::text AS found FROM matches m
      WHERE id = $1 AND ended_at IS NOT NULL AND opening_lines IS NOT NULL""";

  private static final String PLAYER = """
      json_build_object('id', player_id, 'name', name, 'rating',
        round((mu - 3 * sigma)::numeric, 2), 'rated', rated, 'matches', matches, 'wins', wins,
        'deals', deals, 'dealsWon', deals_won, 'kots', kots, 'kotsTaken', kots_taken,
        'forfeits', forfeits, 'lastPlayed', last_played""";

  /** Counted no further than the leaderboard goes. */
  private static final String ONE_PLAYER = "SELECT " + PLAYER + """
      , 'rank', CASE WHEN rated > 0 AND better < $2 THEN better + 1 END)::text AS found
      FROM player_statistics p, LATERAL (SELECT count(*) AS better FROM (
        SELECT FROM player_statistics b WHERE b.rated > 0
          AND b.mu - 3 * b.sigma >= p.mu - 3 * p.sigma
          AND (b.mu - 3 * b.sigma > p.mu - 3 * p.sigma OR b.player_id < p.player_id)
        LIMIT $2) above) counted
      WHERE player_id = $1""";

  private static final String LEADERS = "SELECT " + PLAYER + """
      )::text AS found FROM player_statistics WHERE rated > 0
      ORDER BY (mu - 3 * sigma) DESC, player_id OFFSET $1 LIMIT $2""";

  private static final String BAD_PLAYER = "A player's id is what `welcome` tells, unchanged.";

  private final DatabaseView view;
  private final StoredLogs logs;

  StoredResults(DatabaseView view) {
    this.view = view;
    this.logs = new StoredLogs(view);
  }

  @Override
  public Future<Reply> answer(Question question) {
    var with = question.with();
    return switch (question.about()) {
      case MATCHES -> matches(with);
      case MATCH -> match(with.get("id"));
      case LOG -> logs.answer(with.get("id"));
      case PLAYER -> player(with.get("id"));
      case LEADERBOARD -> leaderboard(with);
    };
  }

  /** Where a page of matches goes on: what ended before this moment, or then with a lower id. */
  private record Cursor(OffsetDateTime endedAt, UUID id) {

    static final Cursor START =
        new Cursor(OffsetDateTime.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

    /** Without a plus, which a query string takes for a space. */
    String text() {
      return endedAt.toInstant() + "_" + id;
    }

    static Optional<Cursor> of(String text) {
      try {
        int split = text.lastIndexOf('_');
        if (split < 0) return Optional.empty();
        return Optional.of(new Cursor(OffsetDateTime.parse(text.substring(0, split)),
            UUID.fromString(text.substring(split + 1))));
      } catch (DateTimeParseException | IllegalArgumentException wrong) {
        return Optional.empty();
      }
    }
  }

  private Future<Reply> matches(Map<String, String> with) {
    var limit = number(with, "limit", PAGE, MOST);
    if (limit.isEmpty()) return notANumber("limit", MOST);
    var before = with.get("before");
    var cursor = before == null ? Optional.of(Cursor.START) : Cursor.of(before);
    if (cursor.isEmpty()) {
      return refused("bad_before", "before is the `next` of the page before, unchanged.");
    }
    var player = with.get("player");
    if (player != null && !isPlayer(player)) return refused("bad_player", BAD_PLAYER);
    return answer(on -> list(on, MATCHES, Tuple.of(cursor.get().endedAt(), cursor.get().id(),
        player, limit.get())).map(found -> {
          var page = new JsonObject().put("matches", found);
          if (found.size() == limit.get()) {
            var last = found.getJsonObject(found.size() - 1);
            page.put("next", new Cursor(OffsetDateTime.parse(last.getString("endedAt")),
                UUID.fromString(last.getString("id"))).text());
          }
          return Optional.of(page);
        }), "", "");
  }

  private Future<Reply> match(String id) {
    if (!StoredLogs.isId(id)) return refused("bad_match_id", StoredLogs.BAD_ID);
    return answer(on -> one(on, ONE_MATCH, Tuple.of(UUID.fromString(id))), "no_match",
        "There is no finished match with this id.");
  }

  private Future<Reply> player(String id) {
    if (!isPlayer(id)) return refused("bad_player", BAD_PLAYER);
    return answer(on -> one(on, ONE_PLAYER, Tuple.of(id, LAST_RANK)),
        "no_player", "There is no player with this id who has finished a match.");
  }

  private Future<Reply> leaderboard(Map<String, String> with) {
    var limit = number(with, "limit", PAGE, MOST);
    if (limit.isEmpty()) return notANumber("limit", MOST);
    var from = number(with, "from", 1, LAST_RANK);
    if (from.isEmpty()) return notANumber("from", LAST_RANK);
    return answer(on -> list(on, LEADERS, Tuple.of(from.get() - 1, limit.get())).map(found -> {
      for (int i = 0; i < found.size(); i++) {
        found.getJsonObject(i).put("rank", from.get() + i);
      }
      return Optional.of(new JsonObject().put("players", found));
    }), "", "");
  }

  /** PostgreSQL refuses some text altogether, which is no outage. */
  private static boolean isPlayer(String text) {
    return text.matches("[\\x21-\\x7e]{1,64}");
  }

  /** @return empty when what is given is none, or beyond its bound */
  private static Optional<Integer> number(Map<String, String> with, String name, int otherwise,
      int most) {
    var given = with.get(name);
    if (given == null) return Optional.of(otherwise);
    return Optional.of(given).filter(text -> text.matches("[1-9]\\d{0,3}"))
        .map(Integer::parseInt).filter(number -> number <= most);
  }

  private static Future<Reply> notANumber(String name, int most) {
    return refused("bad_" + name, name + " is a number from 1 to " + most + ".");
  }

  private static Future<Reply> refused(String code, String message) {
    return Future.succeededFuture(Reply.refused(400, code, message));
  }

  private static Future<Optional<JsonObject>> one(SqlConnection on, String sql, Tuple about) {
    return list(on, sql, about).map(found ->
        found.isEmpty() ? Optional.empty() : Optional.of(found.getJsonObject(0)));
  }

  private static Future<JsonArray> list(SqlConnection on, String sql, Tuple about) {
    return on.preparedQuery(sql).execute(about).map(rows -> {
      var all = new JsonArray();
      rows.forEach(row -> all.add(new JsonObject(row.getString("found"))));
      return all;
    });
  }

  private Future<Reply> answer(Function<SqlConnection, Future<Optional<JsonObject>>> work,
      String code, String message) {
    return view.look(work).compose(seen -> fresher(seen, work))
        .map(seen -> seen.value()
            .map(found -> Reply.found(found, seen.behind().toMillis()))
            .orElseGet(() -> Reply.refused(404, code, message)))
        .otherwise(Reply.refused(503, "unavailable",
            "Results can't be read now; ask again later."));
  }

  /** What a standby does not have yet the primary may. */
  private Future<Seen<Optional<JsonObject>>> fresher(Seen<Optional<JsonObject>> seen,
      Function<SqlConnection, Future<Optional<JsonObject>>> work) {
    if (seen.value().isPresent() || view.verdict().writer().isEmpty()) {
      return Future.succeededFuture(seen);
    }
    return view.readNewest(work).map(value -> new Seen<>(value, Duration.ZERO));
  }
}
