package hokm.persistence;

import static hokm.persistence.PersistenceScene.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hokm.Seed;
import hokm.persistence.PostgresSettings.Ack;
import hokm.room.OutboxEntry;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What matches come to, and how it is read. */
class ResultsIT {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final int MATCHES = 12;

  @TempDir
  private Path folder;
  private PersistenceScene scene;
  /** A client that nothing holds is closed by the collector, its requests with it. */
  private HttpClient client;
  private HttpServer server;

  @BeforeEach
  void start() {
    scene = new PersistenceScene(folder, Ack.REPLICATED);
    client = scene.vertx.createHttpClient();
    var router = Router.router(scene.vertx);
    new ResultRoutes(scene.persistence.archive()).accept(router);
    server = PersistenceScene.await(scene.vertx.createHttpServer().requestHandler(router)
        .listen(0, "127.0.0.1"));
  }

  @AfterEach
  void stop() {
    if (scene != null) scene.close();
  }

  private JsonObject get(String path, int status) {
    return PersistenceScene.await(client
        .request(HttpMethod.GET, server.actualPort(), "127.0.0.1", path)
        .compose(request -> request.send().compose(response -> {
          assertThat(response.statusCode()).isEqualTo(status);
          if (status == 200) assertThat(response.getHeader("Hokm-Behind-Ms")).matches("\\d+");
          return response.body();
        }))).toJsonObject();
  }

  /** Played by people; the last of them at the fourth seat only when all four are wanted. */
  private static List<OutboxEntry> byPeople(PlayedMatch match, int people) {
    return match.entries().stream().map(entry -> {
      if (!entry.kind().equals("match_started")) return entry;
      var body = entry.body().copy();
      for (int seat = 0; seat < people; seat++) {
        body.getJsonArray("players").getJsonObject(seat).put("bot", false)
            .put("player", "p" + seat).put("name", "Person " + seat);
      }
      return new OutboxEntry(entry.kind(), body);
    }).toList();
  }

  private static List<PlayedMatch> matches(long seed) {
    var all = new ArrayList<PlayedMatch>();
    for (int no = 1; no <= MATCHES; no++) all.add(PlayedMatch.of(seed, no));
    return all;
  }

  private void awaitDrained() {
    Awaitility.await().atMost(LONG).until(() -> scene.outbox.waiting() == 0);
  }

  private static int winner(PlayedMatch match) {
    return match.entries().get(match.entries().size() - 1).body().getInteger("winner");
  }

  @Test
  void everyMatchCountsOnceWhateverOrderItsRecordsComeInAndHoweverOften() {
    long seed = Seed.of("ResultsIT");
    var matches = matches(seed);
    var entries = new ArrayList<OutboxEntry>();
    matches.forEach(match -> entries.addAll(byPeople(match, 4)));
    entries.addAll(List.copyOf(entries));
    Collections.shuffle(entries, new Random(seed));
    // Another node takes of the same outbox, so that two bring parts of one match at once.
    scene.join("b-2", scene.settings(Ack.REPLICATED));
    entries.forEach(scene.outbox::add);
    awaitDrained();

    assertThat(count(scene.postgres.cluster().primary(), "matches WHERE counted"))
        .isEqualTo(MATCHES);
    int even = (int) matches.stream().filter(match -> winner(match) == 0).count();
    long deals = matches.stream().mapToLong(PlayedMatch::deals).sum();
    long won = 0;
    for (int seat = 0; seat < 4; seat++) {
      var player = get("/api/players/p" + seat, 200);
      assertThat(player.getInteger("matches")).isEqualTo(MATCHES);
      assertThat(player.getInteger("rated")).isEqualTo(MATCHES);
      assertThat(player.getInteger("wins")).isEqualTo(seat % 2 == 0 ? even : MATCHES - even);
      assertThat(player.getLong("deals")).isEqualTo(deals);
      assertThat(player.getString("name")).isEqualTo("Person " + seat);
      if (seat < 2) won += player.getLong("dealsWon");
    }
    assertThat(won).isEqualTo(deals);
    assertThat(count(scene.postgres.cluster().primary(), "dead_letters")).isZero();
  }

