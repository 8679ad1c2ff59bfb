package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
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

  /** Of the event loop that it is made on. */
  static Bus of(Vertx vertx) {
    return new VertxBus(vertx);
  }
}
