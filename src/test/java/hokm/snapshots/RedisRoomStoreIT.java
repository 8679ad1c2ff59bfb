package hokm.snapshots;

import static hokm.room.RoomStore.Standing.FORGOTTEN;
import static hokm.room.RoomStore.Standing.HELD;
import static hokm.room.RoomStore.Standing.LOST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.local.RedisServer;
import hokm.local.TestRedis;
import hokm.room.Lease;
import hokm.room.LostLease;
import hokm.room.MoveCause;
import hokm.room.OutboxEntry;
import hokm.room.Owner;
import hokm.room.RoomStore;
import hokm.room.StoreUnavailable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promises of the store's ports, against a real Redis. */
class RedisRoomStoreIT {

  private static final Owner A = new Owner("a-1", 0);
  private static final Owner B = new Owner("b-1", 1);
  private static final Owner C = new Owner("c-1", 0);
  private static final List<OutboxEntry> NONE = List.of();

  @TempDir
  private Path data;
  private final Vertx vertx = Vertx.vertx();
  private RedisServer redis;
  private RedisLink link;
  private RedisRoomStore store;
  private RedisOutbox outbox;

  @BeforeEach
  void start() {
    redis = TestRedis.start(data);
    link = TestRedis.link(vertx, redis);
    store = new RedisRoomStore(link);
    outbox = new RedisOutbox(link);
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    if (redis == null) return;
    redis.resume();
    redis.stop();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) throw cause;
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private Lease made(String room) {
    var lease = new Lease(room, A, 1);
    assertThat(await(store.create(lease, 1, text("one")))).isTrue();
    return lease;
  }

  private static Buffer text(String text) {
    return Buffer.buffer(text);
  }

  private static OutboxEntry entry(int no) {
    return new OutboxEntry("deal_ended", new JsonObject().put("no", no));
  }

  private Lease taken(Lease lease, Owner by) {
    return await(store.claim(List.of(lease.room()), lease.owner().node(), List.of(by),
        MoveCause.LOST_NODE)).get(0)
        .lease();
  }

  @Test
  void anOwnerThatAsksIsToldWhichOfItsRoomsAnotherHasAndWhichTheStoreHasForgotten() {
    var mine = made("MINE");
    var theirs = made("THEIRS");
    var again = made("AGAIN");
    var closed = made("CLOSED");
    taken(theirs, B);
    taken(again, A);
    await(store.close(closed));
    assertThat(await(store.check(List.of(hosted(mine, 1), hosted(mine, 2), hosted(theirs, 1),
        hosted(again, 1), hosted(closed, 1), hosted(new Lease("MINE", B, 2), 1),
        hosted(new Lease("FORGOTTEN", A, 3), 1)))))
        .containsExactly(HELD, FORGOTTEN, LOST, LOST, LOST, FORGOTTEN, FORGOTTEN);
  }

  private static RoomStore.Hosted hosted(Lease lease, long version) {
    return new RoomStore.Hosted(lease, version);
  }

  @Test
  void aClaimThatTheStoreHasForgottenIsPutBackByItsOwnerAndOnlyByIt() {
    var old = made("ROOM");
    var lease = new Lease("ROOM", B, 2);
    await(store.save(lease, 5, text("five"), List.of(entry(1))));
    assertThat(await(store.owner("ROOM"))).contains(B);
    assertThat(await(store.ownedBy("b-1"))).containsExactly("ROOM");
    assertThatThrownBy(() -> await(store.save(old, 9, text("late"), NONE)))
        .isInstanceOf(LostLease.class);
    assertThatThrownBy(() -> await(store.save(new Lease("ROOM", C, 2), 9, text("late"), NONE)))
        .isInstanceOf(LostLease.class);
    assertThat(await(store.claim(List.of("ROOM"), "a-1", List.of(C), MoveCause.LOST_NODE)))
        .isEmpty();
    assertThat(await(store.ownedBy("a-1"))).isEmpty();
    assertThat(await(outbox.take("x", 100))).hasSize(1);
  }

  @Test
  void nothingIsClaimedOrBelievedToBeNowhereUntilTheOwnersHaveHadTimeToPutItBack() {
    var lease = made("ROOM");
    redis.kill();
    redis.wipe();
    redis.start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(link::available);
    assertThatThrownBy(() -> await(store.owner("ROOM"))).isInstanceOf(StoreUnavailable.class);
    var claim = store.claim(List.of("ROOM"), "a-1", List.of(B), MoveCause.LOST_NODE);
    var owner = new RedisRoomStore(TestRedis.link(vertx, redis));
    assertThat(await(owner.check(List.of(hosted(lease, 1))))).containsExactly(FORGOTTEN);
    await(owner.save(lease, 7, text("seven"), NONE));
    assertThat(await(claim)).extracting(RoomStore.Claimed::version).containsExactly(7L);
    assertThat(await(store.owner("ELSE"))).isEmpty();
  }

