package hokm.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.RoomTail;
import hokm.witness.Story;
import hokm.witness.Testimony.Heard;
import hokm.witness.ToldMatch;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class JudgeTest {

  private final ToldMatch match = ToldMatch.of(5);
  private final Story story = Story.of(match.testimonies());
  private final Tables.Left left = new Tables.Left("K7M2QX", 7, match.testimonies(), "");

  @Test
  void aRoomInRedisThatHasAllThatItsPlayersWereToldIsInOrder() {
    assertThat(Judge.against(tail(story.last(), ""), left, story)).isEmpty();
    assertThat(Judge.against(tail(story.last(), lastFrame()), left, story)).isEmpty();
  }

  @Test
  void whatPlayersWereToldAndRedisDoesNotHaveIsNoticed() {
    assertThat(Judge.against(tail(story.last() - 1, ""), left, story))
        .singleElement().asString().contains("its players were told of event " + story.last());
  }

  @Test
  void anEventThatRedisTellsInAnotherWayIsNoticed() {
    assertThat(Judge.against(tail(story.last(), lastFrame().replace("\"winner\":0",
        "\"winner\":2").replace("\"winner\":1", "\"winner\":2")), left, story))
        .singleElement().asString().contains("to another");
  }

  @Test
  void whatWasAcknowledgedAndDoesNotStandInRedisIsLost() {
    var lines = match.heard.get(0).stream().map(Heard::json).flatMap(json ->
        json.getJsonArray("events").stream()).map(JsonObject.class::cast).toList();
    int began = 0;
    int second = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).getString("event").equals("deal_began")) continue;
      if (lines.get(i).getInteger("no") == 1) began = i;
      if (lines.get(i).getInteger("no") == 2) second = i;
    }
    var deal = new JsonArray(new ArrayList<>(lines.subList(began, second)));
    var frame = new JsonObject().put("type", "events").put("events", deal);
    assertThat(Judge.lost(tail(second, frame.encode()), match.testimonies())).isEmpty();
    for (int i = deal.size() - 1; ; i--) {
      if (!deal.getJsonObject(i).getString("event").equals("card_played")) continue;
      var card = deal.getJsonObject(i).getString("card");
      deal.remove(i);
      assertThat(Judge.lost(tail(second, frame.encode()), match.testimonies()))
          .singleElement().asString().contains(card);
      return;
    }
  }

  private String lastFrame() {
    var heard = match.heard.get(0);
    return heard.get(heard.size() - 1).text();
  }

  private static RoomTail tail(long last, String frame) {
    return new RoomTail(9, last, frame);
  }
}
