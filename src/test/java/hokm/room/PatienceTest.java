package hokm.room;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Duration SOON = Duration.ofMillis(20);

  private final Vertx vertx = Vertx.vertx();
  private final Context home = vertx.getOrCreateContext();

  @AfterEach
  void stop() {
    vertx.close();
  }

  /** The context on which the answer came, and the failure, if it was one. */
  private record Came(Context on, Throwable failure) {}

  private Came wait(Future<String> answer) throws Exception {
    var came = new CompletableFuture<Came>();
    home.runOnContext(go -> Patience.within(vertx, SOON, answer).onComplete(done ->
        came.complete(new Came(Vertx.currentContext(), done.cause()))));
    return came.get(20, TimeUnit.SECONDS);
  }

  @Test
  void whatIsLateFailsOnTheEventLoopThatWaitedThoughTheAnswerHadNone() throws Exception {
    var came = wait(Promise.<String>promise().future());
    assertThat(came.failure()).isInstanceOf(TimeoutException.class).hasMessageContaining("20 ms");
    assertThat(came.on()).isSameAs(home);
  }

  @Test
  void anAnswerFromElsewhereIsToldOnTheEventLoopThatWaited() throws Exception {
    var promise = Promise.<String>promise();
    var thread = new Thread(() -> promise.complete("here"));
    thread.start();
    thread.join();
    var came = wait(promise.future());
    assertThat(came.failure()).isNull();
    assertThat(came.on()).isSameAs(home);
  }
}