  @Test
  void aCodeIsGivenOnceButTheSameCreationMayBeRepeated() {
    var lease = made("ROOM");
    assertThat(await(store.create(lease, 1, text("one")))).isTrue();
    assertThat(await(store.create(new Lease("ROOM", B, 1), 1, text("x")))).isFalse();
    assertThat(await(store.owner("ROOM"))).contains(A);
    assertThat(await(store.owner("ELSE"))).isEmpty();
  }

  @Test
  void aDeposedOwnersSaveIsRefusedAndChangesNothing() {
    var old = made("ROOM");
    var lease = taken(old, B);
    assertThat(lease).isEqualTo(new Lease("ROOM", B, 2));
    assertThatThrownBy(() -> await(store.save(old, 9, text("late"), List.of(entry(1)))))
        .isInstanceOf(LostLease.class);
    assertThatThrownBy(() -> await(store.close(old))).isInstanceOf(LostLease.class);
    var again = await(store.claim(List.of("ROOM"), "b-1", List.of(C),
        MoveCause.LOST_NODE)).get(0);
    assertThat(again.snapshot()).isEqualTo(text("one"));
    assertThat(await(outbox.take("x", 100))).isEmpty();
  }

  @Test
  void anOwnerThatLostItsRoomAndTookItBackCannotUseItsOldEpoch() {
    var first = made("ROOM");
    taken(taken(first, B), A);
    assertThatThrownBy(() -> await(store.save(first, 2, text("late"), NONE)))
        .isInstanceOf(LostLease.class);
  }

  @Test
  void theSameVersionAgainIsARetryThatAppendsNothing() {
    var lease = made("ROOM");
    await(store.save(lease, 2, text("two"), List.of(entry(1))));
    await(store.save(lease, 2, text("two"), List.of(entry(1))));
    assertThat(await(outbox.take("x", 100))).hasSize(1);
  }

  @Test
  void aStoreThatCameBackBehindOrEmptyIsHealedByTheOwner() {
    var lease = made("ROOM");
    await(store.save(lease, 7, text("seven"), NONE));
    await(link.send(Request.cmd(Command.HSET).arg(Keys.room("ROOM")).arg("version").arg(3)));
    await(store.save(lease, 8, text("eight"), NONE));
    redis.ask("FLUSHALL");
    await(store.save(lease, 9, text("nine"), NONE));
    assertThat(await(store.ownedBy("a-1"))).containsExactly("ROOM");
    var claimed = await(store.claim(List.of("ROOM"), "a-1", List.of(B),
        MoveCause.LOST_NODE)).get(0);
    assertThat(claimed.version()).isEqualTo(9);
    assertThat(claimed.snapshot()).isEqualTo(text("nine"));
  }

  @Test
  void aClosedRoomIsNotBroughtBackByALateSave() {
    var old = made("ROOM");
    await(store.close(taken(old, B)));
    assertThatThrownBy(() -> await(store.save(old, 2, text("late"), NONE)))
        .isInstanceOf(LostLease.class);
    assertThat(await(store.owner("ROOM"))).isEmpty();
    assertThat(await(store.ownedBy("b-1"))).isEmpty();
  }

  @Test
  void ofTwoWhoClaimExactlyOneGetsEachRoom() {
    var codes = IntStream.range(0, 128).mapToObj(i -> "ROOM" + i).toList();
    codes.forEach(this::made);
    var other = new RedisRoomStore(TestRedis.link(vertx, redis));
    var toB = store.claim(codes, "a-1", codes.stream().map(code -> B).toList(),
        MoveCause.LOST_NODE);
    var toC = other.claim(codes, "a-1", codes.stream().map(code -> C).toList(),
        MoveCause.LOST_NODE);
    var all = new ArrayList<String>();
    await(toB).forEach(claimed -> all.add(claimed.lease().room()));
    await(toC).forEach(claimed -> all.add(claimed.lease().room()));
    assertThat(all).containsExactlyInAnyOrderElementsOf(codes);
    assertThat(await(store.ownedBy("a-1"))).isEmpty();
    assertThat(await(store.ownedBy("b-1")).size() + await(store.ownedBy("c-1")).size())
        .isEqualTo(128);
  }

