package hokm.simulation;

import hokm.room.NamedLease;
import hokm.room.NodeLeases;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Leases in the simulated Redis, by its clock. */
final class LeasesAtRedis implements NodeLeases, NamedLease {

  private final SimulatedRedis redis;
  private final Link link;

  LeasesAtRedis(SimulatedRedis redis, Link link) {
    this.redis = redis;
    this.link = link;
  }

  private interface Act {
    void on(RedisModel model);
  }

  private Future<Void> act(Act act) {
    return link.send(model -> {
      act.on(model);
      return null;
    });
  }

  @Override
  public Future<Void> renew(String node) {
    return act(model -> model.renew(node, redis.millis()));
  }

  @Override
  public Future<Void> drop(String node) {
    return act(model -> model.drop(node));
  }

  @Override
  public Future<Boolean> alive(String node) {
    return link.send(model -> model.alive(node, redis.millis()));
  }

  @Override
  public Future<List<String>> owners() {
    return link.send(RedisModel::owners);
  }

  @Override
  public Future<Void> forget(String node) {
    return act(model -> model.forget(node));
  }

  @Override
  public Future<Boolean> hold(String name, String holder, Duration time) {
    return link.send(model -> model.hold(name, holder, time.toMillis(), redis.millis()));
  }

  @Override
  public Future<Void> release(String name, String holder) {
    return act(model -> model.release(name, holder));
  }
}
