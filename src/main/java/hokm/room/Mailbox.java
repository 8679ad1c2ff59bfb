package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** Commands that wait for a room while it saves, is held, or has no store. */
final class Mailbox {

  /** @param ran what the clock had run when it came, so that waiting costs nobody time */
  record Waiting(BiFunction<RoomState, Moment, Decision> judge, long ran,
      Promise<Answer> answer) {}

  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private final Map<String, Future<Answer>> unanswered = new HashMap<>();

  int size() {
    return waiting.size();
  }

  boolean isEmpty() {
    return waiting.isEmpty();
  }

  Future<Answer> add(BiFunction<RoomState, Moment, Decision> judge, long ran) {
    Promise<Answer> answer = Promise.promise();
    waiting.add(new Waiting(judge, ran, answer));
    return answer.future();
  }

  Waiting poll() {
    return waiting.poll();
  }

  /** So that who asks again while he waits fills no place. */
  void remember(Ask ask, Future<Answer> answer) {
    if (answer.isComplete()) return;
    unanswered.put(key(ask), answer);
    answer.onComplete(done -> unanswered.remove(key(ask)));
  }

  /** Null when this is not an earlier command that still waits. */
  Future<Answer> earlier(Ask ask) {
    return unanswered.isEmpty() ? null : unanswered.get(key(ask));
  }

  private static String key(Ask ask) {
    return ask.player() + " " + ask.id();
  }

  void answerAll(Answer answer) {
    for (var each = poll(); each != null; each = poll()) each.answer().complete(answer);
  }
}