  @Test
  void whatAConsumerTookAndLeftAnotherGetsAndWhatIsAcknowledgedIsGone() {
    var lease = made("ROOM");
    await(store.save(lease, 2, text("two"), List.of(entry(1), entry(2))));
    var first = await(outbox.take("dies", 100));
    assertThat(first).hasSize(2);
    await(outbox.acknowledge(List.of(first.get(0).id())));
    assertThat(await(outbox.depth()).entries()).isEqualTo(1);
    var other = new RedisOutbox(link);
    Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(200))
        .untilAsserted(() -> assertThat(await(other.take("lives", 100)))
            .extracting(d -> d.entry().body().getInteger("no")).containsExactly(2));
    await(other.acknowledge(List.of(first.get(1).id())));
    assertThat(await(outbox.depth()).entries()).isZero();
  }

  @Test
  void anEntryThatCannotBeReadHoldsUpNothing() {
    var lease = made("ROOM");
    await(link.send(Request.cmd(Command.XADD).arg(Keys.outbox(Keys.shard("ROOM"))).arg("*")
        .arg("kind").arg("deal_ended").arg("body").arg("{nonsense")));
    await(store.save(lease, 2, text("two"), List.of(entry(2))));
    assertThat(await(outbox.take("x", 100))).extracting(d -> d.entry().kind())
        .containsExactly("unreadable", "deal_ended");
  }

  @Test
  void manySavesOfOneTurnAreOneRoundTrip() {
    var leases = IntStream.range(0, 200).mapToObj(i -> made("ROOM" + i)).toList();
    Promise<Long> batches = Promise.promise();
    vertx.runOnContext(make -> {
      var here = RedisLink.open(vertx, TestRedis.settings(redis));
      vertx.setPeriodic(20, id -> {
        if (!here.available()) return;
        vertx.cancelTimer(id);
        var fresh = new RedisRoomStore(here);
        long before = here.batches();
        var saves = leases.stream().map(l -> fresh.save(l, 2, text("two"), NONE)).toList();
        Future.all(saves).map(all -> here.batches() - before).onComplete(batches);
      });
    });
    assertThat(await(batches.future())).isEqualTo(1);
  }

  @Test
  void aRedisThatIsKilledComesBackWithAllThatItAcknowledged() {
    var lease = made("ROOM");
    for (int version = 2; version <= 50; version++) {
      await(store.save(lease, version, text("v" + version), NONE));
    }
    redis.kill();
    assertThatThrownBy(() -> await(store.save(lease, 51, text("v51"), NONE)))
        .isInstanceOf(StoreUnavailable.class);
    redis.start();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(link::available);
    var claimed = await(store.claim(List.of("ROOM"), "a-1", List.of(B),
        MoveCause.LOST_NODE)).get(0);
    assertThat(claimed.version()).isEqualTo(50);
  }

  @Test
  void aRedisThatHangsIsNotWaitedForBeyondTheDeadline() {
    var lease = made("ROOM");
    redis.pause();
    long began = System.nanoTime();
    assertThatThrownBy(() -> await(store.save(lease, 2, text("two"), NONE)))
        .isInstanceOf(StoreUnavailable.class).hasMessageContaining("did not answer within 1000");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    redis.resume();
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(link::available);
    await(store.save(lease, 2, text("two"), NONE));
  }

  @Test
  void aTableIsDrawnUpWithAllOfItsPlayersOrNone() {
    var tickets = new RedisTickets(link);
    for (String player : List.of("p0", "p1", "p2")) {
      await(tickets.enqueue(player, "N" + player, "q"));
    }
    await(tickets.enqueue("p0", "again", "r"));
    assertThat(await(tickets.waiting(9))).extracting(t -> t.player())
        .containsExactly("p0", "p1", "p2");
    assertThat(await(tickets.assign("ROOM", List.of("p0", "p9")))).isFalse();
    assertThat(await(tickets.assign("ROOM", List.of("p0", "p1")))).isTrue();
    assertThat(await(tickets.assign("ELSE", List.of("p1", "p2")))).isFalse();
    assertThat(await(tickets.cancel("p1"))).isFalse();
    assertThat(await(tickets.waiting(9))).extracting(t -> t.player()).containsExactly("p2");
    var tables = await(tickets.assigned());
    assertThat(tables).hasSize(1);
    assertThat(tables.get(0).players()).extracting(t -> t.name()).containsExactly("Np0", "Np1");
    assertThat(await(tickets.roomOf("p1"))).isEmpty();
    await(tickets.opened("ROOM"));
    assertThat(await(tickets.roomOf("p1"))).contains("ROOM");
    await(tickets.left("p1", "ELSE"));
    assertThat(await(tickets.roomOf("p1"))).contains("ROOM");
    await(tickets.left("p1", "ROOM"));
    assertThat(await(tickets.roomOf("p1"))).isEmpty();
    await(tickets.enqueue("p1", "Np1", "q"));
    assertThat(await(tickets.waiting(9))).extracting(t -> t.player()).containsExactly("p2");
    await(tickets.enqueue("p1", "Np1", "another"));
    assertThat(await(tickets.cancel("p1"))).isTrue();
    assertThat(await(tickets.assigned())).isEmpty();
    await(tickets.enqueue("p3", "Np3", "q"));
    await(tickets.cancel(List.of("p3", "p4")));
    assertThat(await(tickets.waiting(9))).extracting(t -> t.player()).containsExactly("p2");
    assertThat(await(tickets.cancel("p2"))).isTrue();
  }

  @Test
  void aLeaseHasOneHolderUntilItRunsOut() {
    var leases = new RedisLeases(link);
    assertThat(await(leases.hold("m", "a", Duration.ofMillis(300)))).isTrue();
    assertThat(await(leases.hold("m", "b", Duration.ofMillis(300)))).isFalse();
    assertThat(await(leases.hold("m", "a", Duration.ofMillis(300)))).isTrue();
    Awaitility.await().atMost(Duration.ofSeconds(10))
        .until(() -> await(leases.hold("m", "b", Duration.ofSeconds(5))));
    await(leases.renew("a-1"));
    assertThat(await(leases.alive("a-1"))).isTrue();
    assertThat(await(leases.owners())).containsExactly("a-1");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> !await(leases.alive("a-1")));
  }
}
