package hokm.persistence;

import hokm.persistence.DatabaseView.Seen;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What has been played, for everyone: finished matches, players, the leaderboard. Read from a
 * standby, so each answer says how far it may be behind; it goes on while there is no primary.
 */
public final class ResultRoutes implements Consumer<Router> {

  static final String BEHIND = "Hokm-Behind-Ms";
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

  public ResultRoutes(DatabaseView view) {
    this.view = view;
  }

  @Override
  public void accept(Router router) {
    router.get("/api/matches").handler(this::matches);
    router.get("/api/matches/:id").handler(this::match);
    router.get("/api/players/:id").handler(this::player);
    router.get("/api/leaderboard").handler(this::leaderboard);
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

  private void matches(RoutingContext asked) {
    var limit = number(asked, "limit", PAGE, MOST);
    var before = asked.queryParam("before");
    var cursor = before.isEmpty() ? Optional.of(Cursor.START) : Cursor.of(before.get(0));
    if (limit.isEmpty()) return;
    if (cursor.isEmpty()) {
      MatchLogRoute.refuse(asked, 400, "bad_before",
          "before is the `next` of the page before, unchanged.");
      return;
    }
    var player = asked.queryParam("player").stream().findFirst().orElse(null);
    if (player != null && !isPlayer(player)) {
      MatchLogRoute.refuse(asked, 400, "bad_player", BAD_PLAYER);
      return;
    }
    answer(asked, on -> list(on, MATCHES, Tuple.of(cursor.get().endedAt(), cursor.get().id(),
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

  private void match(RoutingContext asked) {
    var id = asked.pathParam("id");
    if (!MatchLogRoute.isId(id)) {
      MatchLogRoute.refuse(asked, 400, "bad_match_id", MatchLogRoute.BAD_ID);
      return;
    }
    answer(asked, on -> one(on, ONE_MATCH, Tuple.of(UUID.fromString(id))), "no_match",
        "There is no finished match with this id.");
  }

  private void player(RoutingContext asked) {
    if (!isPlayer(asked.pathParam("id"))) {
      MatchLogRoute.refuse(asked, 400, "bad_player", BAD_PLAYER);
      return;
    }
    answer(asked, on -> one(on, ONE_PLAYER, Tuple.of(asked.pathParam("id"), LAST_RANK)),
        "no_player", "There is no player with this id who has finished a match.");
  }

  private void leaderboard(RoutingContext asked) {
    var limit = number(asked, "limit", PAGE, MOST);
    if (limit.isEmpty()) return;
    var from = number(asked, "from", 1, LAST_RANK);
    if (from.isEmpty()) return;
    answer(asked, on -> list(on, LEADERS, Tuple.of(from.get() - 1, limit.get())).map(found -> {
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

  /** Has refused when it is empty. */
  private static Optional<Integer> number(RoutingContext asked, String name, int otherwise,
      int most) {
    var given = asked.queryParam(name);
    if (given.isEmpty()) return Optional.of(otherwise);
    if (given.get(0).matches("[1-9]\\d{0,3}") && Integer.parseInt(given.get(0)) <= most) {
      return Optional.of(Integer.parseInt(given.get(0)));
    }
    MatchLogRoute.refuse(asked, 400, "bad_" + name, name + " is a number from 1 to " + most + ".");
    return Optional.empty();
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

  private void answer(RoutingContext asked,
      Function<SqlConnection, Future<Optional<JsonObject>>> work, String code, String message) {
    // The database answers on its own event loop.
    var here = asked.vertx().getOrCreateContext();
    view.look(work).compose(seen -> fresher(seen, work)).onComplete(done ->
        here.runOnContext(go -> {
          if (done.failed()) {
            MatchLogRoute.refuse(asked, 503, "unavailable",
                "Results can't be read now; ask again later.");
          } else if (done.result().value().isEmpty()) {
            MatchLogRoute.refuse(asked, 404, code, message);
          } else {
            var behind = done.result().behind();
            asked.response().putHeader("Content-Type", "application/json; charset=utf-8")
                .putHeader(BEHIND, Long.toString(behind.toMillis()))
                .end(done.result().value().get().put("behindMs", behind.toMillis()).encode());
          }
        }));
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
