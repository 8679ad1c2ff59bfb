package hokm.room;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Where it is kept what operators did, and whom they have banned. */
public interface OperatorRecords {

  /** Of an {@link OutboxEntry} whose body is one step of a call. */
  String KIND = "operator_call";

  /** Writes a call down before it is done. @param step as an outbox entry's body */
  Future<Void> asked(JsonObject step);

  /** With its call, or neither; another ban of the player is replaced. */
  Future<Void> ban(JsonObject step, Bans.Ban ban);

  /** With its call, or neither. @return whether the player was banned */
  Future<Boolean> lift(JsonObject step, String player);

  /** Those that are not over. */
  Future<List<Bans.Ban>> bans();
}
