package hokm.health;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.PrometheusScrapingHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What an operator, a balancer and a watchdog ask a node. 200 while all is as it should be,
 * otherwise 503; the body says what is not so in whole sentences.
 */
public final class HealthRoutes implements Consumer<Router> {
  private final About about;
  private final Database database;
  private final Metrics metrics;
  private final Report overall;
  private final Report live;
  private final Report ready;
  private final long startedNanos = System.nanoTime();

  /** The node's figures, shown by /health. */
  public record About(String node, String version, IntSupplier rooms, IntSupplier sockets,
      Supplier<Set<String>> members) {}

  /**
   * What the part that keeps results knows of PostgreSQL, without asking it now.
   *
   * @param facts at least "sentence"; beside it what /db-health shows of each endpoint
   */
  public record Database(BooleanSupplier ok, Supplier<JsonObject> facts) {

    Check check() {
      return new Check("database", "The state of PostgreSQL could not be told.", () ->
          Future.succeededFuture(new Check.Finding(ok.getAsBoolean(),
              facts.get().getString("sentence"))));
    }
  }

  /**
   * @param ready what must be so before the balancer sends players here. The same, the event loops
   *     and the database are what /health looks at
   */
  public HealthRoutes(Vertx vertx, HealthSettings settings, About about, List<Check> ready,
      Database database, Metrics metrics) {
    this.about = about;
    this.database = database;
    this.metrics = metrics;
    // Only what a restart would mend: a node without Redis must not be killed for it.
    var loops = EventLoops.turn(about.node(), vertx);
    live = new Report(vertx, about.node(), settings, List.of(loops));
    this.ready = new Report(vertx, about.node(), settings, ready);
    overall = new Report(vertx, about.node(), settings,
        Stream.concat(Stream.concat(Stream.of(loops), ready.stream()),
            Stream.of(database.check())).toList());
  }

  @Override
  public void accept(Router router) {
    router.get("/health").handler(asked -> answer(asked, overall.body().map(this::withFigures)));
    router.get("/health/live").handler(asked -> answer(asked, live.body()));
    router.get("/health/ready").handler(asked -> answer(asked, ready.body()));
    router.get("/db-health").handler(asked ->
        answer(asked, Future.succeededFuture(databaseBody())));
    router.get("/metrics").handler(PrometheusScrapingHandler.create(metrics.registry()));
  }

  /** Whether /health/ready is well. Never fails. */
  public Future<Boolean> ready() {
    return ready.body().map(body -> "UP".equals(body.getString("status")));
  }

  /** What /health looks at. Never fails, and takes no longer than a check may. */
  public Future<JsonArray> checks() {
    return overall.body().map(body -> body.getJsonArray("checks"));
  }

  private JsonObject withFigures(JsonObject body) {
    return body
        .put("version", about.version())
        .put("uptimeSeconds", Duration.ofNanos(System.nanoTime() - startedNanos).toSeconds())
        .put("rooms", about.rooms().getAsInt())
        .put("sockets", about.sockets().getAsInt())
        .put("members", new JsonArray(about.members().get().stream().sorted().toList()));
  }

  private JsonObject databaseBody() {
    boolean ok = database.ok().getAsBoolean();
    var facts = database.facts().get();
    var check = new JsonObject().put("name", "database").put("ok", ok)
        .put("sentence", facts.getString("sentence"));
    var body = new JsonObject()
        .put("status", ok ? "UP" : "DOWN")
        .put("node", about.node())
        .put("checks", new JsonArray().add(check));
    for (var fact : facts) {
      if (!body.containsKey(fact.getKey())) body.put(fact.getKey(), fact.getValue());
    }
    return body;
  }

  private static void answer(RoutingContext asked, Future<JsonObject> body) {
    // The last check may have been answered on another event loop than the one that was asked.
    var here = asked.vertx().getOrCreateContext();
    body.onSuccess(found -> here.runOnContext(go -> send(asked, found)))
        .onFailure(e -> here.runOnContext(go -> asked.fail(e)));
  }

  private static void send(RoutingContext asked, JsonObject body) {
    asked.response()
        .setStatusCode("UP".equals(body.getString("status")) ? 200 : 503)
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store")
        .end(body.encodePrettily() + "\n");
  }
}
