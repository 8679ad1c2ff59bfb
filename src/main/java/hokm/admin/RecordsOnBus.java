package hokm.admin;

import hokm.room.Bans.Ban;
import hokm.room.Bus;
import hokm.room.OperatorRecords;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The records of whichever node keeps results, for one that does not. */
record RecordsOnBus(Bus bus) implements OperatorRecords {

  private static final String ADDRESS = "operator.records";

  /** At a node that keeps results; any of them may be asked. */
  static Future<Void> serve(Bus bus, OperatorRecords records) {
    return bus.<JsonObject>serve(ADDRESS, asked -> {
      var step = asked.getJsonObject("step");
      return switch (asked.getString("do")) {
        case "asked" -> records.asked(step).map(new JsonObject());
        case "ban" -> records.ban(step, ban(asked.getJsonObject("ban"))).map(new JsonObject());
        case "lift" -> records.lift(step, asked.getString("player"))
            .map(was -> new JsonObject().put("was", was));
        case "bans" -> records.bans().map(all -> new JsonObject().put("bans", json(all)));
        default -> Future.failedFuture("No records are asked for so: " + asked.getString("do"));
      };
    });
  }

  private Future<JsonObject> ask(String what, JsonObject step, JsonObject with) {
    return bus.request(ADDRESS, with.put("do", what).put("step", step));
  }

  @Override
  public Future<Void> asked(JsonObject step) {
    return ask("asked", step, new JsonObject()).mapEmpty();
  }

  @Override
  public Future<Void> ban(JsonObject step, Ban ban) {
    return ask("ban", step, new JsonObject().put("ban", json(ban))).mapEmpty();
  }

  @Override
  public Future<Boolean> lift(JsonObject step, String player) {
    return ask("lift", step, new JsonObject().put("player", player))
        .map(answer -> answer.getBoolean("was"));
  }

  @Override
  public Future<List<Ban>> bans() {
    return ask("bans", null, new JsonObject()).map(answer -> bans(answer.getJsonArray("bans")));
  }

  static JsonObject json(Ban ban) {
    return new JsonObject().put("player", ban.player()).put("reason", ban.reason())
        .put("until", ban.until().map(Instant::toString).orElse(null));
  }

  static Ban ban(JsonObject json) {
    return new Ban(json.getString("player"), json.getString("reason"),
        Optional.ofNullable(json.getString("until")).map(Instant::parse));
  }

  static JsonArray json(List<Ban> bans) {
    return new JsonArray(bans.stream().map(RecordsOnBus::json).toList());
  }

  static List<Ban> bans(JsonArray json) {
    return json.stream().map(each -> ban((JsonObject) each)).toList();
  }
}
