package hokm.witness;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.Seed;
import hokm.bots.NormalBot;
import hokm.witness.Testimony.Heard;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClientTest {
  private final long seed = Seed.of("ClientTest");
  private final Vertx vertx = Vertx.vertx();
  private final LittleServer server = new LittleServer(vertx, seed);
  private Client client;

  @BeforeEach
  void seat() throws Exception {
    int port = get(server.start());
    var settings = new Line.Settings(
        List.of(SocketAddress.inetSocketAddress(port, "127.0.0.1")), Duration.ofSeconds(2),
        Duration.ofMillis(300), Duration.ofMillis(900), Duration.ofMillis(10),
        Duration.ofMillis(50), Duration.ofSeconds(10));
    client = new Client(vertx, settings, "one", new NormalBot(),
        new Client.Pace(Duration.ofMillis(2)), seed);
  }

  @AfterEach
  void stop() throws Exception {
    get(client.close());
    get(vertx.close());
  }

  @Test
  void aClientPlaysAMatchToItsEnd() throws Exception {
    assertThat(play()).isEqualTo(ToldMatch.ID);
    var told = get(client.testimony());
    assertThat(told.sockets()).isEqualTo(1);
    assertThat(told.resyncs()).isZero();
    var verdict = judge();
    assertThat(verdict.ackedMoves()).isEqualTo(verdict.okMoves()).isPositive();
    assertThat(verdict.resent()).isZero();
    assertThat(faults(verdict)).isEmpty();
  }

  @Test
  void aCommandWhoseAnswerWasLostIsSentAgainUnderItsIdAndHasOneEffect() throws Exception {
    var broken = new HashSet<String>();
    server.unanswered = message -> broken.size() < 3
        && !message.getString("type").equals("salt") && broken.add(message.getString("id"));
    play();
    assertThat(broken).hasSize(3);
    for (String id : broken) {
      assertThat(server.received).filteredOn(m -> id.equals(m.getString("id"))).hasSize(2);
    }
    assertThat(server.received).filteredOn(m -> m.getString("type").equals("resume")).hasSize(3)
        .allMatch(m -> m.getString("token").equals("secret") && m.getLong("lastSeen") > 0);
    var verdict = judge();
    assertThat(verdict.resent()).isEqualTo(3);
    assertThat(faults(verdict)).isEmpty();
  }

  @Test
  void aLostFrameIsNoticedAndItsEventsAreAskedFor() throws Exception {
    var once = new HashSet<String>();
    server.lost = frame -> frame.contains("\"trick_won\"") && once.isEmpty() && once.add(frame);
    play();
    assertThat(get(client.testimony()).resyncs()).isPositive();
    assertThat(faults(judge())).isEmpty();
  }

  @Test
  void aSocketThatSaysNothingIsGivenUp() throws Exception {
    server.mute = 1;
    play();
    assertThat(get(client.testimony()).sockets()).isEqualTo(2);
    assertThat(faults(judge())).isEmpty();
  }

  @Test
  void aPingIsAnswered() throws Exception {
    get(client.signIn());
    server.send("{\"type\":\"ping\"}");
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> server.received.stream()
        .anyMatch(message -> message.getString("type").equals("pong")));
  }

  @Test
  void aTokenThatIsRefusedEndsTheClientWithASentence() throws Exception {
    get(client.signIn());
    server.send("{\"type\":\"error\",\"code\":\"displaced\",\"message\":\"Elsewhere.\"}");
    assertThat(client.over().toCompletionStage().toCompletableFuture())
        .failsWithin(Duration.ofSeconds(10)).withThrowableThat().withMessageContaining("one");
  }

  private String play() throws Exception {
    get(client.signIn());
    assertThat(get(client.createRoom(2))).isEqualTo(LittleServer.ROOM);
    return get(client.over());
  }

  private Verdict judge() throws Exception {
    return Checker.judge(List.of(get(client.testimony())), server.log(), Kept.NOTHING);
  }

  /** Without those of the database, which this test does not have. */
  private static List<String> faults(Verdict verdict) {
    return verdict.complaints().stream().filter(line -> !line.contains("the database"))
        .filter(line -> !line.startsWith("And ")).toList();
  }

  private static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
