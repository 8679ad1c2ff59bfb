package hokm.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
  private static final Duration DEADLINE = Duration.ofMillis(300);

  private final AtomicBoolean joined = new AtomicBoolean(true);
  private final AtomicBoolean warm = new AtomicBoolean(true);
  private final AtomicBoolean draining = new AtomicBoolean();
  private final AtomicBoolean written = new AtomicBoolean(true);
  private final AtomicReference<Future<?>> pong =
      new AtomicReference<>(Future.succeededFuture());
  private final CountDownLatch done = new CountDownLatch(1);
  private final HttpClient http = HttpClient.newHttpClient();
  private Vertx vertx;
  private int port;

  @BeforeEach
  void start() throws Exception {
    var metrics = new Metrics();
    vertx = Vertx.builder().with(metrics.addTo(new VertxOptions().setEventLoopPoolSize(3)))
        .withMetrics(metrics.factory()).build();
    var about = new HealthRoutes.About("n-1", "1.2", () -> 7, () -> 28, () -> Set.of("n-1", "m-1"));
    var ready = List.of(Check.joined("n-1", joined::get), Check.busWarm("n-1", warm::get),
        Check.redis("n-1", "127.0.0.1:6379", pong::get), Check.notDraining("n-1", draining::get));
    var database = new HealthRoutes.Database(written::get, () -> new JsonObject()
        .put("sentence", "The primary at 127.0.0.1:5432 answers.")
        .put("status", "anything")
        .put("endpoints", new JsonArray().add("127.0.0.1:5432")));
    var router = Router.router(vertx);
    new HealthRoutes(vertx, new HealthSettings(DEADLINE), about, ready, database, metrics)
        .accept(router);
    router.get("/loop").handler(asked -> asked.end(Thread.currentThread().getName()));
    port = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
        .await(10, TimeUnit.SECONDS).actualPort();
  }

  @AfterEach
  void stop() throws Exception {
    done.countDown();
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void aSoundNodeIsUpAndTellsItsFigures() throws Exception {
    var answer = get("/health");
    assertThat(answer.statusCode()).isEqualTo(200);
    var body = new JsonObject(answer.body());
    assertThat(body.getString("status")).isEqualTo("UP");
    assertThat(body.getString("node")).isEqualTo("n-1");
    assertThat(body.getString("version")).isEqualTo("1.2");
    assertThat(body.getInteger("rooms")).isEqualTo(7);
    assertThat(body.getInteger("sockets")).isEqualTo(28);
    assertThat(body.getJsonArray("members")).containsExactly("m-1", "n-1");
    assertThat(names(body)).containsExactly(
        "event-loops", "cluster", "bus", "redis", "draining", "database");
    for (String path : List.of("/health/live", "/health/ready", "/db-health", "/metrics")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void aNodeThatHasNotJoinedOrGreetedOrThatDrainsIsNotReadyButLives() throws Exception {
    joined.set(false);
    assertComplaint("/health/ready", "Node n-1 has not joined its cluster");
    joined.set(true);
    warm.set(false);
    assertComplaint("/health/ready", "Node n-1 has not yet greeted the other nodes");
    warm.set(true);
    draining.set(true);
    assertComplaint("/health/ready", "Node n-1 is draining");
    assertComplaint("/health", "Node n-1 is draining");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void aNodeWithoutRedisIsNotReadyButLives() throws Exception {
    pong.set(Future.failedFuture("connection refused"));
    assertComplaint("/health/ready", "Node n-1 can save no move: connection refused");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/db-health").statusCode()).isEqualTo(200);
  }

  @Test
  void aCheckThatHangsIsDownWithinItsDeadline() throws Exception {
    pong.set(Promise.promise().future());
    long asked = System.nanoTime();
    assertComplaint("/health", "Node n-1 gets no answer from Redis at 127.0.0.1:6379");
    assertThat(Duration.ofNanos(System.nanoTime() - asked))
        .isBetween(DEADLINE, DEADLINE.plusSeconds(10));
  }

  @Test
  void aCheckThatThrowsIsDown() throws Exception {
    pong.set(null);
    assertComplaint("/health/ready", "Node n-1 gets no answer from Redis at 127.0.0.1:6379");
  }

  @Test
  void aLostDatabaseIsSeenByHealthAndDbHealthButTheNodeStaysReady() throws Exception {
    written.set(false);
    assertComplaint("/health", "The primary at 127.0.0.1:5432 answers.");
    var body = assertComplaint("/db-health", "The primary at 127.0.0.1:5432 answers.");
    assertThat(body.getJsonArray("endpoints")).containsExactly("127.0.0.1:5432");
    assertThat(get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void aHungEventLoopIsSeenByTheOthers() throws Exception {
    String serverLoop = get("/loop").body();
    for (var loop : ((VertxInternal) vertx).nettyEventLoopGroup()) {
      loop.execute(() -> {
        if (!Thread.currentThread().getName().equals(serverLoop)) hang();
      });
    }
    assertComplaint("/health/live", "Node n-1 has an event loop that does not turn.");
    done.countDown();
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void theFiguresAreThoseOfTheJvmAndOfHttpWithoutALabelForEachPath() throws Exception {
    get("/health/live");
    String text = get("/metrics").body();
    assertThat(text).contains("jvm_memory_used_bytes", "vertx_http_server_requests_total")
        .doesNotContain("/health/live");
  }

  private JsonObject assertComplaint(String path, String sentence) throws Exception {
    var answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(503);
    var body = new JsonObject(answer.body());
    assertThat(body.getString("status")).isEqualTo("DOWN");
    assertThat(body.getJsonArray("checks").stream().map(JsonObject.class::cast)
        .filter(check -> !check.getBoolean("ok")).map(check -> check.getString("sentence")))
        .singleElement().asString().startsWith(sentence);
    return body;
  }

  private void hang() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<String> names(JsonObject body) {
    return body.getJsonArray("checks").stream()
        .map(check -> ((JsonObject) check).getString("name")).toList();
  }

  private HttpResponse<String> get(String path) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
