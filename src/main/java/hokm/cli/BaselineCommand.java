package hokm.cli;

import hokm.bench.Baseline;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

@Command(name = "baseline", hidden = true,
    description = "A bare card room without rules, with which bench compares.")
final class BaselineCommand implements Callable<Integer> {

  private static final long START_SECONDS = 30;

  @Override
  public Integer call() throws Exception {
    var config = Config.of(NodeCommand.environment());
    Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1))
        .deployVerticle(new Baseline(config.name() + "-" + config.run(),
            config.gateway().port(), config.redis().url(), config.redis().user(),
            config.redis().password()))
        .toCompletionStage().toCompletableFuture().get(START_SECONDS, TimeUnit.SECONDS);
    new CountDownLatch(1).await();
    return 0;
  }
}
