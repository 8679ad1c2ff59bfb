package hokm.persistence;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;

/**
 * The archive of other nodes, for one that does not keep results: so gateways need neither a way
 * to PostgreSQL nor a password of it. Whichever of them is asked, the next takes its turn when it
 * is silent.
 */
public final class FarArchive implements Archive {

  private static final String ADDRESS = "persistence.archive";
  /** Together a little more than a reader waits for PostgreSQL. */
  private static final long ANSWER_MILLIS = 2000;
  private static final int TRIES = 3;

  private final Vertx vertx;

  public FarArchive(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Has this node answer for others. */
  static MessageConsumer<JsonObject> serve(Vertx vertx, Archive stored) {
    return vertx.eventBus().consumer(ADDRESS, asked ->
        stored.answer(Question.of(asked.body())).map(Reply::json)
            .onSuccess(asked::reply).onFailure(e -> asked.fail(500, e.getMessage())));
  }

  @Override
  public Future<Reply> answer(Question question) {
    return ask(question, TRIES).otherwise(Reply.refused(503, "unavailable",
        "No node that keeps results answers now; ask again later."));
  }

  private Future<Reply> ask(Question question, int tries) {
    var patience = new DeliveryOptions().setSendTimeout(ANSWER_MILLIS);
    return vertx.eventBus().<JsonObject>request(ADDRESS, question.json(), patience)
        .map(told -> Reply.of(told.body()))
        .recover(e -> tries > 1 ? ask(question, tries - 1) : Future.failedFuture(e));
  }
}
