package hokm.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.room.BadSetting;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatusRoutesTest {

  private static final String TOKEN = "open-sesame-1";

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient http = HttpClient.newHttpClient();

  @AfterEach
  void stop() throws Exception {
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  @Test
  void withoutATokenThisMachineIsAnsweredAndNothingIsStored() throws Exception {
    int port = serve("", "127.0.0.1");
    for (var path : List.of("/api/status", "/api/status/history")) {
      var answer = get(port, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(200);
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(new JsonObject(answer.body()).getString("node")).isEqualTo("a-1");
    }
  }

  @Test
  void withoutATokenNobodyElseIsAnsweredAndTheSentenceNamesTheSetting() throws Exception {
    int port = serve("", "0.0.0.0");
    for (var path : List.of("/api/status", "/api/status/history")) {
      var answer = get(port, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(403);
      assertThat(new JsonObject(answer.body()).getString("code")).isEqualTo("status_closed");
      assertThat(answer.body()).contains("HOKM_STATUS_TOKEN").doesNotContain("a-1");
    }
    port = serve("", "127.0.0.1");
    assertThat(get(port, "/api/status", "X-Forwarded-For", "203.0.113.9").statusCode())
        .as("through a proxy on this machine").isEqualTo(403);
  }

  @Test
  void withATokenWhoeverShowsItIsAnsweredAndNobodyElseOfThisMachineEither() throws Exception {
    for (var listens : List.of("127.0.0.1", "0.0.0.0")) {
      int port = serve(TOKEN, listens);
      assertThat(get(port, "/api/status", "Authorization", "Bearer " + TOKEN).statusCode())
          .isEqualTo(200);
      for (var wrong : List.of("Bearer " + TOKEN + "1", "Bearer open", "Basic " + TOKEN, TOKEN,
          "Bearer ", "Bearer")) {
        assertThat(get(port, "/api/status", "Authorization", wrong).statusCode()).as(wrong)
            .isEqualTo(401);
      }
      var without = get(port, "/api/status/history");
      assertThat(without.statusCode()).isEqualTo(401);
      assertThat(without.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
      assertThat(without.body()).contains("status_token").doesNotContain(TOKEN, "slotMs");
    }
  }

  @Test
  void onlyALoopbackRequestThatNobodyForwardedIsOfThisMachine() {
    var access = new Access(StatusSettings.DEFAULT, "127.0.0.1");
    for (var host : List.of("localhost", "LocalHost", "127.0.0.1", "[::1]", "::1")) {
      assertThat(access.refusal("127.0.0.1", host, false, none())).as(host).isEmpty();
    }
    assertThat(access.refusal("0:0:0:0:0:0:0:1", "localhost", false, none())).isEmpty();
    for (var host : List.of("hokm.example", "localhost.evil.example", "127.0.0.1.evil.example",
        "10.0.0.7", "", "[")) {
      assertThat(access.refusal("127.0.0.1", host, false, none())).as(host).isPresent();
    }
    assertThat(access.refusal("10.0.0.7", "localhost", false, none())).isPresent();
    assertThat(access.refusal("127.0.0.1", "127.0.0.1", true, none()))
        .as("as nginx asks when nobody told it more").isPresent();
    for (var header : List.of("x-forwarded-for", "Forwarded", "X-Real-IP", "Via",
        "X-Forwarded-Proto", "X-Forwarded-Host")) {
      assertThat(access.refusal("127.0.0.1", "localhost", false, none().add(header, "127.0.0.1")))
          .as(header).isPresent();
    }
    for (var listens : List.of("0.0.0.0", "::", "10.0.0.7", "hokm.example")) {
      assertThat(new Access(StatusSettings.DEFAULT, listens)
          .refusal("127.0.0.1", "localhost", false, none())).as(listens).isPresent();
    }
  }

  @Test
  void aTokenThatAnyoneCouldGuessStopsTheStartAndIsNeverPrinted() {
    assertThatThrownBy(() -> new StatusSettings("sesame")).isInstanceOf(BadSetting.class)
        .hasMessageContaining("HOKM_STATUS_TOKEN").hasMessageNotContaining("sesame");
    assertThat(new StatusSettings(TOKEN).toString()).doesNotContain(TOKEN);
  }

  private static MultiMap none() {
    return MultiMap.caseInsensitiveMultiMap();
  }

  private int serve(String token, String listens) throws Exception {
    var panorama = new Panorama("a-1");
    panorama.hear(new Pulse("a-1", 0, 1, 2, 3, 0, false, "127.0.0.1:6379", List.of(),
        Optional.empty()), System.currentTimeMillis());
    var router = Router.router(vertx);
    new StatusRoutes(new StatusSettings(token), listens, panorama).accept(router);
    return vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1")
        .await(10, TimeUnit.SECONDS).actualPort();
  }

  private HttpResponse<String> get(int port, String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(10));
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
