package hokm.simulation;

import hokm.room.Bus;
import hokm.room.Kept;
import io.vertx.core.Future;

/** Brings what the outbox holds into the database, at least once. */
final class Drain {

  private static final int MOST = 200;
  private static final long IDLE = 100_000;

  private final World world;
  private final SimulatedNode node;
  private final Link link;
  private final Bus bus;
  private final Database database;

  Drain(World world, SimulatedNode node, Link link, Bus bus, Database database) {
    this.world = world;
    this.node = node;
    this.link = link;
    this.bus = bus;
    this.database = database;
  }

  void start() {
    world.scheduler.after(IDLE, node.life(), () -> turn().onComplete(done -> start()));
  }

  private Future<Void> turn() {
    return link.send(model -> model.outbox.take(MOST, world.millis()))
        .compose(taken -> {
          if (taken.isEmpty()) return Future.succeededFuture();
          taken.forEach(each -> database.write(each.entry()));
          bus.publish(Kept.ADDRESS, new Kept(taken.stream()
              .flatMap(each -> Kept.Entry.of(each.entry()).stream()).toList()));
          return link.send(model -> {
            model.outbox.acknowledge(taken.stream().map(each -> each.id()).toList());
            return null;
          });
        });
  }
}
