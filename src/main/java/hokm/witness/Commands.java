package hokm.witness;

import hokm.witness.Testimony.Outcome;
import hokm.witness.Testimony.Sent;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** A client's commands, each under an id of its own, until the server has answered them. */
final class Commands {

  /** Answers that leave open whether the command had its effect, so that it is sent again. */
  private static final Set<String> MOVES = Set.of("name_trump", "play_card");
  private static final Set<String> AGAIN = Set.of("busy", "unavailable", "too_fast",
      "server_leaving", "not_signed_in");

  /** The server judged the command and said no. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String type, String code) {
      super("The server refused " + type + ": " + code, null, false, false);
    }
  }

  private static final class Command {
    private final JsonObject message;
    private final int deal;
    private final String value;
    private final Promise<JsonObject> answer = Promise.promise();
    private final long sentNanos = System.nanoTime();
    private int sendings;
    private long lastSentNanos;
    private Outcome outcome = Outcome.UNKNOWN;
    private Optional<String> code = Optional.empty();
    private long answeredNanos;
    private boolean contradicted;

    Command(JsonObject message, int deal, String value) {
      this.message = message;
      this.deal = deal;
      this.value = value;
    }

    Sent told() {
      return new Sent(message.getString("id"), message.getString("type"), deal, value, sentNanos,
          sendings, outcome, code, answeredNanos, contradicted);
    }
  }

  private final String name;
  private final Consumer<String> line;
  private final Map<String, Command> all = new LinkedHashMap<>();
  private final Map<String, Command> open = new LinkedHashMap<>();

  /** @param line where a message goes, if there is a socket */
  Commands(String name, Consumer<String> line) {
    this.name = name;
    this.line = line;
  }

  /** @return fails with {@link Refused}; waits across as many sockets as it takes */
  Future<JsonObject> send(JsonObject message, int deal, String value, boolean now) {
    if (MOVES.contains(message.getString("type"))) message.put("deal", deal);
    message.put("id", name + "-" + (all.size() + 1));
    var command = new Command(message, deal, value);
    all.put(message.getString("id"), command);
    open.put(message.getString("id"), command);
    if (now) send(command);
    return command.answer.future();
  }

  private void send(Command command) {
    command.sendings++;
    command.lastSentNanos = System.nanoTime();
    line.accept(command.message.encode());
  }

  /** Every command without an answer goes out once more, under its old id. */
  void resend() {
    List.copyOf(open.values()).forEach(this::send);
  }

  /** The same for those whose answer is overdue. */
  void resendAfter(long nanos) {
    long now = System.nanoTime();
    for (Command command : List.copyOf(open.values())) {
      if (now - command.lastSentNanos > nanos) send(command);
    }
  }

  boolean waiting(String type) {
    return open.values().stream().anyMatch(c -> type.equals(c.message.getString("type")));
  }

  void accepted(JsonObject frame) {
    answered(frame, Outcome.ACCEPTED);
  }

  /** @return whether the command is to be tried again under its id */
  boolean refused(JsonObject frame) {
    if (AGAIN.contains(frame.getString("code"))) return true;
    answered(frame, Outcome.REFUSED);
    return false;
  }

  private void answered(JsonObject frame, Outcome outcome) {
    var command = all.get(frame.getString("id"));
    if (command == null) return;
    if (command.outcome != Outcome.UNKNOWN) {
      command.contradicted |= command.outcome != outcome;
      return;
    }
    command.outcome = outcome;
    command.answeredNanos = System.nanoTime();
    open.remove(frame.getString("id"));
    if (outcome == Outcome.ACCEPTED) {
      command.answer.complete(frame);
    } else {
      command.code = Optional.of(frame.getString("code"));
      command.answer.fail(new Refused(command.message.getString("type"), command.code.get()));
    }
  }

  /** Gives up what is open. */
  void fail(Throwable why) {
    List.copyOf(open.values()).forEach(command -> command.answer.tryFail(why));
  }

  List<Sent> told() {
    var told = new ArrayList<Sent>();
    all.values().forEach(command -> told.add(command.told()));
    return told;
  }
}
