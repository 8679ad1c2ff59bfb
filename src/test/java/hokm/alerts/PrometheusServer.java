package hokm.alerts;

import hokm.local.FreePorts;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real Prometheus that looks at nodes every half second, with the rules made faster. */
final class PrometheusServer implements AutoCloseable {

  /** So many times sooner each alert fires, and over so much less time its rates are taken. */
  static final int FASTER = 20;

  private static final Pattern TIME = Pattern.compile("(for: |\\[)(\\d+)([smh])");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final HttpClient http = HttpClient.newHttpClient();
  private final int port = FreePorts.any();
  private final Process process;

  /** @param targets host:port of each node @param rules what stands in the rule file */
  PrometheusServer(Path folder, List<String> targets, String rules) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("alerts.yml"), rules);
    Files.writeString(folder.resolve("prometheus.yml"), String.join("\n",
        "global: {scrape_interval: 500ms, scrape_timeout: 400ms, evaluation_interval: 500ms}",
        "rule_files: [alerts.yml]",
        "scrape_configs:",
        "  - {job_name: hokm, static_configs: [{targets: "
            + targets.stream().collect(Collectors.joining("', '", "['", "']")) + "}]}", ""));
    process = new ProcessBuilder(Program.find("prometheus").toString(),
        "--config.file=" + folder.resolve("prometheus.yml"),
        "--storage.tsdb.path=" + folder.resolve("data"),
        "--web.listen-address=127.0.0.1:" + port, "--log.level=warn")
        .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Awaitility.await().atMost(SOON).ignoreExceptions()
        .until(() -> ask("/-/ready").statusCode() == 200);
  }

  /** The rules with each time in them divided, and nothing else changed. */
  static String faster(String rules) {
    return TIME.matcher(rules).replaceAll(time -> time.group(1) + TimeUnit.SECONDS.toMillis(
        Long.parseLong(time.group(2)) * switch (time.group(3)) {
          case "s" -> 1;
          case "m" -> 60;
          default -> 3600;
        }) / FASTER + "ms");
  }

  /** The names of the alerts that fire now. */
  Set<String> firing() {
    var all = new TreeSet<String>();
    var alerts = new JsonObject(ask("/api/v1/alerts").body()).getJsonObject("data")
        .getJsonArray("alerts");
    for (int i = 0; i < alerts.size(); i++) {
      var alert = alerts.getJsonObject(i);
      if ("firing".equals(alert.getString("state"))) {
        all.add(alert.getJsonObject("labels").getString("alertname"));
      }
    }
    return all;
  }

  /** @return the series that it finds now; throws when Prometheus can't read the query */
  List<JsonObject> query(String expr) {
    var answer = ask("/api/v1/query?query="
        + URLEncoder.encode(expr, StandardCharsets.UTF_8));
    if (answer.statusCode() != 200) throw new IllegalArgumentException(answer.body());
    return new JsonObject(answer.body()).getJsonObject("data").getJsonArray("result").stream()
        .map(JsonObject.class::cast).toList();
  }

  private HttpResponse<String> ask(String path) {
    try {
      return http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
          .timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }
}
