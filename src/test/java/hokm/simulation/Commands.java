package hokm.simulation;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The commands of one player, under their ids; what is not answered is sent again. */
final class Commands {

  private static final long OVERDUE = 3_000_000;

  private final World world;
  private final Consumer<JsonObject> line;
  private final Map<String, Sent> sent = new LinkedHashMap<>();

  /** @param line takes what is sent to whatever socket there is */
  Commands(World world, Consumer<JsonObject> line) {
    this.world = world;
    this.line = line;
  }

  int next() {
    return sent.size() + 1;
  }

  /** @param now whether it can be sent at once, and not only with those that are sent again */
  void send(boolean now, Sent command) {
    sent.put(command.id, command);
    if (now) again(command);
  }

  void again(Sent command) {
    command.sentAt = world.scheduler.micros();
    line.accept(command.message);
  }

  void againIfOverdue() {
    long now = world.scheduler.micros();
    open().stream().filter(each -> now - each.sentAt > OVERDUE).forEach(this::again);
  }

  List<Sent> open() {
    return sent.values().stream().filter(Sent::open).toList();
  }

  /** Those of this type that are done. */
  List<Sent> done(String type) {
    return sent.values().stream().filter(each -> each.type.equals(type) && !each.open()).toList();
  }

  /** Whether such a one waits or was accepted. */
  boolean asked(String type) {
    return sent.values().stream().anyMatch(each -> each.type.equals(type)
        && (each.open() || each.accepted));
  }

  Optional<Sent> of(JsonObject answer) {
    return Optional.ofNullable(sent.get(answer.getString("id", "")));
  }

  List<Sent> all() {
    return new ArrayList<>(sent.values());
  }
}
