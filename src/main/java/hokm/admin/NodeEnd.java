package hokm.admin;

import hokm.room.Edge;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What a node tells and does for whichever node an operator has asked. */
final class NodeEnd {

  private final AdminVerticle.About about;
  private final BanList bans;
  private final Edge edge;
  private final long began;

  NodeEnd(AdminVerticle.About about, BanList bans, Edge edge) {
    this.about = about;
    this.bans = bans;
    this.edge = edge;
    began = edge.timers().millis();
  }

  static String address(String node) {
    return "operator." + node;
  }

  Future<Void> serve() {
    return edge.bus().<JsonObject>serve(address(about.node()), asked ->
        edge.timers().here(answer(asked)));
  }

  private Future<JsonObject> answer(JsonObject asked) {
    return switch (asked.getString("do")) {
      case "node" -> Future.succeededFuture(facts());
      case "rooms" -> about.rooms().page(asked.getString("after"), asked.getInteger("most"))
          .map(page -> new JsonObject().put("rooms", new JsonArray(page))
              .put("all", about.rooms().size()));
      case "room" -> about.rooms().room(asked.getString("room"))
          .map(room -> room.orElseGet(JsonObject::new));
      case "close" -> about.rooms().close(asked.getString("room"), asked.getString("reason"))
          .map(was -> new JsonObject().put("was", was));
      case "bans" -> bans.known()
          ? Future.succeededFuture(new JsonObject()
              .put("bans", RecordsOnBus.json(bans.all(edge.timers().now()))))
          : Future.failedFuture("Node " + about.node() + " does not know who is banned yet.");
      case "drain" -> {
        var before = facts();
        about.drain().run();
        yield Future.succeededFuture(before);
      }
      default -> Future.failedFuture("Nothing is asked for so: " + asked.getString("do"));
    };
  }

  private JsonObject facts() {
    return new JsonObject().put("node", about.node())
        .put("state", about.draining().getAsBoolean() ? "leaving" : "up")
        .put("version", about.version()).put("roles", new JsonArray(about.roles()))
        .put("rooms", about.rooms().size()).put("sockets", about.sockets().getAsInt())
        .put("upSeconds", (edge.timers().millis() - began) / 1000);
  }
}
