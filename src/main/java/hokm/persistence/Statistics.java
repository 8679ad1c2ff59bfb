package hokm.persistence;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What matches come to for those who played them: counts and ratings, once for each match, in the
 * transaction that brings the last of its records. Bots have neither; as opponents and partners
 * they count as new players. Only a match with a human in each team is rated.
 *
 * <p>Who has left a match that others went on playing has lost it, and is rated so; the others take
 * what it came to, and are not rated. His deals are those before the one in which he left.
 */
final class Statistics {

  /**
   * Two nodes may bring the last records of one match at once: whoever comes second waits here, and
   * then sees all of them.
   */
  private static final String LOCK = """
      SELECT id FROM matches WHERE id = ANY($1) ORDER BY id FOR UPDATE""";

  /** Every deal scores, so the last is there when its score is the match's. */
  private static final String WHOLE = """
      SELECT m.id, m.winner, m.forfeit, p.seat, p.player_id, p.name, p.bot, m.ended_at,
        g.deal IS NOT NULL AS gone,
        coalesce(d.played, 0)::integer AS deals, coalesce(d.won, 0)::integer AS won,
        coalesce(d.kots_even, 0)::integer AS kots_even,
        coalesce(d.kots_odd, 0)::integer AS kots_odd
      FROM matches m JOIN match_players p ON p.match_id = m.id
      LEFT JOIN LATERAL (SELECT min((l->>'deal')::integer) AS deal
        FROM jsonb_array_elements(m.leavers) l WHERE (l->>'seat')::integer = p.seat) g ON true
      LEFT JOIN LATERAL (SELECT count(*) AS deals, max(no) AS last,
          count(*) FILTER (WHERE here) AS played,
          count(*) FILTER (WHERE here AND winner = 0) AS won,
          count(*) FILTER (WHERE here AND winner = 0 AND kind <> 'win') AS kots_even,
          count(*) FILTER (WHERE here AND winner = 1 AND kind <> 'win') AS kots_odd
        FROM (SELECT *, (no < g.deal) IS NOT FALSE AS here FROM deals
          WHERE match_id = m.id) deals) d ON true
      WHERE m.id = ANY($1) AND NOT m.counted AND m.opening_lines IS NOT NULL
        AND m.closing_lines IS NOT NULL AND d.deals = coalesce(d.last, 0)
        AND m.score = coalesce((SELECT score FROM deals WHERE match_id = m.id AND no = d.last),
          '[0, 0]')
      ORDER BY m.ended_at, m.id, p.seat""";

  private static final String ENROL = """
      INSERT INTO player_statistics (player_id, name)
      SELECT DISTINCT ON (1) e->>'player', e->>'name' FROM jsonb_array_elements($1) e
      ORDER BY 1 ON CONFLICT DO NOTHING""";

  private static final String RATINGS = """
      SELECT player_id, mu, sigma FROM player_statistics WHERE player_id = ANY($1)
      ORDER BY player_id FOR UPDATE""";

  private static final String ADD = """
      UPDATE player_statistics SET name = e->>'name',
        matches = matches + (e->>'matches')::integer, wins = wins + (e->>'wins')::integer,
        deals = deals + (e->>'deals')::integer, deals_won = deals_won + (e->>'dealsWon')::integer,
        kots = kots + (e->>'kots')::integer, kots_taken = kots_taken + (e->>'kotsTaken')::integer,
        forfeits = forfeits + (e->>'forfeits')::integer, rated = rated + (e->>'rated')::integer,
        mu = (e->>'mu')::double precision, sigma = (e->>'sigma')::double precision,
        last_played = greatest(last_played, (e->>'lastPlayed')::timestamptz)
      FROM jsonb_array_elements($1) e WHERE player_id = e->>'player'""";

  private static final String UNCOUNTED = """
      SELECT id FROM matches WHERE NOT counted AND opening_lines IS NOT NULL
        AND closing_lines IS NOT NULL AND id > $1 ORDER BY id LIMIT 200""";

  private static final String COUNTED = "UPDATE matches SET counted = true WHERE id = ANY($1)";

  private static final List<String> COUNTS = List.of("matches", "wins", "deals", "dealsWon", "kots",
      "kotsTaken", "forfeits", "rated");

  private Statistics() {}

  /** Before anything of them is changed; in order, so that two can't wait for each other. */
  static Future<Void> lock(SqlConnection on, List<UUID> matches) {
    return on.preparedQuery(LOCK).execute(ids(matches)).mapEmpty();
  }

  /**
   * Matches that were whole before matches were counted, or brought by a node that did not count.
   *
   * @param after the last match of the call before
   * @return the last match that was looked at; empty when there are no more
   */
  static Future<Optional<UUID>> catchUp(SqlConnection on, UUID after) {
    return on.preparedQuery(UNCOUNTED).execute(Tuple.of(after)).compose(rows -> {
      var matches = new ArrayList<UUID>();
      rows.forEach(row -> matches.add(row.getUUID("id")));
      if (matches.isEmpty()) return Future.succeededFuture(Optional.empty());
      return lock(on, matches).compose(done -> count(on, matches))
          .map(done -> Optional.of(matches.get(matches.size() - 1)));
    });
  }

