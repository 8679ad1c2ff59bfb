package hokm.snapshots;

import io.vertx.core.Future;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.List;
import java.util.Set;

/** What Redis answers to a batch, one by one; and what its errors mean. */
final class Replies {

  private static final Set<String> REFUSALS =
      Set.of("MISCONF", "OOM", "NOREPLICAS", "BUSY", "LOADING");
  private static final Set<String> ANOTHER = Set.of("READONLY", "MASTERDOWN", "NOAUTH");

  private Replies() {}

  /**
   * The client fails a whole batch for one error in it. Then all of it is asked again one by one:
   * everything of ours may be asked twice.
   *
   * @return fails when the connection does
   */
  static Future<List<Future<Response>>> of(RedisConnection over, List<Request> batch) {
    return over.batch(batch)
        .map(all -> all.stream().map(Future::succeededFuture).toList())
        .recover(e -> e instanceof Response
            ? oneByOne(over, batch) : Future.failedFuture(e));
  }

  private static Future<List<Future<Response>>> oneByOne(RedisConnection over,
      List<Request> batch) {
    var replies = batch.stream().map(over::send).toList();
    return Future.join(replies).transform(done -> replies.stream()
        .filter(reply -> reply.failed() && !(reply.cause() instanceof Response))
        .findFirst().<Future<List<Future<Response>>>>map(broken ->
            Future.failedFuture(broken.cause()))
        .orElse(Future.succeededFuture(replies)));
  }

  /** Redis is there but takes no writes now. */
  static boolean ofRefusal(String error) {
    return REFUSALS.contains(code(error));
  }

  /** It could not write its file, which may be damaged now. */
  static boolean ofSpoiledFile(String error) {
    return code(error).equals("MISCONF");
  }

  /** This is not, or not any more, the server to be connected to: the master with our functions. */
  static boolean ofAnotherServer(String error) {
    return ANOTHER.contains(code(error)) || error.contains("Function not found");
  }

  private static String code(String error) {
    return error.split(" ", 2)[0];
  }
}
