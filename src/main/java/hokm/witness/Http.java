package hokm.witness;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What the balancer answers over plain HTTP. Blocks, for 3 s at most. */
public final class Http {

  private static final int SECONDS = 3;
  private static final Pattern LAG = Pattern.compile("the standby at \\S+ lags (\\d+) ms");

  private record Answer(int status, String body) {}

  private final HttpClient client;
  private final int port;

  public Http(Vertx vertx, int port) {
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1000));
    this.port = port;
  }

  /** What /db-health says of the standby's lag; -1 when it says nothing of it. */
  public long lagMs() {
    var answer = get("/db-health");
    if (answer.status() != 200) return -1;
    var lag = LAG.matcher(new JsonObject(answer.body()).encode());
    return lag.find() ? Long.parseLong(lag.group(1)) : -1;
  }

  /** A finished match's lines; empty when it is not to be had yet. */
  public List<JsonObject> log(String match) {
    var answer = get("/api/matches/" + match + "/log");
    return answer.status() != 200 ? List.of()
        : answer.body().lines().filter(line -> !line.isBlank()).map(JsonObject::new).toList();
  }

  private Answer get(String path) {
    // Read where the answer arrives: a chain that another thread hangs on may come after the body.
    var asked = client.request(HttpMethod.GET, port, "127.0.0.1", path)
        .compose(request -> request.send().compose(Http::read));
    try {
      return asked.toCompletionStage().toCompletableFuture().get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException notNow) {
      return new Answer(503, "");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return new Answer(503, "");
    }
  }

  private static Future<Answer> read(HttpClientResponse response) {
    return response.body().map(Buffer::toString)
        .map(body -> new Answer(response.statusCode(), body));
  }

  public void close() {
    client.close();
  }
}
