package hokm.snapshots;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.local.RedisServer;
import hokm.local.TestRedis;
import hokm.room.Sessions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guests, their tokens and their devices, against a real Redis. */
class RedisSessionsIT {

  private static final String DEVICE = "q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiPjRM";
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir
  private Path data;
  private final Vertx vertx = Vertx.vertx();
  private RedisServer redis;
  private RedisLink link;
  private RedisSessions sessions;

  @BeforeEach
  void start() {
    redis = TestRedis.start(data);
    link = TestRedis.link(vertx, redis);
    sessions = new RedisSessions(link);
  }

  /** No node looks for keys. */
  private Response keys(String like) {
    var operator = TestRedis.link(vertx, new RedisSettings(redis.url(), RedisServer.OPERATOR,
        redis.operatorPassword(), Duration.ofSeconds(1)));
    return await(operator.send(Request.cmd(Command.KEYS).arg(like)));
  }

  @AfterEach
  void stop() {
    await(vertx.close());
    if (redis != null) redis.stop();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aDeviceIsTheSamePlayerEachTimeUnderItsNewestNameAndInItsRoom() {
    var first = await(sessions.signIn(DEVICE, "Sara"));
    assertThat(first.player()).matches("[A-Za-z0-9_-]{16}");
    await(sessions.sit(DEVICE, Optional.of("ROOM")));
    var again = await(sessions.signIn(DEVICE, "Sarah"));
    assertThat(again.player()).isEqualTo(first.player());
    assertThat(again.name()).isEqualTo("Sarah");
    assertThat(again.room()).contains("ROOM");
    assertThat(again.arrival()).isGreaterThan(first.arrival());
    assertThat(await(sessions.find(DEVICE)).orElseThrow().name()).isEqualTo("Sarah");
    assertThat(await(sessions.signIn("x" + DEVICE.substring(1), "Sara")).player())
        .isNotEqualTo(first.player());
  }

  @Test
  void socketsThatSignInAtOnceWithADeviceAreOnePlayerWhoseArrivalsAllDiffer() {
    var other = new RedisSessions(TestRedis.link(vertx, redis));
    var under = new ArrayList<Future<Sessions.Session>>();
    for (int i = 0; i < 20; i++) {
      under.add((i % 2 == 0 ? sessions : other).signIn(DEVICE, "Sara " + i));
    }
    var players = new HashSet<String>();
    var arrivals = new HashSet<Long>();
    under.forEach(each -> {
      players.add(await(each).player());
      arrivals.add(await(each).arrival());
    });
    assertThat(players).hasSize(1);
    assertThat(arrivals).hasSize(20);
    assertThat(keys("session:*")).hasSize(1);
  }

  @Test
  void aDeviceIsTheSamePlayerAtAStoreThatHasForgottenEveryone() {
    var first = await(sessions.signIn(DEVICE, "Sara"));
    redis.ask("FLUSHALL");
    var again = await(sessions.signIn(DEVICE, "Sara"));
    assertThat(again.player()).isEqualTo(first.player());
    assertThat(again.room()).isEmpty();
  }

  @Test
  void aDeviceThatTheStoreForgotIsNotMadeAnewBeforeItsGatewayHasPutItBack() {
    var known = await(sessions.signIn(DEVICE, "Sara"));
    var sits = new Sessions.Session(known.player(), "Sara", Optional.of("ROOM"), known.arrival());
    redis.kill();
    redis.wipe();
    redis.start();
    Awaitility.await().atMost(LONG).until(link::available);
    var signingIn = sessions.signIn(DEVICE, "Sara");
    var gateway = new RedisSessions(TestRedis.link(vertx, redis));
    assertThat(await(gateway.find("unknown"))).isEmpty();
    assertThat(signingIn.isComplete()).isFalse();
    await(gateway.putBack(DEVICE, sits));
    assertThat(await(signingIn).room()).contains("ROOM");
    assertThat(await(signingIn).arrival()).isGreaterThan(known.arrival());
  }

  @Test
  void theStoreKeepsNoDevicesSecretAndNobodyIsFoundByHisPublicId() {
    var player = await(sessions.signIn(DEVICE, "Sara")).player();
    assertThat(await(sessions.find(player))).isEmpty();
    var key = keys("*").toString();
    assertThat(key).contains("session:").doesNotContain(DEVICE).doesNotContain(player);
    var held = keys("session:*").get(0).toString();
    assertThat(await(link.send(Request.cmd(Command.HGETALL).arg(held))).toString())
        .contains(player).doesNotContain(DEVICE);
  }

  @Test
  void aSeatIsFoundByItsTokenAndByNothingElse() {
    var made = await(sessions.create("Sara"));
    await(sessions.sit(made.token(), Optional.of("ROOM")));
    var found = await(sessions.find(made.token())).orElseThrow();
    assertThat(found.player()).isEqualTo(made.session().player());
    assertThat(found.room()).contains("ROOM");
    assertThat(await(sessions.find(found.player()))).isEmpty();
    assertThat(keys("*").toString())
        .doesNotContain(made.token());
  }

  @Test
  void arrivalsRiseAlsoWhereTheStoreHasLostTheNewest() {
    var made = await(sessions.create("Sara"));
    long second = await(sessions.find(made.token())).orElseThrow().arrival();
    assertThat(second).isGreaterThan(made.session().arrival());
    var key = keys("session:*").get(0).toString();
    Awaitility.await("the clock to pass it").atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
      await(link.send(Request.cmd(Command.HSET).arg(key).arg("arrival").arg(0)));
      assertThat(await(sessions.find(made.token())).orElseThrow().arrival())
          .isGreaterThanOrEqualTo(second);
    });
    assertThat(await(sessions.find("unknown"))).isEmpty();
    assertThat(keys("session:*")).hasSize(1);
  }

  @Test
  void aGuestThatWasForgottenIsPutBackUnlessANewerSocketHasCome() {
    var made = await(sessions.create("Sara"));
    var known = made.session();
    var sits = new Sessions.Session(known.player(), "Sara", Optional.of("ROOM"), known.arrival());
    redis.ask("FLUSHALL");
    assertThat(await(sessions.find(made.token()))).isEmpty();
    await(sessions.putBack(made.token(), sits));
    var newer = await(sessions.find(made.token())).orElseThrow();
    assertThat(newer.player()).isEqualTo(known.player());
    assertThat(newer.room()).contains("ROOM");
    assertThat(newer.arrival()).isGreaterThan(known.arrival());
    await(sessions.putBack(made.token(), known));
    assertThat(await(sessions.find(made.token())).orElseThrow().room()).contains("ROOM");
  }
}
