package hokm.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.RoomTail;
import hokm.witness.Story;
import hokm.witness.ToldMatch;
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

  private String lastFrame() {
    var heard = match.heard.get(0);
    return heard.get(heard.size() - 1).text();
  }

  private static RoomTail tail(long last, String frame) {
    return new RoomTail(9, last, frame);
  }
}
