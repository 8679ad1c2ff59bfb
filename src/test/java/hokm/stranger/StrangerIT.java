package hokm.stranger;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.local.NodeProcess;
import hokm.local.Stack;
import hokm.local.StackSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that was written from docs/protocol.md alone, on real nodes. */
class StrangerIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir
  private Path folder;

  @Test
  void whoKnowsTheProtocolsPageAlonePlaysMatchesAndFindsEveryDealFair() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Seed.of("StrangerIT") & Integer.MAX_VALUE;
    try (var stack = Stack.start(new StackSettings(folder.resolve("data"), 2,
        StackSettings.BALANCER_PORT, StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
        Map.of("HOKM_BOT_DELAY_MS", "20"), line -> { }))) {
      var servers = Stream.concat(Stream.of(stack.balancerPort()),
              stack.nodes().stream().map(NodeProcess::port))
          .map(port -> URI.create("ws://localhost:" + port + "/ws")).toList();
      // The seed decides how the socket is dropped and the points that win.
      var results = new ArrayList<Stranger.Result>();
      for (int i = 0; i < 6; i++) {
        results.add(Stranger.playMatch(servers, 4, false, seed + i, PATIENCE));
      }
      results.add(Stranger.playMatch(servers, 2, false, seed, PATIENCE));
      results.add(Stranger.playMatch(servers, 1, true, seed, PATIENCE));
      for (var result : results) {
        assertThat(result.faults()).as(result.toString()).isEmpty();
        assertThat(result.matches()).as(result.toString()).isEqualTo(1);
        assertThat(result.gaps()).as(result.toString()).isZero();
        assertThat(result.refusals()).as(result.toString()).isEmpty();
        assertThat(result.fairDeals()).as(result.toString())
            .isNotEmpty().allMatch(fair -> fair == result.deals());
      }
      // The two of one room had hard bots for partners.
      assertThat(thoughts(stack)).isGreaterThan(10);
    }
  }

  /** How often hard bots thought an act out, on all nodes. */
  private static double thoughts(Stack stack) throws Exception {
    double thoughts = 0;
    for (var node : stack.nodes()) {
      var metrics = HttpRequest.newBuilder(
          URI.create("http://localhost:" + node.port() + "/metrics")).build();
      thoughts += HttpClient.newHttpClient().send(metrics, BodyHandlers.ofLines()).body()
          .filter(line -> line.startsWith("hokm_bots_thoughts_total")
              && line.contains("outcome=\"thought\""))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
    }
    return thoughts;
  }
}
