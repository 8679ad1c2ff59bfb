package hokm.simulation;

import hokm.room.Outbox;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** The outbox in the simulated Redis. */
final class OutboxAtRedis implements Outbox {

  private final SimulatedRedis redis;
  private final Link link;

  OutboxAtRedis(SimulatedRedis redis, Link link) {
    this.redis = redis;
    this.link = link;
  }

  @Override
  public Future<List<Delivery>> take(String consumer, int most) {
    return link.send(model -> model.outbox.take(most, redis.millis()));
  }

  @Override
  public Future<Void> acknowledge(List<String> ids) {
    return link.send(model -> {
      model.outbox.acknowledge(ids);
      return null;
    });
  }

  @Override
  public void onAvailability(Consumer<Boolean> listener) {
    link.onAvailability(listener);
  }

  @Override
  public Future<Depth> depth() {
    return link.send(model -> new Depth(model.outbox.depth(), Duration.ZERO));
  }
}
