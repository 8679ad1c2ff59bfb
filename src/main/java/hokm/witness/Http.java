package hokm.witness;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** What a server, or the first of several that knows, answers over HTTP. Blocks, for 3 s each. */
public final class Http {

  private static final int SECONDS = 3;
  private static final Pattern LAG = Pattern.compile("the standby at \\S+ lags (\\d+) ms");

  private record Answer(int status, String body) {}

  private final HttpClient client;
  private final List<SocketAddress> servers;

  public Http(Vertx vertx, int port) {
    this(vertx, List.of(SocketAddress.inetSocketAddress(port, "127.0.0.1")));
  }

  public Http(Vertx vertx, List<SocketAddress> servers) {
    this.client = vertx.createHttpClient(new HttpClientOptions().setConnectTimeout(1000));
    this.servers = List.copyOf(servers);
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

  /** What has been kept of a finished match, told by its page and its log; nothing at first. */
  public Kept kept(String match, List<JsonObject> log) {
    var answer = get("/api/matches/" + match);
    return answer.status() == 200 ? Kept.of(new JsonObject(answer.body()), log) : Kept.NOTHING;
  }

  private Answer get(String path) {
    var answer = new Answer(503, "");
    for (SocketAddress server : servers) {
      answer = get(server, path);
      if (answer.status() == 200) return answer;
    }
    return answer;
  }

  private Answer get(SocketAddress server, String path) {
    // Read where the answer arrives: a chain that another thread hangs on may come after the body.
    var asked = client.request(HttpMethod.GET, server.port(), server.host(), path)
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
