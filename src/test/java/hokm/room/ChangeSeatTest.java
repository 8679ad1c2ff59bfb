package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hokm.protocol.ErrorCode;
import hokm.rules.Seat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChangeSeatTest {

  private static final Owner SURVIVOR = new Owner("b-1", 1);

  private static RoomCommand to(Seat seat) {
    return new RoomCommand.ChangeSeat(seat);
  }

  /** South, east and north are taken and hear; west is free. */
  private static RoomScene three(long seed) {
    var scene = RoomScene.open(seed, false);
    for (int i = 1; i < 3; i++) {
      scene.ask("p" + i, new RoomCommand.Join("Name" + i, Optional.empty()));
    }
    for (int i = 0; i < 3; i++) scene.attach("p" + i, "c" + i, -1);
    return scene;
  }

  @Test
  void whoChangesSeatsSitsThereAloneAndAllHearOfIt() {
    var scene = three(1);
    assertThat(scene.ask("p1", to(Seat.WEST))).isEqualTo(Answer.seated(Seat.WEST));
    var table = scene.room.state().now();
    assertThat(table.seatOf("p1")).contains(Seat.WEST);
    assertThat(table.occupants().at(Seat.EAST)).isNull();
    assertThat(scene.events("c0")).extracting(e -> e.getString("event"), e -> e.getInteger("seat"))
        .endsWith(tuple("seat_left", 1),
            tuple("seat_taken", 3));
  }

  @Test
  void hisSocketMovesAlongAndIsShownTheRoomFromTheNewSeat() {
    var scene = three(2);
    scene.ask("p1", to(Seat.WEST));
    var views = scene.frames("c1", Tell.Kind.VIEW);
    assertThat(views.get(views.size() - 1).getInteger("seat")).isEqualTo(3);
    assertThat(views.get(views.size() - 1).getLong("n")).isEqualTo(scene.room.state().last());
    scene.ask("p3", new RoomCommand.Join("Name3", Optional.of(Seat.EAST)));
    scene.attach("p3", "c3", -1);
    scene.saltAll();
    var hand = scene.events("c1").stream()
        .filter(e -> e.getString("event").equals("cards_dealt") && e.containsKey("cards"));
    assertThat(hand).allMatch(e -> e.getInteger("seat") == 3);
    assertThat(scene.frames("c1", Tell.Kind.DISPLACED)).isEmpty();
  }

  /** If the one frame is lost, the next event does not follow, and the gateway asks for a view. */
  @Test
  void theViewStandsInPlaceOfTheEvents() {
    var scene = three(9);
    int heard = scene.events("c1").size();
    int views = scene.frames("c1", Tell.Kind.VIEW).size();
    scene.ask("p1", to(Seat.WEST));
    assertThat(scene.events("c1")).hasSize(heard);
    assertThat(scene.frames("c1", Tell.Kind.VIEW)).hasSize(views + 1);
    assertThat(scene.events("c0")).extracting(e -> e.getString("event"))
        .endsWith("seat_left", "seat_taken");
  }

  @Test
  void whoMissedItAllIsShownHisNewSeatWhenHeComesBack() {
    var scene = three(3);
    long seen = scene.room.state().last();
    scene.ask("p1", new RoomCommand.Detach("c1"));
    scene.ask("p1", to(Seat.WEST));
    scene.attach("p1", "back", seen);
    assertThat(scene.frames("back", Tell.Kind.VIEW)).extracting(v -> v.getInteger("seat"))
        .containsExactly(3);
    scene.attach("p0", "other", seen);
    assertThat(scene.events("other")).hasSize(2);
  }

  @Test
  void aTakenSeatIsRefusedAndHisOwnIsHisAlready() {
    var scene = three(4);
    long last = scene.room.state().last();
    assertThat(scene.ask("p1", to(Seat.NORTH)).error()).contains(ErrorCode.SEAT_TAKEN);
    assertThat(scene.ask("p1", to(Seat.EAST))).isEqualTo(Answer.seated(Seat.EAST));
    assertThat(scene.ask("p9", to(Seat.WEST)).error()).contains(ErrorCode.NOT_IN_ROOM);
    assertThat(scene.room.state().last()).isEqualTo(last);
    assertThat(RoomScene.four(4).ask("p1", to(Seat.NORTH)).error())
        .contains(ErrorCode.MATCH_STARTED);
  }

  @Test
  void theSameChangeAgainHasOneEffectAlsoAfterATakeOverAndASecondChange() {
    var scene = three(5);
    scene.ask("p1", "first", to(Seat.WEST));
    scene.ask("p1", "second", to(Seat.EAST));
    long last = scene.room.state().last();
    scene.adoptedBy(SURVIVOR);
    assertThat(scene.ask("p1", "first", to(Seat.WEST)).result())
        .isEqualTo(Answer.seated(Seat.EAST));
    assertThat(scene.room.state().last()).isEqualTo(last);
  }

  @Test
  void theSeatThatWasLeftKnowsNothingOfItsFormerPlayersCommands() {
    var scene = three(6);
    scene.ask("p1", "first", to(Seat.WEST));
    assertThat(scene.room.state().recent().at(Seat.EAST)).isEmpty();
    assertThat(scene.room.state().recent().at(Seat.WEST)).isNotEmpty();
  }

  @Test
  void aFourthWhoJoinsWhileOneChangesSeatsGetsTheSeatThatIsFreeThen() {
    var scene = three(7);
    scene.store.slow();
    var change = scene.ask("p1", "change", to(Seat.WEST));
    var same = scene.ask("p3", "same", new RoomCommand.Join("Name3", Optional.of(Seat.WEST)));
    var any = scene.ask("p3", "any", new RoomCommand.Join("Name3", Optional.empty()));
    while (scene.store.waiting() > 0) scene.store.finish();
    assertThat(change.result()).isEqualTo(Answer.seated(Seat.WEST));
    assertThat(same.result().error()).contains(ErrorCode.SEAT_TAKEN);
    assertThat(any.result()).isEqualTo(Answer.seated(Seat.EAST));
    for (int i = 0; i < 4; i++) assertThat(scene.room.state().now().seatOf("p" + i)).isPresent();
    assertThat(scene.room.state().now().match()).isPresent();
  }

  @Test
  void whoChangesSeatsAfterTheFourthHasJoinedStays() {
    var scene = three(8);
    scene.store.slow();
    var join = scene.ask("p3", "join", new RoomCommand.Join("Name3", Optional.empty()));
    var change = scene.ask("p1", "change", to(Seat.WEST));
    while (scene.store.waiting() > 0) scene.store.finish();
    assertThat(join.result()).isEqualTo(Answer.seated(Seat.WEST));
    assertThat(change.result().error()).contains(ErrorCode.MATCH_STARTED);
    assertThat(scene.room.state().now().seatOf("p1")).contains(Seat.EAST);
  }
}
