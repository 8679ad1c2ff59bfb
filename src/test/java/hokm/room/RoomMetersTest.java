package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RoomMetersTest {

  private static final Owner HERE = new Owner("b-1", 0);
  private static final Buffer TEXT = Buffer.buffer("text");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final RoomMeters meters = new RoomMeters(registry);
  private final SlowStore store = new SlowStore();
  private final RoomStore metered = new MeteredStore(store, meters);

  private double count(String name) {
    return registry.get(name).counter().count();
  }

  private long saves() {
    return registry.get("hokm.save.duration").timer().count();
  }

  @Test
  void aSaveIsTimedADeposedOwnersIsARefusalAndOneWithoutAnAnswerIsNeither() {
    metered.create(new Lease("ROOM", HERE, 1), 1, TEXT);
    metered.save(new Lease("ROOM", HERE, 1), 2, TEXT, List.of());
    assertThat(saves()).isEqualTo(1);
    store.depose("ROOM", new Owner("c-1", 0));
    metered.save(new Lease("ROOM", HERE, 1), 3, TEXT, List.of());
    assertThat(count("hokm.epoch.refusals")).isEqualTo(1);
    assertThat(metered.close(new Lease("ROOM", HERE, 1)).failed()).isTrue();
    assertThat(count("hokm.epoch.refusals")).isEqualTo(2);
    assertThat(count("hokm.saves.unanswered")).isZero();
    store.slow();
    metered.save(new Lease("ROOM", new Owner("c-1", 0), 2), 4, TEXT, List.of());
    store.fail();
    assertThat(count("hokm.saves.unanswered")).isEqualTo(1);
    assertThat(saves()).isEqualTo(1);
  }

  @Test
  void eachRoomThatComesIsCountedUnderItsCauseWithTheTimeSinceItWasNoticed() {
    var timers = new ManualTimers();
    var edge = new Edge(new PlainBus(), timers, new Chance(new Random(1)))
        .seenBy(meters, Traces.NONE);
    var loop = new RoomLoop(HERE, store, RoomScene.SETTINGS, Bots.atOnce(new LowestCard()), edge);
    var state = RoomScene.playing(1).room.state();
    for (String code : List.of("ONE", "TWO")) {
      store.rows.put(code, new SlowStore.Row(new Owner("a-1", 0), 1, state.version(),
          SnapshotCodec.encode(state)));
    }
    long noticed = timers.millis();
    timers.pass(Duration.ofMillis(400));
    new Adoption("b-1", store, List.of(loop), edge).claim(List.of("ONE", "TWO"),
        new Adoption.Why(MoveCause.LOST_LEASE, "a-1", noticed));
    timers.pass(Duration.ofMillis(5));
    assertThat(registry.get("hokm.adoptions").tag("cause", "lost_lease").counter().count())
        .isEqualTo(2);
    assertThat(registry.get("hokm.adoptions").tag("cause", "lost_node").counter().count()).isZero();
    var lasted = registry.get("hokm.adoption.duration").tag("cause", "lost_lease").timer();
    assertThat(lasted.count()).isEqualTo(2);
    assertThat(lasted.max(TimeUnit.MILLISECONDS)).isBetween(400.0, 405.0);
  }
}
