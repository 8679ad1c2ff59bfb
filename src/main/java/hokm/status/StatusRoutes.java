package hokm.status;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** GET /api/status: the cluster now. GET /api/status/history: its last hour. */
public final class StatusRoutes implements Consumer<Router> {

  private final Access access;
  private final Panorama panorama;

  /** @param listens the address that the node's HTTP server listens at */
  public StatusRoutes(StatusSettings settings, String listens, StatusVerticle from) {
    this(settings, listens, from.panorama());
  }

  StatusRoutes(StatusSettings settings, String listens, Panorama panorama) {
    access = new Access(settings, listens);
    this.panorama = panorama;
  }

  @Override
  public void accept(Router router) {
    router.get("/api/status").handler(asked ->
        answer(asked, () -> panorama.status(System.currentTimeMillis())));
    router.get("/api/status/history").handler(asked ->
        answer(asked, () -> panorama.history(System.currentTimeMillis())));
  }

  private void answer(RoutingContext asked, Supplier<JsonObject> body) {
    HttpServerRequest request = asked.request();
    var host = request.authority() == null ? "" : request.authority().host();
    var refusal = access.refusal(request.remoteAddress().hostAddress(), host,
        request.version() == HttpVersion.HTTP_1_0, request.headers());
    var response = asked.response()
        .putHeader("Content-Type", "application/json; charset=utf-8")
        .putHeader("Cache-Control", "no-store");
    refusal.ifPresent(why -> {
      response.setStatusCode(why.status());
      if (why.status() == 401) response.putHeader("WWW-Authenticate", "Bearer");
    });
    response.end(refusal
        .map(why -> new JsonObject().put("code", why.code()).put("message", why.sentence()))
        .orElseGet(body).encode());
  }
}
