package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.stranger.Stranger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/metrics.md against what a node tells that is played on. */
class MetricsDocIT {

  /** Those of the JVM and of Vert.x; those of ours are the documented ones. */
  private static final Set<String> OTHER_LABELS = Set.of("le", "area", "id", "pool", "action",
      "cause", "gc", "state", "compiler", "runtime", "vendor", "version", "code", "side",
      "pool_name", "pool_type", "quantile");
  /** Words, versions, bounds of buckets and addresses of servers; no code, secret or name. */
  private static final Pattern VALUE =
      Pattern.compile("[a-z]+(_[a-z0-9]+)*|[0-9.]+|\\+Inf|127\\.0\\.0\\.1:[0-9]+");
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @TempDir
  private Path folder;

  /** @param labels quoted in the second column after the name */
  private record Row(String name, String type, Set<String> labels) {

    List<String> scraped() {
      return switch (type) {
        case "histogram" ->
            List.of(name + "_bucket", name + "_count", name + "_sum", name + "_max");
        case "summary" -> List.of(name + "_count", name + "_sum", name + "_max");
        default -> List.of(name);
      };
    }
  }

  private record Sample(String name, Map<String, String> labels, double value) {}

  private static Map<String, Row> documented() throws IOException {
    return Files.readAllLines(Path.of("docs/metrics.md")).stream()
        .filter(line -> line.startsWith("| `")).map(line -> line.split("\\|"))
        .map(cells -> new Row(quoted(cells[1]).iterator().next(), cells[2].trim(),
            quoted(cells[3])))
        .collect(Collectors.toMap(Row::name, row -> row));
  }

  private static Set<String> quoted(String text) {
    return Pattern.compile("`([^`]+)`").matcher(text).results().map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Sample> samples(int port) {
    try {
      var asked = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/metrics"));
      return HttpClient.newHttpClient().send(asked.build(), BodyHandlers.ofLines()).body()
          .filter(line -> !line.startsWith("#")).map(MetricsDocIT::sample).toList();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Sample sample(String line) {
    var parts = SAMPLE.matcher(line);
    assertThat(parts.matches()).as(line).isTrue();
    var labels = new TreeMap<String, String>();
    if (parts.group(2) != null) {
      LABEL.matcher(parts.group(2)).results()
          .forEach(label -> labels.put(label.group(1), label.group(2)));
    }
    return new Sample(parts.group(1), labels, Double.parseDouble(parts.group(3)));
  }

  @Test
  void aNodeThatIsPlayedOnTellsWhatThePageSaysAndNothingOfARoomOrAPlayer() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Seed.of("MetricsDocIT") & Integer.MAX_VALUE;
    try (var stack = Stack.start(new StackSettings(folder.resolve("data"), 1,
        StackSettings.BALANCER_PORT, StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
        Map.of("HOKM_BOT_DELAY_MS", "20"), line -> { }))) {
      int port = stack.nodes().get(0).port();
      var played = Stranger.playMatch(List.of(URI.create("ws://localhost:" + port + "/ws")), 2,
          false, seed, Duration.ofSeconds(60));
      assertThat(played.matches()).as(played.toString()).isEqualTo(1);
      Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
          value(samples(port), "hokm_outbox_written_total") > 1);
      holds(samples(port), played.deals());
    }
  }

  private static void holds(List<Sample> samples, int deals) throws IOException {
    var documented = documented();
    documented.values().forEach(row -> row.scraped().forEach(name -> {
      var told = samples.stream().filter(each -> each.name().equals(name)).toList();
      assertThat(told).as("%s is documented", name).isNotEmpty();
      var labels = new TreeSet<>(row.labels());
      if (name.endsWith("_bucket")) labels.add("le");
      told.forEach(each -> assertThat(each.labels().keySet()).as("the labels of %s", name)
          .isEqualTo(labels));
    }));
    var names = documented.values().stream().flatMap(row -> row.scraped().stream())
        .collect(Collectors.toSet());
    for (var each : samples) {
      if (!each.name().startsWith("hokm_")) {
        assertThat(OTHER_LABELS).as(each.toString()).containsAll(each.labels().keySet());
        continue;
      }
      assertThat(names).as("what is told is documented").contains(each.name());
      assertThat(each.labels().values()).as(each.toString()).allMatch(value ->
          VALUE.matcher(value).matches());
    }
    double moves = value(samples, "hokm_moves_total");
    assertThat(moves).isGreaterThan(20.0 * deals);
    // A save may bring more than one move, and much that is none.
    assertThat(value(samples, "hokm_save_duration_seconds_count")).isGreaterThan(moves * 0.8);
    assertThat(value(samples, "hokm_command_duration_seconds_count")).isGreaterThan(deals);
    assertThat(value(samples, "hokm_broadcast_duration_seconds_count")).isGreaterThan(moves / 2);
    assertThat(value(samples, "hokm_event_loop_delay_seconds_count")).isPositive();
    assertThat(value(samples, "hokm_sockets_opened_total")).isGreaterThanOrEqualTo(2);
    assertThat(value(samples, "hokm_node_ready")).isEqualTo(1);
    assertThat(value(samples, "hokm_redis_links")).isGreaterThan(1);
  }

  private static double value(List<Sample> samples, String name) {
    return samples.stream().filter(each -> each.name().equals(name)).mapToDouble(Sample::value)
        .sum();
  }
}
