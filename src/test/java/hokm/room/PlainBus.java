package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A bus that delivers at once. What is asked where nobody serves waits for the test's answer. */
public final class PlainBus implements Bus {

  record Asked(String address, Object message, Promise<Object> answer) {}

  final List<Asked> unserved = new ArrayList<>();
  final List<Object> sent = new ArrayList<>();
  private final Map<String, Function<Object, Future<?>>> served = new HashMap<>();
  private final Map<String, List<Consumer<Object>>> listening = new HashMap<>();

  @Override
  @SuppressWarnings("unchecked")
  public <A> Future<A> request(String address, Object message) {
    if (served.containsKey(address)) return (Future<A>) served.get(address).apply(message);
    Promise<Object> answer = Promise.promise();
    unserved.add(new Asked(address, message, answer));
    return (Future<A>) answer.future();
  }

  @Override
  public void send(String address, Object message) {
    sent.add(message);
  }

  @Override
  public void publish(String address, Object message) {
    sent.add(message);
    listening.getOrDefault(address, List.of()).forEach(each -> each.accept(message));
  }

  @Override
  @SuppressWarnings("unchecked")
  public <M> Future<Void> serve(String address, Function<M, Future<?>> answer) {
    served.put(address, message -> answer.apply((M) message));
    return Future.succeededFuture();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <M> Future<Void> listen(String address, Consumer<M> listener) {
    listening.computeIfAbsent(address, a -> new ArrayList<>())
        .add(message -> listener.accept((M) message));
    return Future.succeededFuture();
  }
}
