package hokm.simulation;

import hokm.room.Bus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The event bus of all nodes: who listens where, and how a message fares on its way. */
final class SimulatedBus {

  private static final long ANSWER_MICROS = Bus.ANSWER_MILLIS * 1000;

  /** One consumer. What it returns is the answer; a listener's is never asked for. */
  private record Box(SimulatedNode node, Function<Object, Future<?>> consumer) {}

  private final World world;
  private final Map<String, List<Box>> boxes = new LinkedHashMap<>();
  private final Map<String, Lane> lanes = new LinkedHashMap<>();

  SimulatedBus(World world) {
    this.world = world;
  }

  Bus of(SimulatedNode node) {
    return new Bus() {
      @Override
      public <A> Future<A> request(String address, Object message) {
        return SimulatedBus.this.request(node, address, message);
      }

      @Override
      public void send(String address, Object message) {
        seen(node, address).stream().limit(1)
            .forEach(box -> deliver(node, box.node(), () -> box.consumer().apply(message)));
      }

      @Override
      public void publish(String address, Object message) {
        seen(node, address)
            .forEach(box -> deliver(node, box.node(), () -> box.consumer().apply(message)));
      }

      @Override
      public <M> Future<Void> serve(String address, Function<M, Future<?>> answer) {
        return add(address, new Box(node, message -> answer.apply(SimulatedBus.cast(message))));
      }

      @Override
      public <M> Future<Void> listen(String address, Consumer<M> listener) {
        return add(address, new Box(node, message -> {
          listener.accept(SimulatedBus.cast(message));
          return Future.succeededFuture();
        }));
      }
    };
  }

  @SuppressWarnings("unchecked")
  private static <M> M cast(Object message) {
    return (M) message;
  }

  private Future<Void> add(String address, Box box) {
    boxes.computeIfAbsent(address, a -> new ArrayList<>()).add(box);
    return Future.succeededFuture();
  }

  /** A node knows of the consumers of those that it believes to be present. */
  private List<Box> seen(SimulatedNode by, String address) {
    return boxes.getOrDefault(address, List.of()).stream()
        .filter(box -> by.sees(box.node().id())).toList();
  }

  private <A> Future<A> request(SimulatedNode from, String address, Object message) {
    Promise<A> answer = Promise.promise();
    var seen = seen(from, address);
    if (seen.isEmpty()) {
      world.scheduler.after(world.between(10, 100), from.life(),
          () -> answer.fail("No handlers for address " + address));
      return answer.future();
    }
    var to = seen.get(0);
    var late = world.scheduler.after(ANSWER_MICROS, from.life(), () ->
        answer.tryFail("Timed out after waiting for a reply. address: " + address));
    deliver(from, to.node(), () -> to.consumer().apply(message).onComplete(done -> {
      if (!to.node().sees(from.id())) return;
      deliver(to.node(), from, () -> {
        late.cancel();
        if (done.succeeded()) answer.tryComplete(SimulatedBus.<A>cast(done.result()));
        else answer.tryFail(done.cause());
      });
    }));
    return answer.future();
  }

  private void deliver(SimulatedNode from, SimulatedNode to, Runnable arrival) {
    var lane = lanes.computeIfAbsent(from.id() + ">" + to.id(), way -> world.scheduler.lane());
    if (from == to) {
      world.scheduler.after(world.between(0, 50), to.life(), lane, arrival);
      return;
    }
    long wait = world.network.wait(from.machine(), to.machine());
    if (wait > 0 ? !world.happens(0.3) : world.happens(world.weather.lost)) {
      world.trace.say(() -> "A message from " + from.id() + " to " + to.id() + " is lost.");
      return;
    }
    if (wait > 0 || world.happens(world.weather.late)) {
      world.scheduler.after(wait + world.between(1_000, 3_000_000), to.life(), arrival);
      return;
    }
    world.scheduler.after(world.between(80, 600), to.life(), lane, arrival);
  }
}
