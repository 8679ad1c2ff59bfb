package hokm.admin;

import hokm.room.Bans.Ban;
import hokm.room.Edge;
import hokm.room.OperatorRecords;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** What an operator may ask for, over HTTP. Every answer is JSON. */
final class AdminRoutes implements Consumer<Router> {

  private static final int BODY_BYTES = 4096;
  private static final String WHO = "who";

  private final Parts parts;
  private final Doorkeeper doorkeeper;

  /** What the calls work with. */
  record Parts(String node, Edge edge, Cluster cluster, OperatorRecords records, BanList bans,
      Audit audit) {}

  AdminRoutes(AdminSettings settings, Parts parts) {
    this.parts = parts;
    doorkeeper = new Doorkeeper(settings.tokens());
  }

  @Override
  public void accept(Router router) {
    router.route().handler(this::enter);
    router.route().handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES));
    router.get("/admin/nodes").handler(asked -> look(asked, "nodes", "", new JsonObject(),
        parts.cluster().nodes()));
    router.get("/admin/rooms").handler(checked(this::rooms));
    router.get("/admin/rooms/:code").handler(checked(asked -> {
      var code = Wish.room(asked);
      look(asked, "room", code, new JsonObject(), parts.cluster().room(code));
    }));
    router.get("/admin/bans").handler(checked(this::bans));
    router.post("/admin/nodes/:node/drain").handler(checked(this::drain));
    router.post("/admin/rooms/:code/move").handler(checked(this::move));
    router.post("/admin/rooms/:code/close").handler(checked(this::close));
    router.post("/admin/bans/:player").handler(checked(this::ban));
    router.delete("/admin/bans/:player").handler(checked(this::lift));
    router.route().handler(asked -> answer(asked, Reply.refused(404, "no_such_call",
        "There is no such call; the README lists them.")));
    router.route().failureHandler(asked -> answer(asked, asked.statusCode() == 413
        ? Reply.refused(413, "too_large", "A body has at most " + BODY_BYTES + " bytes.")
        : Reply.refused(500, "failed", "The call failed; the node's log may say why.")));
  }

  private void enter(RoutingContext asked) {
    HttpServerRequest request = asked.request();
    var from = request.remoteAddress().hostAddress();
    long now = parts.edge().timers().millis();
    if (doorkeeper.deaf(from, now)) {
      answer(asked, Reply.refused(429, "too_many_failures", "Too many wrong tokens came from this"
          + " address; try again in a minute."));
      return;
    }
    var who = doorkeeper.whose(from, request.getHeader("Authorization"), now);
    if (who.isEmpty()) {
      parts.audit().turnedAway(from, doorkeeper.deaf(from, now));
      asked.response().putHeader("WWW-Authenticate", "Bearer");
      answer(asked, Reply.refused(401, "token", "Show a token that HOKM_ADMIN_TOKEN has, as"
          + " `Authorization: Bearer …`."));
      return;
    }
    asked.put(WHO, who.get());
    asked.next();
  }

  /** What is asked for wrongly is answered with a sentence about it. */
  private Handler<RoutingContext> checked(Handler<RoutingContext> call) {
    return asked -> {
      try {
        call.handle(asked);
      } catch (Wish.Bad wrong) {
        answer(asked, wrong.reply());
      }
    };
  }

  private Call call(RoutingContext asked, String action, String target, JsonObject arguments) {
    return new Call(UUID.randomUUID(), parts.edge().timers().now(), asked.get(WHO),
        asked.request().remoteAddress().hostAddress(), action, target, arguments);
  }

  private void look(RoutingContext asked, String action, String target, JsonObject arguments,
      Future<Reply> found) {
    tell(asked, parts.audit().look(call(asked, action, target, arguments), () -> found));
  }

  private void rooms(RoutingContext asked) {
    var after = Wish.after(asked);
    int limit = Wish.limit(asked);
    look(asked, "rooms", "", new JsonObject().put("after", after).put("limit", limit),
        parts.cluster().rooms(after, limit));
  }

  private void drain(RoutingContext asked) {
    var node = Wish.node(asked.pathParam("node"));
    Wish.body(asked);
    var call = call(asked, "drain", node, new JsonObject());
    tell(asked, parts.audit().actAnyway(call, parts.records().asked(call.asked(parts.node())),
        () -> parts.cluster().drain(node)));
  }

  private void move(RoutingContext asked) {
    var code = Wish.room(asked);
    var body = Wish.body(asked, "to");
    var to = Optional.ofNullable(Wish.text(body, "to", 60)).map(Wish::node);
    var call = call(asked, "move", code, body);
    tell(asked, parts.audit().act(call, parts.records().asked(call.asked(parts.node())),
        () -> parts.cluster().move(code, to)));
  }

  private void close(RoutingContext asked) {
    var code = Wish.room(asked);
    var body = Wish.body(asked, "reason");
    var reason = Wish.reason(body);
    var call = call(asked, "close", code, body);
    tell(asked, parts.audit().act(call, parts.records().asked(call.asked(parts.node())),
        () -> parts.cluster().close(code, reason)));
  }

  private void ban(RoutingContext asked) {
    var player = Wish.player(asked);
    var body = Wish.body(asked, "reason", "until");
    var ban = new Ban(player, Wish.reason(body), Wish.until(body, parts.edge().timers().now()));
    var call = call(asked, "ban", player, body);
    tell(asked, parts.audit().act(call, parts.records().ban(call.asked(parts.node()), ban), () -> {
      BanList.tell(parts.edge(), ban);
      return Future.succeededFuture(Reply.ok(RecordsOnBus.json(ban)));
    }));
  }

  private void lift(RoutingContext asked) {
    var player = Wish.player(asked);
    var call = call(asked, "lift_ban", player, new JsonObject());
    var lifted = parts.records().lift(call.asked(parts.node()), player);
    tell(asked, parts.audit().act(call, lifted.mapEmpty(), () -> {
      BanList.tellLifted(parts.edge(), player);
      return Future.succeededFuture(lifted.result()
          ? Reply.ok(new JsonObject().put("player", player).put("lifted", true))
          : Reply.refused(404, "not_banned", "Player " + player + " is not banned."));
    }));
  }

  private void bans(RoutingContext asked) {
    var after = Wish.after(asked);
    int limit = Wish.limit(asked);
    var page = parts.bans().all(parts.edge().timers().now()).stream()
        .filter(ban -> ban.player().compareTo(after) > 0).limit(limit).toList();
    var body = new JsonObject().put("bans", RecordsOnBus.json(page))
        .put("complete", parts.bans().known());
    if (page.size() == limit) body.put("next", page.get(limit - 1).player());
    look(asked, "bans", "", new JsonObject().put("after", after).put("limit", limit),
        Future.succeededFuture(Reply.ok(body)));
  }

  private void tell(RoutingContext asked, Future<Reply> reply) {
    parts.edge().timers().here(reply).onSuccess(done -> answer(asked, done))
        .onFailure(asked::fail);
  }

  private static void answer(RoutingContext asked, Reply reply) {
    if (asked.response().ended() || asked.response().closed()) return;
    asked.response().setStatusCode(reply.status())
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store").end(reply.body().encodePrettily() + "\n");
  }
}
