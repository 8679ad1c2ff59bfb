package hokm.admin;

import io.vertx.core.json.JsonObject;
import java.util.UUID;

/**
 * Something that an operator asks for, as it is written down.
 *
 * @param at epoch milliseconds
 * @param who the name of the token
 * @param remote the address that it came from
 * @param target a room's code, a node or a player; empty where it is of all
 */
record Call(UUID id, long at, String who, String remote, String action, String target,
    JsonObject arguments) {

  /** Before it is done. @param node that was asked */
  JsonObject asked(String node) {
    return step(node, "asked", null);
  }

  JsonObject answered(String node, String outcome) {
    return step(node, "answered", outcome);
  }

  private JsonObject step(String node, String step, String outcome) {
    return new JsonObject().put("call", id.toString()).put("step", step).put("at", at)
        .put("who", who).put("remote", remote).put("node", node).put("action", action)
        .put("target", target).put("arguments", arguments).put("outcome", outcome);
  }

  @Override
  public String toString() {
    return action + (target.isEmpty() ? "" : " " + target) + " with " + arguments.encode();
  }
}