  /** Those of them of which all is there now and was not before. */
  static Future<Void> count(SqlConnection on, List<UUID> matches) {
    return on.preparedQuery(WHOLE).execute(ids(matches)).compose(rows -> {
      var whole = whole(rows);
      if (whole.isEmpty()) return Future.succeededFuture();
      var humans = new JsonArray();
      whole.values().forEach(seats -> seats.stream().filter(seat -> !seat.bot()).forEach(seat ->
          humans.add(new JsonObject().put("player", seat.player()).put("name", seat.name()))));
      return enrolled(on, humans).compose(ratings -> add(on, whole, ratings))
          .compose(added -> on.preparedQuery(COUNTED).execute(ids(List.copyOf(whole.keySet()))))
          .mapEmpty();
    });
  }

  private static Tuple ids(List<UUID> matches) {
    return Tuple.tuple().addArrayOfUUID(matches.toArray(UUID[]::new));
  }

  /** One seat of a match that is whole. */
  private record Seat(int seat, String player, String name, boolean bot, int winner, int forfeit,
      boolean gone, String endedAt, int deals, int won, int kots, int kotsTaken) {

    static Seat of(Row row) {
      int seat = row.getInteger("seat");
      boolean even = seat % 2 == 0;
      int won = row.getInteger("won");
      int forfeit = row.getInteger("forfeit") == null ? -1 : row.getInteger("forfeit");
      return new Seat(seat, row.getString("player_id"), row.getString("name"),
          row.getBoolean("bot"), row.getInteger("winner"), forfeit,
          row.getBoolean("gone"), row.getOffsetDateTime("ended_at").toString(),
          row.getInteger("deals"),
          even ? won : row.getInteger("deals") - won,
          row.getInteger(even ? "kots_even" : "kots_odd"),
          row.getInteger(even ? "kots_odd" : "kots_even"));
    }

    boolean inTeam(int team) {
      return seat % 2 == team;
    }

    boolean wins() {
      return inTeam(winner) && !gone;
    }

    boolean forfeits() {
      return gone || forfeit == seat;
    }
  }

  private static Map<UUID, List<Seat>> whole(RowSet<Row> rows) {
    var whole = new LinkedHashMap<UUID, List<Seat>>();
    for (Row row : rows) {
      whole.computeIfAbsent(row.getUUID("id"), id -> new ArrayList<>()).add(Seat.of(row));
    }
    return whole;
  }

  private static Future<Map<String, Rating>> enrolled(SqlConnection on, JsonArray humans) {
    var players = humans.stream().map(each -> ((JsonObject) each).getString("player")).distinct()
        .toArray(String[]::new);
    var ratings = new HashMap<String, Rating>();
    if (players.length == 0) return Future.succeededFuture(ratings);
    return on.preparedQuery(ENROL).execute(Tuple.of(humans))
        .compose(done -> on.preparedQuery(RATINGS)
            .execute(Tuple.tuple().addArrayOfString(players)))
        .map(rows -> {
          rows.forEach(row -> ratings.put(row.getString("player_id"),
              new Rating(row.getDouble("mu"), row.getDouble("sigma"))));
          return ratings;
        });
  }

  private static Future<Void> add(SqlConnection on, Map<UUID, List<Seat>> whole,
      Map<String, Rating> ratings) {
    var sums = new LinkedHashMap<String, JsonObject>();
    whole.values().forEach(seats -> {
      var rated = rate(seats, ratings);
      seats.stream().filter(seat -> !seat.bot()).forEach(seat -> add(sums.computeIfAbsent(
          seat.player(), player -> new JsonObject().put("player", player)), seat,
          rated.contains(seat)));
    });
    if (sums.isEmpty()) return Future.succeededFuture();
    sums.forEach((player, sum) -> sum.put("mu", ratings.get(player).mu())
        .put("sigma", ratings.get(player).sigma()));
    return on.preparedQuery(ADD).execute(Tuple.of(new JsonArray(List.copyOf(sums.values()))))
        .mapEmpty();
  }

  private static void add(JsonObject sum, Seat seat, boolean rated) {
    var figures = List.of(1, seat.wins() ? 1 : 0, seat.deals(), seat.won(), seat.kots(),
        seat.kotsTaken(), seat.forfeits() ? 1 : 0, rated ? 1 : 0);
    for (int i = 0; i < COUNTS.size(); i++) {
      sum.put(COUNTS.get(i), sum.getInteger(COUNTS.get(i), 0) + figures.get(i));
    }
    sum.put("name", seat.name()).put("lastPlayed", seat.endedAt());
  }

  /** @return the seats whose ratings this match has changed */
  private static List<Seat> rate(List<Seat> seats, Map<String, Rating> ratings) {
    var teams = List.of(team(seats, 0), team(seats, 1));
    if (teams.stream().anyMatch(team -> team.stream().allMatch(Seat::bot))) return List.of();
    var changed = new LinkedHashMap<Seat, Rating>();
    for (Seat seat : seats) {
      if (seat.bot() || seats.stream().anyMatch(Seat::gone) && !seat.forfeits()) continue;
      boolean won = seat.wins() && !seat.forfeits();
      var own = teams.get(seat.seat() % 2);
      var other = teams.get(1 - seat.seat() % 2);
      var after = Rating.after(of(won ? own : other, ratings), of(won ? other : own, ratings));
      changed.put(seat, after.get(won ? 0 : 1).get(own.indexOf(seat)));
    }
    changed.forEach((seat, rating) -> ratings.put(seat.player(), rating));
    return List.copyOf(changed.keySet());
  }

  private static List<Seat> team(List<Seat> seats, int team) {
    return seats.stream().filter(seat -> seat.inTeam(team)).toList();
  }

  private static List<Rating> of(List<Seat> team, Map<String, Rating> ratings) {
    return team.stream().map(seat ->
        seat.bot() ? Rating.NEW : ratings.get(seat.player())).toList();
  }
}
