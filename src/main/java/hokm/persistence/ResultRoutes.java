package hokm.persistence;

import hokm.persistence.Archive.About;
import hokm.persistence.Archive.Question;
import hokm.persistence.Archive.Reply;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.List;
import java.util.function.Consumer;

/** What has been played, for everyone who asks over HTTP. */
public final class ResultRoutes implements Consumer<Router> {

  private static final String BEHIND = "Hokm-Behind-Ms";
  private static final List<String> NAMES = List.of("limit", "before", "player", "from");

  private final Archive archive;

  public ResultRoutes(Archive archive) {
    this.archive = archive;
  }

  @Override
  public void accept(Router router) {
    router.get("/api/matches").handler(asked -> answer(asked, About.MATCHES));
    router.get("/api/matches/:id").handler(asked -> answer(asked, About.MATCH));
    router.get("/api/matches/:id/log").handler(asked -> answer(asked, About.LOG));
    router.get("/api/players/:id").handler(asked -> answer(asked, About.PLAYER));
    router.get("/api/leaderboard").handler(asked -> answer(asked, About.LEADERBOARD));
  }

  private void answer(RoutingContext asked, About about) {
    var with = new HashMap<String, String>();
    for (String name : NAMES) {
      asked.queryParam(name).stream().findFirst().ifPresent(value -> with.put(name, value));
    }
    with.putAll(asked.pathParams());
    // It may be answered on another event loop, or by another node.
    var here = asked.vertx().getOrCreateContext();
    archive.answer(new Question(about, with))
        .onSuccess(reply -> here.runOnContext(go -> send(asked, reply)))
        .onFailure(e -> here.runOnContext(go -> asked.fail(e)));
  }

  private static void send(RoutingContext asked, Reply reply) {
    var response = asked.response().setStatusCode(reply.status())
        .putHeader("Content-Type", reply.type());
    reply.behindMillis().ifPresent(behind -> response.putHeader(BEHIND, Long.toString(behind)));
    response.end(reply.body());
  }
}
