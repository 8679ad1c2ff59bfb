package hokm.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * conf/nginx.conf in a real nginx before two real nodes. -Dhokm.idle=PT10M leaves the sockets idle
 * for ten minutes under the file's own patience; otherwise both are shorter.
 */
class NginxIT {

  private static final int SOCKETS = 400;
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long AT_MOST_MILLIS = 1000;
  private static final Optional<Duration> ASKED =
      Optional.ofNullable(System.getProperty("hokm.idle")).map(Duration::parse);
  private static final Duration IDLE = ASKED.orElse(Duration.ofSeconds(25));

  @TempDir
  private Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void idleSocketsLiveAndTheLossOfANodeCostsNewOnesNothing() throws Exception {
    var binary = NginxServer.binary();
    if (!"required".equals(System.getProperty("hokm.nginx"))) {
      assumeThat(binary).as("nginx is installed (Debian: nginx-light)").isPresent();
    }
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    // Nobody listens there: what is looked at here goes on without PostgreSQL.
    var settings = new StackSettings(folder, 2, StackSettings.BALANCER_PORT,
        StackSettings.NODE_PORT, Optional.empty(), Optional.of("127.0.0.1:" + FreePorts.any()),
        Map.of("HOKM_TRUSTED_PROXIES", "127.0.0.0/8"), line -> { });
    try (var stack = Stack.start(settings);
        var nginx = new NginxServer(binary.orElseThrow(), folder.resolve("nginx"),
            stack.nodes().stream().map(NodeProcess::port).toList(),
            ASKED.isPresent() ? "60s" : "15s");
        var crowd = new Crowd(nginx.port())) {
      await().atMost(SOON).ignoreExceptions()
          .until(() -> get(nginx, "/health/ready").statusCode() == 200);
      crowd.come(SOCKETS);
      await().atMost(SOON).until(() -> crowd.here() == SOCKETS);
      keepsThemWhileIdle(crowd);
      loses(stack.nodes().get(0), crowd);
      tellsOnlyWhatItShould(nginx);
      assertThat(crowd.lets(250)).as("a 251st socket of one address is let in").isFalse();
      crowd.goHome();
      hasNoNodeLeft(stack, nginx);
    }
  }

  private static void keepsThemWhileIdle(Crowd crowd) {
    int cut = crowd.cut();
    await().during(IDLE).atMost(IDLE.plusSeconds(10)).pollInterval(Duration.ofMillis(200))
        .until(() -> crowd.cut() == cut && crowd.here() == SOCKETS);
    System.out.printf("%d sockets through nginx were idle for %s, and none was cut off%n",
        SOCKETS, IDLE);
  }

  private static void loses(NodeProcess node, Crowd crowd) {
    node.kill();
    long killed = System.nanoTime();
    var taken = crowd.newcomers(100, 30);
    await().atMost(SOON).until(() -> crowd.cut() > 0 && crowd.here() == SOCKETS);
    long back = (System.nanoTime() - killed) / 1_000_000;
    await().atMost(SOON).until(() -> taken.size() == 100);
    System.out.printf("A node was killed under %d sockets: %d were cut off and back after %d ms;"
            + " of 100 new connections in the 3 s after it the slowest took %d ms%n", SOCKETS,
        crowd.cut(), back, taken.stream().mapToLong(each -> each).max().orElse(-1));
    assertThat(taken).allMatch(each -> each >= 0 && each < AT_MOST_MILLIS);
  }

  private void tellsOnlyWhatItShould(NginxServer nginx) throws Exception {
    assertThat(get(nginx, "/metrics").statusCode()).isEqualTo(404);
    assertThat(get(nginx, "/health/live?token=s3cret").statusCode()).isEqualTo(200);
    await().atMost(SOON).until(() -> nginx.accessLog().contains("GET /health/live"));
    assertThat(nginx.accessLog()).doesNotContain("s3cret");
    // PostgreSQL is not there.
    assertThat(get(nginx, "/db-health").statusCode()).isEqualTo(503);
    assertThat(get(nginx, "/db-health").body()).contains("\"sentence\"", "No primary answers");
  }

  /** The supervisor brings them back, but not at once. */
  private void hasNoNodeLeft(Stack stack, NginxServer nginx) throws Exception {
    stack.nodes().forEach(NodeProcess::kill);
    var answer = get(nginx, "/health");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("No node answers the balancer.");
  }

  private HttpResponse<String> get(NginxServer nginx, String path) throws Exception {
    return http.send(HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + nginx.port() + path))
        .timeout(Duration.ofSeconds(5)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
