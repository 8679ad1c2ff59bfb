package hokm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.MatchRules;
import hokm.rules.MatchRules.FirstHakem;
import hokm.rules.MatchRules.Redeal;
import hokm.rules.PerSeat;
import hokm.rules.Seat;
import hokm.rules.TestPlay;
import hokm.witness.Referee;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MatchRecordTest {

  private static final MatchRules RULES =
      new MatchRules(4, FirstHakem.FIRST_ACE, Redeal.LOW_FIVE);
  private static final Instant NOON = Instant.ofEpochSecond(43_200);
  private static final PerSeat<Occupant> OCCUPANTS = PerSeat.of(seat -> new Occupant(
      "id" + seat.number(), "Name " + seat.number(),
      seat == Seat.WEST ? Optional.of(BotLevel.NORMAL) : Optional.empty(), true));

  private final TestPlay play = new TestPlay(RULES, new Random(Seed.of("MatchRecordTest")));

  /** The records of the match, as the room makes them. */
  private final List<Leaver> left = new ArrayList<>();

  private List<JsonObject> records() {
    var records = new ArrayList<JsonObject>();
    var since = new ArrayList<Event>();
    for (Event event : play.events()) {
      since.add(event);
      if (event instanceof Event.HakemDrawn) {
        records.add(MatchRecord.started("m", "ABCDEF", RULES, OCCUPANTS, NOON, since));
        since.clear();
      } else if (event instanceof Event.DeckRevealed && ended(since)) {
        records.add(MatchRecord.deal("m", "ABCDEF", NOON, NOON.plusSeconds(60),
            TableEvent.played(since)));
        since.clear();
      }
    }
    records.add(MatchRecord.ended("m", "ABCDEF", NOON.plusSeconds(90),
        TableEvent.played(since), left));
    return records;
  }

  private static boolean ended(List<Event> events) {
    return events.stream().anyMatch(Event.DealEnded.class::isInstance);
  }

  private static List<String> lines(List<JsonObject> records) {
    return records.stream().flatMap(record -> record.getJsonArray("lines").stream())
        .map(line -> ((JsonObject) line).encode()).toList();
  }

  @Test
  void theLinesOfTheRecordsTogetherAreTheWholeLog() {
    while (!play.over()) play.step();
    assertThat(Referee.judge(lines(records()))).isEmpty();
  }

  @Test
  void theLinesOfAForfeitedMatchTogetherAreTheWholeLog() {
    for (int steps = 0; steps < 100; steps++) play.step();
    play.give(new Command.Forfeit(Seat.EAST, "left"));
    var records = records();
    assertThat(Referee.judge(lines(records))).isEmpty();
    var end = records.get(records.size() - 1);
    assertThat(end.getInteger("forfeit")).isEqualTo(1);
    assertThat(end.getInteger("winner")).isZero();
  }

  @Test
  void whoLeftWhileOthersWentOnStandsInTheEndAndInItsLine() {
    left.add(new Leaver(Seat.WEST, "id3", "Name 3", 2));
    while (!play.over()) play.step();
    var end = records().get(records().size() - 1);
    var told = new JsonArray().add(new JsonObject().put("seat", 3).put("player", "id3")
        .put("name", "Name 3").put("deal", 2));
    assertThat(end.getJsonArray("left")).isEqualTo(told);
    var lines = end.getJsonArray("lines");
    assertThat(lines.getJsonObject(lines.size() - 1).getString("t")).isEqualTo("match_end");
    assertThat(lines.getJsonObject(lines.size() - 1).getJsonArray("left")).isEqualTo(told);
    assertThat(Referee.judge(lines(records()))).isEmpty();
    left.clear();
    assertThat(records().get(records().size() - 1).containsKey("left")).isFalse();
  }

  @Test
  void theStartTellsTheRulesAndWhoSits() {
    play.step();
    var start = MatchRecord.started("m", "ABCDEF", RULES, OCCUPANTS, NOON, play.events());
    assertThat(start.getString("match")).isEqualTo("m");
    assertThat(start.getLong("startedAt")).isEqualTo(43_200_000);
    assertThat(start.getJsonObject("rules")).isEqualTo(new JsonObject()
        .put("target", 4).put("hakem", "first_ace").put("redeal", "low_five"));
    assertThat(start.getJsonArray("players").getJsonObject(3)).isEqualTo(new JsonObject()
        .put("seat", 3).put("player", "id3").put("name", "Name 3").put("bot", true));
  }

  @Test
  void aDealTellsEveryMoveInItsOrder() {
    while (!play.over()) play.step();
    var deal = records().get(1);
    var moves = deal.getJsonArray("moves");
    var played = play.events().stream().filter(Event.CardPlayed.class::isInstance)
        .map(Event.CardPlayed.class::cast).limit(moves.size()).toList();
    for (int at : IntStream.range(0, moves.size()).toArray()) {
      assertThat(moves.getJsonObject(at)).isEqualTo(new JsonObject().put("no", at + 1)
          .put("trick", at / 4 + 1).put("seat", played.get(at).seat().number())
          .put("card", played.get(at).card().toString()));
    }
    var tricks = deal.getJsonArray("tricks");
    assertThat(moves.size()).isEqualTo(4 * (tricks.getInteger(0) + tricks.getInteger(1)));
  }

  @Test
  void aDealCarriesTheDeckAndCommitmentThatWereRevealed() {
    while (!play.over()) play.step();
    var deal = records().get(1);
    var reveal = play.events().stream().filter(Event.DeckRevealed.class::isInstance)
        .map(Event.DeckRevealed.class::cast).findFirst().orElseThrow();
    assertThat(deal.getJsonArray("deck")).isEqualTo(EventJson.cards(reveal.deck()));
    assertThat(deal.getString("secret")).isEqualTo(reveal.secret());
    assertThat(deal.getJsonArray("salts")).isEqualTo(new JsonArray(reveal.salts()));
    assertThat(deal.getString("trump")).matches("[CDHS]");
    assertThat(deal.getLong("endedAt") - deal.getLong("startedAt")).isEqualTo(60_000);
  }

  @Test
  void everyRecordSurvivesBeingText() {
    while (!play.over()) play.step();
    for (JsonObject record : records()) {
      assertThat(new JsonObject(record.encode())).isEqualTo(record);
    }
  }
}
