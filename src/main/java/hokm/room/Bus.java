package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What the parts of all nodes say to each other; a simulation brings its own. What is sent may be
 * lost, and what listens is called on the event loop that it was given on.
 */
public interface Bus {

  long ANSWER_MILLIS = 2500;

  /** @return fails when no answer comes within 2.5 s; what was asked may be done all the same */
  <A> Future<A> request(String address, Object message);

  /** To one who listens there. */
  void send(String address, Object message);

  /** To all who listen there. */
  void publish(String address, Object message);

  /** Answers requests; where the answer fails, so does the request. */
  <M> Future<Void> serve(String address, Function<M, Future<?>> answer);

  <M> Future<Void> listen(String address, Consumer<M> listener);

  static Bus of(Vertx vertx) {
    var options = new DeliveryOptions().setSendTimeout(ANSWER_MILLIS);
    var bus = vertx.eventBus();
    return new Bus() {
      @Override
      public <A> Future<A> request(String address, Object message) {
        return bus.<A>request(address, message, options).map(Message::body);
      }

      @Override
      public void send(String address, Object message) {
        bus.send(address, message);
      }

      @Override
      public void publish(String address, Object message) {
        bus.publish(address, message);
      }

      @Override
      public <M> Future<Void> serve(String address, Function<M, Future<?>> answer) {
        return bus.<M>consumer(address, asked -> answer.apply(asked.body())
            .onSuccess(asked::reply)
            .onFailure(e -> asked.fail(1, e.getMessage()))).completion();
      }

      @Override
      public <M> Future<Void> listen(String address, Consumer<M> listener) {
        return bus.<M>consumer(address, told -> listener.accept(told.body())).completion();
      }
    };
  }
}
