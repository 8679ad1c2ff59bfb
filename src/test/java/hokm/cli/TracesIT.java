package hokm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.health.SpanReader;
import hokm.health.SpanReader.Span;
import hokm.local.Stack;
import hokm.local.StackSettings;
import hokm.stranger.Stranger;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A match on two nodes, seen by a collector that reads what they send of their spans. */
class TracesIT {

  @TempDir
  private Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final List<Span> spans = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private HttpServer collector() {
    return vertx.createHttpServer()
        .requestHandler(asked -> asked.body().onSuccess(body -> {
          spans.addAll(SpanReader.read(body.getBytes()));
          asked.response().putHeader("Content-Type", "application/x-protobuf").end();
        }))
        .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** A frame, its room command, the save of that, and the news of that to a socket. */
  private List<List<Span>> moves() {
    return spans.stream().filter(each -> each.name().equals("frame") && each.parent().isEmpty())
        .flatMap(frame -> below(frame, "room command").stream()
            .flatMap(room -> below(room, "save").stream()
                .flatMap(save -> below(room, "broadcast").stream()
                    .map(told -> List.of(frame, room, save, told)))))
        .toList();
  }

  private List<Span> below(Span above, String name) {
    return spans.stream().filter(each -> each.name().equals(name)
        && each.trace().equals(above.trace()) && each.parent().equals(above.id())).toList();
  }

  private static Set<String> nodes(List<Span> spans) {
    var nodes = new HashSet<String>();
    spans.forEach(each -> nodes.add(each.node().get("service.instance.id")));
    return nodes;
  }

  @Test
  void theSpansOfAMoveBelongTogetherAlsoFromNodeToNodeAndTellNoCard() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    long seed = Seed.of("TracesIT") & Integer.MAX_VALUE;
    var collector = "http://127.0.0.1:" + collector().actualPort() + "/v1/traces";
    try (var stack = Stack.start(new StackSettings(folder.resolve("data"), 2,
        StackSettings.BALANCER_PORT, StackSettings.NODE_PORT, Optional.empty(), Optional.empty(),
        Map.of("HOKM_BOT_DELAY_MS", "20", "HOKM_TRACES", collector,
            "HOKM_TRACES_PER_MILLE", "1000"), line -> { }))) {
      // One seat's socket is at each node, so some of what happens crosses between them.
      var servers = stack.nodes().stream()
          .map(node -> URI.create("ws://localhost:" + node.port() + "/ws")).toList();
      var played = Stranger.playMatch(servers, 2, false, seed, Duration.ofSeconds(60));
      assertThat(played.matches()).as(played.toString()).isEqualTo(1);
      Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
        assertThat(moves()).hasSizeGreaterThan(played.deals());
        assertThat(moves()).anyMatch(move -> nodes(move).size() == 2);
        assertThat(spans).anyMatch(each -> each.name().equals("outbox drain"));
      });
    }
    assertThat(spans).allMatch(each -> Set.of("hokm.room", "hokm.command", "hokm.records")
        .containsAll(each.about().keySet()));
    assertThat(spans).flatExtracting(each -> each.about().values())
        .allMatch(value -> value.matches("[A-Z2-9]{6}|[A-Z][A-Za-z]+|[0-9]+"));
  }
}
