package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VertxBusTest {

  private final Vertx vertx = Vertx.vertx();

  /** A part with a bus of its own, on an event loop of its own. */
  private final class Part extends VerticleBase {
    private final Function<Bus, Future<?>> begin;
    private Bus bus;

    Part(Function<Bus, Future<?>> begin) {
      this.begin = begin;
    }

    @Override
    public Future<?> start() {
      bus = Bus.of(vertx);
      return begin.apply(bus);
    }

    <T> Future<T> does(Function<Bus, Future<T>> what) {
      Promise<T> done = Promise.promise();
      context.runOnContext(go -> what.apply(bus).onComplete(done));
      return done.future();
    }
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private Part asking() {
    var part = new Part(bus -> Future.succeededFuture());
    await(vertx.deployVerticle(part));
    return part;
  }

  @AfterEach
  void close() {
    await(vertx.close());
  }

  /** The event bus has no codec for a plain object, so such a one has come without it. */
  @Test
  void whatListensInTheSameNodeIsGivenTheVeryObjectOnItsOwnEventLoop() {
    var threads = new CopyOnWriteArrayList<Thread>();
    await(vertx.deployVerticle(new Part(bus -> bus.<Object>serve("here", asked -> {
      threads.add(Thread.currentThread());
      return Future.succeededFuture(asked);
    }))));
    var message = new Object();
    var part = asking();
    assertThat(await(part.<Object>does(bus -> bus.request("here", message)))).isSameAs(message);
    var answered = new CopyOnWriteArrayList<Thread>();
    await(part.does(bus -> {
      threads.add(Thread.currentThread());
      return bus.request("here", message)
          .onComplete(done -> answered.add(Thread.currentThread()));
    }));
    assertThat(threads.get(0)).isSameAs(threads.get(2)).isNotSameAs(threads.get(1));
    assertThat(answered).containsExactly(threads.get(1));
  }

  @Test
  void anAnswerThatFailsOrAListenerThatThrowsFailsTheRequest() {
    await(vertx.deployVerticle(new Part(bus -> bus.<Object>serve("fails", asked ->
        Future.failedFuture("no"))
        .compose(next -> bus.<Object>serve("throws", asked -> {
          throw new IllegalStateException("impossible");
        })))));
    var part = asking();
    for (String address : List.of("fails", "throws")) {
      assertThat(await(part.<String>does(bus -> bus.request(address, new Object())
          .map(answer -> "answered").otherwise(Throwable::getMessage))))
          .isEqualTo(address.equals("fails") ? "no" : "impossible");
    }
  }

  @Test
  void whatStoppedToListenIsNotReachedAnyMore() {
    var id = await(vertx.deployVerticle(new Part(bus -> bus.<Object>serve("gone", asked ->
        Future.succeededFuture("there")))));
    var part = asking();
    assertThat(await(part.<Object>does(bus -> bus.request("gone", "x")))).isEqualTo("there");
    await(vertx.undeploy(id));
    assertThat(await(part.<String>does(bus -> bus.request("gone", "x")
        .map(answer -> "answered").otherwise("nobody")))).isEqualTo("nobody");
  }

  @Test
  void anAnswerThatDoesNotComeIsNotWaitedForForEver() {
    await(vertx.deployVerticle(new Part(bus -> bus.<Object>serve("silent", asked ->
        Promise.promise().future()))));
    assertThat(await(asking().<String>does(bus -> bus.request("silent", new Object())
        .map(answer -> "answered").otherwise(Throwable::getMessage))))
        .isEqualTo("No answer from silent within 2500 ms.");
  }
}
