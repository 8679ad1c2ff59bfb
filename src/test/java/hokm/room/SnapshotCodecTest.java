package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.protocol.BotLevel;
import hokm.protocol.StopCause;
import hokm.protocol.TableEvent;
import hokm.rules.MatchRules;
import hokm.rules.PerSeat;
import hokm.rules.PerTeam;
import hokm.rules.Phase;
import hokm.rules.Seat;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SnapshotCodecTest {

  private static final String OLD = "{'f':2,'c':'K7PM2Q','r':[7,'first_ace','none'],'v':90,'n':70,"
      + "'b':[['p1','Ann',false,true],['bot1','Bot 2',true,true],['bot2','Bot 3',true,true],"
      + "['bot3','Bot 4',true,true],'m1','between_deals',1,3,[2,1],-1],"
      + "'j':['P00ff','S10f','a0'],'t':[1000,200,300,7,7,7,7],'x':['abcdefghijk','','','']}";

  /** In the middle of a deal, with a bank touched and time given back. */
  private static RoomState state() {
    var scene = RoomScene.playing(1);
    scene.timers.pass(RoomScene.SETTINGS.turn().plusSeconds(7));
    scene.room.stop(StopCause.STORE_AWAY);
    scene.timers.pass(Duration.ofMillis(250));
    scene.room.go(StopCause.STORE_AWAY);
    scene.act();
    return scene.room.state();
  }

  @Test
  void banksAndTimesAndTimeGivenBackAreReadAsTheyWereWritten() {
    var state = state();
    assertThat(state.times().fromBank().toList()).contains(7000L);
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(state))).isEqualTo(state);
  }

  @Test
  void whatHappensInAMatchOrAtItsTableIsReadAsItWasWritten() {
    var scene = RoomScene.playing(3);
    for (int move = 0; move < 120 && !scene.room.state().over(); move++) {
      var state = scene.room.state();
      assertThat(SnapshotCodec.decode(SnapshotCodec.encode(state))).isEqualTo(state);
      assertThat(SnapshotCodec.inPlay(SnapshotCodec.encode(state))).isTrue();
      if (state.now().match().orElseThrow().phase() == Phase.PREPARING) scene.saltAll();
      else scene.act();
    }
  }

  @Test
  void namesInOtherLettersAndSeatsThatAreFreeAreReadAsTheyWereWritten() {
    List<TableEvent> events = List.of(new TableEvent.SeatTaken(Seat.EAST, "p1", "شیرین 🂡",
        Optional.empty()));
    var state = RoomState.empty("K7PM2Q", MatchRules.DEFAULT)
        .after(events, Table.EMPTY.after(events), 5)
        .remembering(Seat.EAST, "abcdefgh");
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(state))).isEqualTo(state);
    assertThat(SnapshotCodec.inPlay(SnapshotCodec.encode(state))).isFalse();
  }

  private static RoomState withBots() {
    var state = RoomState.empty("K7PM2Q", MatchRules.DEFAULT);
    var levels = PerSeat.of(seat -> seat == Seat.SOUTH ? Optional.<BotLevel>empty()
        : Optional.of(BotLevel.values()[seat.number() - 1]));
    for (Seat seat : Seat.values()) {
      List<TableEvent> taken =
          List.of(new TableEvent.SeatTaken(seat, "p" + seat, "Name", levels.at(seat)));
      state = state.after(taken, state.now().after(taken), 5);
    }
    return state;
  }

  @Test
  void aBotsLevelIsReadAsItWasWrittenBothAsAnEventAndAsASeat() {
    var state = withBots();
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(state))).isEqualTo(state);
    var seated = new RoomState(state.code(), state.rules(), 5, 5, Journal.of(state.now(),
        List.of()), state.now(), state.recent(), state.times());
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(seated))).isEqualTo(seated);
  }

  /** In which no bot has a level, and a node of before takes a bot with one for a bot. */
  @Test
  void aBotWithoutALevelIsANormalOneAndNothingIsSavedOfThat() {
    var text = SnapshotCodec.encode(withBots()).toString();
    assertThat(text).contains("t11pEAST|Name|E", "t21pNORTH|Name\t", "t31pWEST|Name|H");
  }

  /** A node of the release before saved this in the middle of a deal. */
  @Test
  void aSnapshotOfTheFormatBeforeIsReadWithItsBanks() {
    var read = SnapshotCodec.decode(Buffer.buffer(OLD.replace("'", "\"")));
    assertThat(read.code()).isEqualTo("K7PM2Q");
    assertThat(read.times()).isEqualTo(new RoomTimes(1000, 1200, 1500, PerSeat.all(7L)));
    assertThat(read.remembers(Seat.SOUTH, "abcdefgh")).isTrue();
    assertThat(read.now().match().orElseThrow().phase()).isEqualTo(Phase.PREPARING);
    assertThat(read.now().match().orElseThrow().score()).isEqualTo(new PerTeam(2, 1));
    assertThat(SnapshotCodec.inPlay(Buffer.buffer(OLD.replace("'", "\"")))).isTrue();
    assertThat(SnapshotCodec.decode(SnapshotCodec.encode(read))).isEqualTo(read);
  }

  @Test
  void theFirstFormatIsReadWithWholeBanks() {
    var first = OLD.replace("'", "\"").replace("\"f\":2", "\"f\":1,\"s\":1000,\"d\":1200");
    assertThat(SnapshotCodec.decode(Buffer.buffer(first)).times())
        .isEqualTo(new RoomTimes(1000, 1200, 0, PerSeat.all(0L)));
  }

  @Test
  void aSnapshotOfALaterFormatIsRefusedInASentence() {
    assertThatThrownBy(() -> SnapshotCodec.decode(Buffer.buffer("4\nK7PM2Q\nwhatever")))
        .hasMessage("Room K7PM2Q was saved in format 4; this node reads formats 1 to 3.");
    var json = new JsonObject().put("f", 4).put("c", "K7PM2Q").toBuffer();
    assertThatThrownBy(() -> SnapshotCodec.decode(json))
        .hasMessage("Room K7PM2Q was saved in format 4; this node reads formats 1 to 3.");
  }

  @Test
  void aSeatRemembersItsSixNewestCommands() {
    var state = RoomState.empty("K7PM2Q", MatchRules.DEFAULT);
    for (int i = 0; i < 8; i++) state = state.remembering(Seat.NORTH, "command" + i);
    assertThat(state.remembers(Seat.NORTH, "command1")).isFalse();
    assertThat(state.remembers(Seat.NORTH, "command2")).isTrue();
    assertThat(state.remembers(Seat.NORTH, "command7")).isTrue();
    assertThat(state.remembers(Seat.EAST, "command7")).isFalse();
    assertThat(state.remembers(Seat.NORTH, "ommand2c")).isFalse();
    assertThat(state.forgetting(Seat.NORTH).remembers(Seat.NORTH, "command7")).isFalse();
  }
}
