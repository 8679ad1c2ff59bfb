package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.protocol.ErrorCode;
import hokm.rules.MatchRules;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rooms whose host is gone go on at another. */
class TakeOverTest {

  private final TwoHosts hosts = new TwoHosts();

  @AfterEach
  void close() {
    hosts.close();
  }

  @Test
  void roomsSpreadOverTheHostsAndEachIsWhereTheDirectorySays() {
    for (int i = 0; i < 40; i++) assertThat(hosts.open("ROOM" + i).accepted()).isTrue();
    assertThat(hosts.ownedBy("a-1")).hasSizeBetween(8, 32);
    assertThat(hosts.ownedBy("b-1")).hasSizeBetween(8, 32);
  }

  @Test
  void theSameOpenAgainIsARetryAndAnotherPlayersIsRefused() {
    assertThat(hosts.open("SAME").accepted()).isTrue();
    assertThat(hosts.open("SAME").accepted()).isTrue();
    assertThat(TwoHosts.await(hosts.client.open(new Ask("SAME", "p1", "x", new RoomCommand.Open(
        MatchRules.DEFAULT, List.of(new Player("p1", "One")), false)))).error())
        .contains(ErrorCode.ROOM_FULL);
  }

  @Test
  void aRoomThatIsNowhereIsSaidToBeNowhere() {
    var leave = new Ask("NONE", "p0", "x", new RoomCommand.Leave());
    assertThat(TwoHosts.await(hosts.client.ask(leave)).error()).contains(ErrorCode.NO_ROOM);
  }

  @Test
  void allRoomsOfADeadHostGoOnAtTheSurvivorAndTheGatewaysAreTold() {
    for (int i = 0; i < 300; i++) hosts.open("ROOM" + i);
    var lost = hosts.ownedBy("a-1");
    hosts.members.lose("a-1", true);
    for (String code : lost) {
      var attach = new RoomCommand.Attach("g.0", "c", -1, 1);
      var answer = TwoHosts.await(hosts.client.ask(new Ask(code, "p0", "x", attach)));
      assertThat(answer.accepted()).isTrue();
      assertThat(hosts.ownerOf(code)).isEqualTo("b-1");
      assertThat(hosts.store.rows.get(code).epoch()).isEqualTo(2);
      assertThat(hosts.store.causes.get(code)).isEqualTo(MoveCause.LOST_NODE);
    }
    Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(() ->
        assertThat(hosts.adoptedRooms())
            .containsExactlyInAnyOrderElementsOf(lost));
  }

  @Test
  void aHostThatMerelyHangsKeepsItsRoomsUntilItsLeaseHasRunOut() {
    while (hosts.store.rows.values().stream().noneMatch(r -> r.owner().node().equals("a-1"))) {
      hosts.open("ROOM" + hosts.store.rows.size());
    }
    var code = hosts.ownedBy("a-1").get(0);
    hosts.members.lose("a-1", false);
    Awaitility.await().during(Duration.ofMillis(600)).atMost(Duration.ofSeconds(5))
        .until(() -> hosts.ownerOf(code).equals("a-1"));
    hosts.hung.add("a-1");
    hosts.leased.remove("a-1");
    Awaitility.await().atMost(Duration.ofSeconds(10))
        .until(() -> hosts.ownerOf(code).equals("b-1"));
  }

  @Test
  void aHostThatIsPresentButRenewsNoLeaseLosesItsRoomsAndGetsNoNewOnes() {
    for (int i = 0; i < 40; i++) hosts.open("ROOM" + i);
    var lost = hosts.ownedBy("a-1");
    assertThat(lost).isNotEmpty();
    Awaitility.await().atMost(Duration.ofSeconds(10)).during(Duration.ofMillis(1200))
        .until(() -> hosts.ownedBy("a-1").size() == lost.size());
    hosts.hung.add("a-1");
    hosts.leased.remove("a-1");
    Awaitility.await().atMost(Duration.ofSeconds(10))
        .until(() -> hosts.ownedBy("a-1").isEmpty());
    assertThat(hosts.ownedBy("b-1")).containsAll(lost);
    assertThat(hosts.store.causes.values()).containsOnly(MoveCause.LOST_LEASE);
  }

  @Test
  void aHostThatWasTakenForGoneAsksAboutItsRoomsBeforeItServesThem() {
    for (int i = 0; i < 20; i++) hosts.open("ROOM" + i);
    var code = hosts.ownedBy("a-1").get(0);
    hosts.store.depose(code, new Owner("elsewhere", 0));
    hosts.members.lose("b-1", false);
    hosts.members.comeAgain("b-1");
    Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> hosts.store.asked >= 2);
    var attach = new Ask(code, "p0", "", new RoomCommand.Attach("g.0", "c", -1, 1));
    for (int k = 0; k < 2; k++) {
      assertThat(TwoHosts.await(hosts.bus().<Answer>request(new Owner("a-1", k).address(),
          attach)).moved()).isTrue();
    }
  }
}