  @Test
  void ratingsFollowTheMatchesInTheirOrder() {
    var matches = matches(7);
    var even = List.of(Rating.NEW, Rating.NEW);
    var odd = even;
    for (PlayedMatch match : matches) {
      byPeople(match, 4).forEach(scene.outbox::add);
      awaitDrained();
      var after = winner(match) == 0 ? Rating.after(even, odd) : Rating.after(odd, even);
      even = winner(match) == 0 ? after.get(0) : after.get(1);
      odd = winner(match) == 0 ? after.get(1) : after.get(0);
    }
    assertThat(get("/api/players/p0", 200).getDouble("rating"))
        .isCloseTo(even.get(0).ordinal(), within(0.0051));
    assertThat(get("/api/players/p3", 200).getDouble("rating"))
        .isCloseTo(odd.get(1).ordinal(), within(0.0051));

    var leaders = get("/api/leaderboard?limit=3", 200).getJsonArray("players");
    var best = even.get(0).ordinal() > odd.get(0).ordinal() ? "p0" : "p1";
    assertThat(leaders.getJsonObject(0).getString("id")).isEqualTo(best);
    assertThat(leaders.getJsonObject(0).getInteger("rank")).isEqualTo(1);
    assertThat(leaders).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(get("/api/players/" + leaders.getJsonObject(i).getString("id"), 200)
          .getInteger("rank")).isEqualTo(i + 1);
    }
    assertThat(get("/api/leaderboard?from=4", 200).getJsonArray("players")).hasSize(1);
  }

  @Test
  void matchesThatWereWholeBeforeAnyoneCountedAreCountedOnce() throws Exception {
    var matches = matches(9);
    matches.forEach(match -> byPeople(match, 4).forEach(scene.outbox::add));
    awaitDrained();
    var primary = scene.postgres.cluster().primary();
    try (var on = primary.connect(PersistenceScene.DATABASE); var sql = on.createStatement()) {
      sql.execute("UPDATE matches SET counted = false");
      sql.execute("DELETE FROM player_statistics");
    }
    scene.join("b-2", scene.settings(Ack.REPLICATED));
    scene.join("c-3", scene.settings(Ack.REPLICATED));
    Awaitility.await().atMost(LONG).until(() ->
        count(primary, "matches WHERE counted") == MATCHES);
    assertThat(primary.ask(PersistenceScene.DATABASE,
        "SELECT sum(matches) FROM player_statistics")).isEqualTo("" + 4 * MATCHES);
  }

  @Test
  void aMatchAgainstBotsAloneIsCountedAndNotRated() {
    byPeople(PlayedMatch.of(3, 1), 1).forEach(scene.outbox::add);
    awaitDrained();
    var player = get("/api/players/p0", 200);
    assertThat(player.getInteger("matches")).isEqualTo(1);
    assertThat(player.getInteger("rated")).isZero();
    assertThat(player.getInteger("rank")).isNull();
    assertThat(get("/api/leaderboard", 200).getJsonArray("players")).isEmpty();
    assertThat(get("/api/players/bot-1", 404).getString("code")).isEqualTo("no_player");
  }

  @Test
  void whoLeftHasLostAndIsRatedSoAndForTheOthersItIsWhatItCameTo() {
    var match = PlayedMatch.of(4, 1);
    int leaver = winner(match);
    var left = new JsonArray().add(new JsonObject().put("seat", leaver).put("deal", 2)
        .put("player", "p" + leaver).put("name", "Person " + leaver));
    for (OutboxEntry entry : byPeople(match, 4)) {
      var body = entry.body().copy();
      if (entry.kind().equals("match_ended")) body.put("left", left);
      scene.outbox.add(new OutboxEntry(entry.kind(), body));
      scene.outbox.add(new OutboxEntry(entry.kind(), body));
    }
    awaitDrained();
    var gone = get("/api/players/p" + leaver, 200);
    assertThat(List.of("matches", "wins", "forfeits", "rated", "deals")).map(gone::getInteger)
        .containsExactly(1, 0, 1, 1, 1);
    var fresh = List.of(Rating.NEW, Rating.NEW);
    assertThat(gone.getDouble("rating")).isCloseTo(
        Rating.after(fresh, fresh).get(1).get(0).ordinal(), within(0.0051));
    for (int seat = 0; seat < 4; seat++) {
      if (seat == leaver) continue;
      var stayed = get("/api/players/p" + seat, 200);
      assertThat(List.of("matches", "wins", "forfeits", "rated", "deals"))
          .map(stayed::getInteger)
          .containsExactly(1, seat % 2 == leaver % 2 ? 1 : 0, 0, 0, match.deals());
    }
    assertThat(get("/api/matches/" + match.id(), 200).getJsonArray("left")).isEqualTo(left);
    assertThat(count(scene.postgres.cluster().primary(), "dead_letters")).isZero();
  }

  @Test
  void finishedMatchesCanBeTurnedPageByPageAndOneIsToldWhole() {
    var matches = matches(5);
    matches.forEach(match -> byPeople(match, 2).forEach(scene.outbox::add));
    awaitDrained();
    var seen = new ArrayList<String>();
    var path = "/api/matches?player=p1&limit=5";
    for (String next = ""; next != null;) {
      var page = get(path + next, 200);
      JsonArray found = page.getJsonArray("matches");
      for (int i = 0; i < found.size(); i++) seen.add(found.getJsonObject(i).getString("id"));
      next = page.getString("next") == null ? null
          : "&before=" + page.getString("next");
    }
    assertThat(seen).hasSize(MATCHES).doesNotHaveDuplicates();

    var match = matches.get(0);
    var whole = get("/api/matches/" + match.id(), 200);
    assertThat(whole.getJsonArray("deals")).hasSize(match.deals());
    assertThat(whole.getInteger("winner")).isEqualTo(winner(match));
    assertThat(whole.getJsonArray("players").getJsonObject(0).getString("id")).isEqualTo("p0");
    assertThat(whole.getJsonArray("players").getJsonObject(3).getString("id")).isNull();
  }

  @Test
  void aQuestionThatCannotBeAnsweredSaysWhatWouldBeRight() {
    // One migration after the other: there may be tables, and not yet all of their columns.
    Awaitility.await().atMost(LONG).ignoreExceptions().until(() ->
        get("/api/matches", 200).getJsonArray("matches").isEmpty());
    assertThat(get("/api/matches?limit=0", 400).getString("message")).contains("from 1 to 100");
    assertThat(get("/api/matches?before=yesterday", 400).getString("code")).isEqualTo("bad_before");
    assertThat(get("/api/matches?player=%00", 400).getString("code")).isEqualTo("bad_player");
    assertThat(get("/api/players/p%00", 400).getString("code")).isEqualTo("bad_player");
    assertThat(get("/api/matches/42", 400).getString("code")).isEqualTo("bad_match_id");
    assertThat(get("/api/matches/00000000-0000-0000-0000-000000000009", 404).getString("code"))
        .isEqualTo("no_match");
    assertThat(get("/api/leaderboard?from=1001", 400).getString("code")).isEqualTo("bad_from");
  }
}
