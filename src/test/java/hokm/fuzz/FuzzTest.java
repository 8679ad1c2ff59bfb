package hokm.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import hokm.Seed;
import hokm.gateway.Gateway;
import hokm.gateway.GatewaySettings;
import hokm.room.Edge;
import hokm.room.MemorySessions;
import hokm.room.MemoryTickets;
import hokm.room.OpenHouse;
import io.vertx.core.Vertx;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Attackers at a gateway and rooms in this process; FuzzIT has whole nodes. */
class FuzzTest {

  private final Vertx vertx = Vertx.vertx();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final AtomicInteger sockets = new AtomicInteger();
  private OpenHouse house;

  @BeforeEach
  void listen() {
    log.start();
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).addAppender(log);
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME)).detachAppender(log);
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private InetSocketAddress gateway(GatewaySettings settings) throws Exception {
    house = new OpenHouse(vertx, "n-1", 1);
    var sessions = new MemorySessions();
    var tickets = new MemoryTickets();
    var gateway = new Gateway(settings, "n-1", 0, house.rooms(), () -> sessions, () -> tickets,
        List.of(), sockets, Edge::of);
    vertx.deployVerticle(gateway).toCompletionStage().toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    return new InetSocketAddress("127.0.0.1", gateway.port());
  }

  private static GatewaySettings with(int rate) {
    return new GatewaySettings("127.0.0.1", 0, List.of(), 1000, rate, 2 * rate, 20,
        Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(3));
  }

  @Test
  void framesOfEveryKindBreakNeitherTheGatewayNorTheRooms() throws Exception {
    long seed = Seed.of("FuzzTest");
    long frames = Long.getLong("hokm.frames", 3000);
    var ground = new Fuzz.Ground(List.of(gateway(with(1_000_000))), List.of(), List.of());
    var report = new Fuzz(ground, "in this process",
        Integer.getInteger("hokm.sockets", 16), seed, System.out::println).run(frames);
    report.text().forEach(System.out::println);
    assertThat(report.json().getJsonArray("wrong")).isEmpty();
    assertThat(report.held()).isTrue();
    assertThat(log.list.stream().filter(each -> each.getLevel().isGreaterOrEqual(Level.WARN))
        .map(ILoggingEvent::getFormattedMessage)).isEmpty();
    assertThat(sockets).hasValue(0);
  }
}
