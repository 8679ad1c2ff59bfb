package hokm.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.internal.CloseFuture;
import io.vertx.core.internal.ContextInternal;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConnectTest {

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() throws Exception {
    result(vertx.close());
  }

  private static <T> T result(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** What a context would close at its end. */
  private static int held(ContextInternal context) throws ReflectiveOperationException {
    Field children = CloseFuture.class.getDeclaredField("children");
    children.setAccessible(true);
    var all = (Map<?, ?>) children.get(context.closeFuture());
    return all == null ? 0 : all.size();
  }

  private Future<Void> comeAndGo() {
    var settings = PostgresSettings.DEFAULT;
    List<Future<Void>> closed = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      closed.add(Connect.close(vertx, Connect.pool(vertx, settings, settings.endpoints().get(0),
          settings.player(), 1, Duration.ofSeconds(1))));
    }
    return Future.all(closed).mapEmpty();
  }

  @Test
  void aPoolThatIsClosedIsHeldByNobody() throws Exception {
    var context = (ContextInternal) vertx.getOrCreateContext();
    result(Future.<Void>future(done -> context.runOnContext(go -> comeAndGo().onComplete(done))));
    assertThat(held(context)).isZero();
  }
}
