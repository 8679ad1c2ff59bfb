package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hokm.room.Chance;
import hokm.room.Edge;
import hokm.room.ManualTimers;
import hokm.room.MemorySessions;
import hokm.room.MemoryTickets;
import hokm.room.PlainBus;
import hokm.room.ScriptedRooms;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A player whose sign-in waits for the store gives it up and comes again. */
class WaitingSignInTest {

  private static final String DEVICE = "q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiPjRM";

  private final ManualTimers timers = new ManualTimers();
  private final MemorySessions sessions = new MemorySessions();
  private final PlainGateway gateway = new PlainGateway(
      new Edge(new PlainBus(), timers, new Chance(new Random(1))), "n-1", GatewayScene.SETTINGS,
      new ScriptedRooms(), sessions, new MemoryTickets());

  /** What has come over one connection, whose client answers no ping. */
  private static final class Line implements PlainGateway.Cable {
    private final List<JsonObject> heard = new ArrayList<>();
    private int pings;
    private boolean closed;

    @Override
    public boolean closed() {
      return closed;
    }

    @Override
    public void send(String frame) {
      heard.add(new JsonObject(frame));
    }

    @Override
    public void ping() {
      pings++;
    }

    @Override
    public void close(int status, String reason) {
      closed = true;
    }

    List<String> types() {
      return heard.stream().map(frame -> frame.getString("type")).toList();
    }
  }

  private final Line older = new Line();
  private final Line newer = new Line();

  @BeforeEach
  void start() {
    gateway.start();
  }

  private PlainGateway.Ear signIn(Line line) {
    var ear = gateway.open(line);
    ear.text(new JsonObject().put("type", "sign_in").put("version", 1).put("name", "Ann")
        .put("device", DEVICE).encode());
    return ear;
  }

  @Test
  void aSocketThatItsClientGaveUpDoesNotDisplaceTheOneThatCameAfter() {
    var slow = sessions.holdNext();
    signIn(older);
    timers.pass(Duration.ofSeconds(2));
    signIn(newer);
    assertThat(newer.types()).containsExactly("welcome");
    slow.complete();
    assertThat(older.pings).isEqualTo(1);
    assertThat(older.types()).doesNotContain("welcome");
    assertThat(newer.closed).isFalse();
  }

  @Test
  void aClientThatHasWaitedIsWelcomedWhenItAnswers() {
    Promise<Void> slow = sessions.holdNext();
    var ear = signIn(older);
    timers.pass(Duration.ofSeconds(2));
    slow.complete();
    assertThat(older.types()).doesNotContain("welcome");
    ear.pong();
    assertThat(older.types()).contains("welcome");
  }
}
