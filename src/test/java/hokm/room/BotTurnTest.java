package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.BotLevel;
import hokm.protocol.StopCause;
import hokm.rules.Command;
import hokm.rules.Phase;
import hokm.rules.Seat;
import hokm.rules.SeatView;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BotTurnTest {

  private static final Duration LONGEST = RoomScene.SETTINGS.botDelay().multipliedBy(16)
      .dividedBy(10).plusMillis(1);

  /** A thought that ends when the test says so. */
  private record Thought(BotLevel level, SeatView view, Promise<Command> act) {
    void end() {
      act.complete(new LowestCard().act(view));
    }
  }

  private final List<Thought> thoughts = new ArrayList<>();
  private RoomScene scene;

  private Future<Command> think(BotLevel level, SeatView view, Timers timers) {
    thoughts.add(new Thought(level, view, Promise.promise()));
    return last().act().future();
  }

  private Thought last() {
    return thoughts.get(thoughts.size() - 1);
  }

  /** The person's seat has acted and a bot's turn has come. */
  private void untilABotsTurn() {
    scene = RoomScene.open(3, this::think);
    scene.attach("p0", "c0", -1);
    scene.ask("p0", new RoomCommand.AddBots(BotLevel.HARD));
    scene.ask("p0", new RoomCommand.Salt("00"));
    while (scene.match().phase() != Phase.PLAYING || scene.turn() == Seat.SOUTH) {
      if (scene.turn() == Seat.SOUTH) {
        scene.act();
      } else {
        last().end();
        scene.timers.pass(LONGEST);
      }
    }
  }

  private long heard() {
    return scene.room.state().last();
  }

  @Test
  void aBotBeginsToThinkWhenItsTurnComesAndActsNoSoonerThanItIsSeenTo() {
    untilABotsTurn();
    var seat = scene.turn();
    assertThat(last().level()).isEqualTo(BotLevel.HARD);
    assertThat(last().view()).isEqualTo(scene.view(seat));
    last().end();
    assertThat(scene.turn()).isEqualTo(seat);
    scene.timers.pass(LONGEST);
    assertThat(scene.turn()).isNotEqualTo(seat);
  }

  @Test
  void aThoughtThatTakesLongerThanTheTimeThatIsSeenEndsTheTurnWhenItEnds() {
    untilABotsTurn();
    var seat = scene.turn();
    scene.timers.pass(LONGEST.multipliedBy(3));
    assertThat(scene.turn()).isEqualTo(seat);
    last().end();
    assertThat(scene.turn()).isNotEqualTo(seat);
  }

  @Test
  void aRoomWhoseBotThinksGoesOnWithAllElse() {
    untilABotsTurn();
    scene.timers.pass(LONGEST);
    long before = heard();
    assertThat(scene.attach("p0", "c9", before).accepted()).isTrue();
    assertThat(scene.ask("p0", scene.move0()).error()).isPresent();
  }

  @Test
  void comingsAndGoingsDontMakeABotThinkAgain() {
    untilABotsTurn();
    int before = thoughts.size();
    var seat = scene.turn();
    scene.ask("p0", new RoomCommand.Detach("c0"));
    scene.room.sweep();
    scene.timers.pass(RoomScene.SETTINGS.grace());
    scene.room.sweep();
    assertThat(scene.room.state().now().occupants().at(Seat.SOUTH).connected()).isFalse();
    assertThat(thoughts).hasSize(before);
    last().end();
    scene.timers.pass(LONGEST);
    assertThat(scene.turn()).isNotEqualTo(seat);
  }

  @Test
  void oneThoughtIsOneActHoweverOftenTheTimeIsUp() {
    untilABotsTurn();
    scene.timers.pass(LONGEST);
    scene.room.stop(StopCause.STORE_AWAY);
    scene.room.go(StopCause.STORE_AWAY);
    scene.timers.pass(LONGEST);
    long before = heard();
    last().end();
    long cards = scene.room.state().tailAfter(before).orElseThrow().stream()
        .filter(event -> event.toString().contains("CardPlayed")).count();
    assertThat(cards).isEqualTo(1);
    assertThat(scene.retired).isEmpty();
  }

  @Test
  void whatWasThoughtForAMatchThatIsOverMeanwhileIsDropped() {
    untilABotsTurn();
    var thought = last();
    scene.timers.pass(LONGEST);
    scene.ask("p0", new RoomCommand.Leave());
    long before = heard();
    thought.end();
    assertThat(heard()).isEqualTo(before);
    assertThat(scene.retired).isEmpty();
  }

  @Test
  void forAPersonWhoseTimeIsUpANormalBotDecidesThen() {
    scene = RoomScene.four(RoomScene.open(3, this::think));
    scene.saltAll();
    assertThat(thoughts).isEmpty();
    var seat = scene.turn();
    scene.timers.pass(RoomScene.SETTINGS.turn().plus(RoomScene.SETTINGS.bank()).plusMillis(1));
    assertThat(last().level()).isEqualTo(BotLevel.NORMAL);
    assertThat(last().view().seat()).isEqualTo(seat);
    last().end();
    assertThat(scene.match().phase()).isEqualTo(Phase.PLAYING);
  }

  @Test
  void theLevelThatWasAskedForIsShownAtTheSeat() {
    scene = RoomScene.open(3, this::think);
    scene.attach("p0", "c0", -1);
    scene.ask("p0", new RoomCommand.AddBots(BotLevel.EASY));
    assertThat(scene.events("c0").stream()
        .filter(event -> event.getString("event").equals("seat_taken"))
        .map(event -> event.getString("level"))).contains("easy", "easy", "easy");
    scene.attach("p0", "c1", -1);
    var seats = scene.frames("c1", Tell.Kind.VIEW).get(0).getJsonArray("seats");
    assertThat(Optional.ofNullable(seats.getJsonObject(0).getString("level"))).isEmpty();
    assertThat(seats.getJsonObject(1)).isEqualTo(JsonObject.of("name", "Bot 2", "bot", true,
        "connected", true, "level", "easy"));
  }
}
