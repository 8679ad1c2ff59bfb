package hokm.room;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.shareddata.LocalMap;
import io.vertx.core.shareddata.Shareable;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The event bus of Vert.x; what listens in this very node is reached without it, straight on its
 * event loop. The bus would look each message's address up among those of all nodes, which takes
 * longer than all that a room does for a move.
 */
final class VertxBus implements Bus {

  private static final String LISTENERS = "hokm.listeners";

  /** @param consumer tells whether it still listens: it stops with its verticle */
  private record Listener(Context context, MessageConsumer<?> consumer,
      Function<Object, Future<?>> answer) implements Shareable {}

  private final EventBus bus;
  private final DeliveryOptions options;
  private final LocalMap<String, Listener> listeners;
  private final Context context;
  private final Thread loop;
  private final Deadlines deadlines;

  VertxBus(Vertx vertx) {
    bus = vertx.eventBus();
    options = new DeliveryOptions().setSendTimeout(ANSWER_MILLIS);
    listeners = vertx.sharedData().getLocalMap(LISTENERS);
    context = vertx.getOrCreateContext();
    loop = Thread.currentThread();
    deadlines = new Deadlines(Timers.of(vertx), Duration.ofMillis(ANSWER_MILLIS));
  }

  /** Null when none listens in this node, or when asked from another thread than this bus'. */
  private Listener here(String address) {
    if (Thread.currentThread() != loop) return null;
    var listener = listeners.get(address);
    return listener != null && listener.consumer().isRegistered() ? listener : null;
  }

  @Override
  public <A> Future<A> request(String address, Object message) {
    var listener = here(address);
    if (listener == null) return bus.<A>request(address, message, options).map(Message::body);
    Promise<A> answer = Promise.promise();
    long deadline = deadlines.begin(() ->
        answer.tryFail("No answer from " + address + " within " + ANSWER_MILLIS + " ms."));
    listener.context().runOnContext(go -> ask(listener, message)
        .onComplete(done -> context.runOnContext(back -> {
          deadlines.end(deadline);
          if (done.succeeded()) answer.tryComplete(VertxBus.<A>as(done.result()));
          else answer.tryFail(done.cause());
        })));
    return answer.future();
  }

  private static Future<?> ask(Listener listener, Object message) {
    try {
      return listener.answer().apply(message);
    } catch (RuntimeException wrong) {
      return Future.failedFuture(wrong);
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T as(Object message) {
    return (T) message;
  }

  @Override
  public void send(String address, Object message) {
    var listener = here(address);
    if (listener == null) bus.send(address, message);
    else listener.context().runOnContext(go -> listener.answer().apply(message));
  }

  @Override
  public void publish(String address, Object message) {
    bus.publish(address, message);
  }

  @Override
  public <M> Future<Void> serve(String address, Function<M, Future<?>> answer) {
    var consumer = bus.<M>consumer(address, asked -> answer.apply(asked.body())
        .onSuccess(asked::reply)
        .onFailure(e -> asked.fail(1, e.getMessage())));
    return listening(address, consumer, message -> answer.apply(VertxBus.<M>as(message)));
  }

  @Override
  public <M> Future<Void> listen(String address, Consumer<M> listener) {
    var consumer = bus.<M>consumer(address, told -> listener.accept(told.body()));
    return listening(address, consumer, message -> {
      listener.accept(VertxBus.<M>as(message));
      return Future.succeededFuture();
    });
  }

  /** Where several listen, any of them may be the one that is sent to. */
  private Future<Void> listening(String address, MessageConsumer<?> consumer,
      Function<Object, Future<?>> answer) {
    return consumer.completion().onSuccess(listening ->
        listeners.put(address, new Listener(context, consumer, answer)));
  }
}
