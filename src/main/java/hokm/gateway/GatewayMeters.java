package hokm.gateway;

import hokm.protocol.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** What a gateway counts. All meters are made once, so that counting looks nothing up. */
final class GatewayMeters {

  private static final Duration[] TIMES = {Duration.ofMillis(1), Duration.ofMillis(2),
      Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(25), Duration.ofMillis(50),
      Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
      Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(10)};
  /** Sockets are closed with these from time to time, so that they stand there from the start. */
  private static final Set<ErrorCode> CLOSING = EnumSet.of(ErrorCode.TOO_SLOW, ErrorCode.SILENT,
      ErrorCode.TOO_MANY_ERRORS, ErrorCode.FRAME_TOO_LARGE, ErrorCode.NOT_SIGNED_IN,
      ErrorCode.DISPLACED, ErrorCode.SERVER_LEAVING, ErrorCode.BANNED);

  private final MeterRegistry registry;
  private final Counter received;
  private final Counter sent;
  private final Counter opened;
  private final Counter left;
  private final Counter requests;
  private final Timer commands;
  private final Timer broadcasts;
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);
  private final Map<ErrorCode, Counter> closed = new EnumMap<>(ErrorCode.class);
  private final Map<Turned, Counter> turned = new EnumMap<>(Turned.class);

  GatewayMeters(MeterRegistry registry) {
    this.registry = registry;
    received = counter("hokm.frames.received", "frames that clients sent");
    sent = counter("hokm.frames.sent", "frames that were sent to clients");
    opened = counter("hokm.sockets.opened", "connections that were taken");
    left = closed("client");
    requests = counter("hokm.requests.refused",
        "requests to the API beyond the rate of their address");
    commands = timer("hokm.command.duration",
        "a command to a room, from reading its frame until its answer was handed to the socket");
    broadcasts = timer("hokm.broadcast.duration",
        "news of a saved move, until its last frame at this gateway was handed to its socket");
    for (ErrorCode code : ErrorCode.values()) {
      refusals.put(code, Counter.builder("hokm.refusals").tag("code", code.code())
          .description("error frames sent, by code").register(registry));
      if (CLOSING.contains(code)) closed.put(code, closed(code.code()));
    }
    for (Turned why : Turned.values()) {
      turned.put(why, Counter.builder("hokm.connections.refused")
          .tag("reason", why.word())
          .description("connections that were not taken").register(registry));
    }
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(registry);
  }

  private Counter closed(String reason) {
    return Counter.builder("hokm.sockets.closed").tag("reason", reason)
        .description("connections that ended").register(registry);
  }

  private Timer timer(String name, String description) {
    return Timer.builder(name).description(description).serviceLevelObjectives(TIMES)
        .register(registry);
  }

  void requestRefused() {
    requests.increment();
  }

  void frame() {
    received.increment();
  }

  void sent() {
    sent.increment();
  }

  void refused(ErrorCode code) {
    refusals.get(code).increment();
  }

  void opened() {
    opened.increment();
  }

  /** The client went by itself. */
  void left() {
    left.increment();
  }

  void closed(ErrorCode why) {
    closed.computeIfAbsent(why, code -> closed(code.code())).increment();
  }

  void turned(Turned why) {
    turned.get(why).increment();
  }

  /** @param began by System.nanoTime, when the command was read */
  void answered(long began) {
    commands.record(System.nanoTime() - began, TimeUnit.NANOSECONDS);
  }

  /** @param micros since the store had it; less than none where two clocks don't agree */
  void broadcast(long micros) {
    broadcasts.record(Math.max(0, micros), TimeUnit.MICROSECONDS);
  }
}
