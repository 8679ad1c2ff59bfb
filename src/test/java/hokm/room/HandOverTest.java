package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms that move between hosts that both live, while their players go on asking. */
class HandOverTest {

  private final TwoHosts hosts = new TwoHosts();

  @AfterEach
  void close() {
    hosts.close();
  }

  private Future<Answer> salt(String code) {
    return hosts.client.ask(new Ask(code, "p0", "salt", new RoomCommand.Salt("00ff00ff")));
  }

  @Test
  void aHostThatLeavesHandsAllItsRoomsOverAndNoCommandIsRefused() {
    for (int i = 0; i < 100; i++) hosts.open("ROOM" + i);
    var here = hosts.ownedBy("a-1");
    assertThat(here).isNotEmpty();
    var left = hosts.host("a-1").leave();
    List<Future<Answer>> asked = new ArrayList<>();
    for (String code : here) asked.add(salt(code));
    TwoHosts.await(left);
    assertThat(hosts.ownedBy("a-1")).isEmpty();
    for (var answer : asked) assertThat(TwoHosts.await(answer).error()).isEmpty();
    for (String code : here) {
      assertThat(hosts.ownerOf(code)).isEqualTo("b-1");
      assertThat(hosts.store.rows.get(code).epoch()).isEqualTo(2);
      assertThat(hosts.store.causes.get(code)).isEqualTo(MoveCause.DRAIN);
    }
    Awaitility.await().untilAsserted(() ->
        assertThat(hosts.adoptedRooms()).containsExactlyInAnyOrderElementsOf(here));
  }

  @Test
  void aHostThatLeavesOpensNoRoomAndTheOtherDoes() {
    TwoHosts.await(hosts.host("a-1").leave());
    for (int i = 0; i < 20; i++) {
      assertThat(hosts.open("NEW" + i).accepted()).isTrue();
      assertThat(hosts.ownerOf("NEW" + i)).isEqualTo("b-1");
    }
  }

  @Test
  void theLastHostKeepsItsRooms() {
    hosts.open("ROOM1");
    TwoHosts.await(Future.join(hosts.host("a-1").leave(), hosts.host("b-1").leave()));
    assertThat(TwoHosts.await(salt("ROOM1")).error()).isNotEqualTo(ErrorCode.NO_ROOM);
  }

  @Test
  void aRoomMovesOnDemandAndOnlyThatRoom() {
    for (int i = 0; i < 10; i++) hosts.open("ROOM" + i);
    var here = hosts.ownedBy("a-1");
    var moved = TwoHosts.await(hosts.bus().<HandOver.Taken>request(MoveRoom.address("a-1"),
        new MoveRoom(here.get(0), "b-1")));
    assertThat(moved.rooms()).containsExactly(here.get(0));
    assertThat(hosts.ownerOf(here.get(0))).isEqualTo("b-1");
    assertThat(hosts.store.causes).containsOnly(Map.entry(here.get(0), MoveCause.OPERATOR));
    assertThat(hosts.ownedBy("a-1")).hasSize(here.size() - 1);
    assertThat(TwoHosts.await(salt(here.get(0))).error()).isEmpty();
  }

  @Test
  void aRoomThatTheOtherDoesNotTakeGoesOnWhereItWas() {
    hosts.open("ROOM1");
    var owner = hosts.ownerOf("ROOM1");
    var moved = TwoHosts.await(hosts.bus().<HandOver.Taken>request(MoveRoom.address(owner),
        new MoveRoom("ROOM1", "nobody")));
    assertThat(moved.rooms()).isEmpty();
    assertThat(TwoHosts.await(salt("ROOM1")).error()).isEmpty();
    assertThat(hosts.ownerOf("ROOM1")).isEqualTo(owner);
  }

  @Test
  void aRoomWhoseSaveDoesNotEndIsNotHeldForLong() {
    hosts.open("ROOM1");
    var owner = hosts.ownerOf("ROOM1");
    hosts.store.slow();
    var answer = salt("ROOM1");
    Awaitility.await().until(() -> hosts.store.waiting() == 1);
    var moved = TwoHosts.await(hosts.bus().<HandOver.Taken>request(MoveRoom.address(owner),
        new MoveRoom("ROOM1", owner.equals("a-1") ? "b-1" : "a-1")));
    assertThat(moved.rooms()).isEmpty();
    hosts.store.finish();
    assertThat(TwoHosts.await(answer).error()).isEmpty();
  }

  @Test
  void aHostThatComesTakesTheNewRoomsAndSomeIdleOnes() {
    for (int i = 0; i < 200; i++) hosts.openWaiting("IDLE" + i);
    hosts.add("c-1");
    for (int i = 0; i < 20; i++) hosts.open("NEW" + i);
    assertThat(hosts.ownedBy("c-1").stream().filter(code -> code.startsWith("NEW")))
        .hasSizeGreaterThan(15);
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
        hosts.ownedBy("c-1").stream().filter(code -> code.startsWith("IDLE")).count() >= 16);
    assertThat(hosts.store.causes.values()).containsOnly(MoveCause.BALANCE);
  }
}
