package hokm.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hokm.health.SpanReader.Span;
import hokm.room.BadSetting;
import hokm.room.Traces;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OtlpTracesTest {

  private final Vertx vertx = Vertx.vertx();
  private final List<Span> spans = new CopyOnWriteArrayList<>();
  private volatile boolean answering = true;
  private String collector;

  @BeforeEach
  void start() {
    collector = "http://127.0.0.1:" + vertx.createHttpServer()
        .requestHandler(asked -> asked.body().onSuccess(body -> {
          spans.addAll(SpanReader.read(body.getBytes()));
          if (answering) asked.response().end();
        }))
        .listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture()
        .orTimeout(20, TimeUnit.SECONDS).join().actualPort() + "/v1/traces";
  }

  @AfterEach
  void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private OtlpTraces traces(String node, int perMille) {
    return new OtlpTraces(new TraceSettings(Optional.of(collector), perMille), node);
  }

  private Span told(String name) {
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() ->
        spans.stream().anyMatch(each -> each.name().equals(name)));
    return spans.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void whatAnotherNodeDoesForASpanBelongsToIt() {
    try (var here = traces("a-1", 1000); var there = traces("b-1", 1000)) {
      var frame = here.begin("frame");
      var room = there.follow("room command", frame.link()).about("hokm.room", "ABCDEF");
      there.follow("save", room.link()).end();
      room.end();
      frame.end();
    }
    var frame = told("frame");
    var room = told("room command");
    assertThat(frame.parent()).isEmpty();
    assertThat(room.trace()).isEqualTo(frame.trace()).isEqualTo(told("save").trace());
    assertThat(room.parent()).isEqualTo(frame.id());
    assertThat(told("save").parent()).isEqualTo(room.id());
    assertThat(room.about()).isEqualTo(Map.of("hokm.room", "ABCDEF"));
    assertThat(frame.node()).containsEntry("service.instance.id", "a-1")
        .containsEntry("service.name", "hokm");
    assertThat(room.node()).containsEntry("service.instance.id", "b-1");
  }

  @Test
  void ofMostCommandsNothingIsTold() {
    try (var traces = traces("a-1", 1)) {
      var links = IntStream.range(0, 500).mapToObj(i -> traces.begin("frame").link())
          .filter(link -> !link.isEmpty()).toList();
      assertThat(links).hasSizeLessThan(20);
      assertThat(traces.follow("save", "")).isSameAs(Traces.Span.NONE);
      assertThat(traces.follow("save", "what an old node says")).isSameAs(Traces.Span.NONE);
    }
    assertThat(Traces.NONE.begin("frame")).isSameAs(Traces.Span.NONE);
  }

  /** Of 20,000 at most what the queue holds waits. */
  @Test
  void aCollectorThatHangsKeepsNobodyWaiting() {
    answering = false;
    try (var traces = traces("a-1", 1000)) {
      long began = System.nanoTime();
      for (int i = 0; i < 20_000; i++) traces.begin("frame").end();
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
      told("frame");
      assertThat(spans).hasSizeLessThan(5000);
    }
  }

  @Test
  void anAddressThatIsNoneStopsTheStart() {
    assertThatThrownBy(() -> new TraceSettings(Optional.of("collector:4318"), 10))
        .isInstanceOf(BadSetting.class).hasMessageContaining("HOKM_TRACES: none, or an address");
    assertThatThrownBy(() -> new TraceSettings(Optional.empty(), 0))
        .isInstanceOf(BadSetting.class).hasMessageContaining("HOKM_TRACES_PER_MILLE: 1 to 1000");
  }
}
