package hokm.gateway;

import hokm.protocol.ErrorCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** What a gateway counts, where anyone wants to know. */
final class GatewayMeters {

  private final Optional<Counter> frames;
  private final Map<ErrorCode, Counter> refusals = new EnumMap<>(ErrorCode.class);

  GatewayMeters(Optional<MeterRegistry> registry) {
    frames = registry.map(to -> Counter.builder("hokm.frames.in")
        .description("frames that clients sent").register(to));
    registry.ifPresent(to -> {
      for (ErrorCode code : ErrorCode.values()) {
        refusals.put(code, Counter.builder("hokm.refusals").tag("code", code.code())
            .description("error frames sent, by code").register(to));
      }
    });
  }

  void frame() {
    frames.ifPresent(Counter::increment);
  }

  void refused(ErrorCode code) {
    var counter = refusals.get(code);
    if (counter != null) counter.increment();
  }
}
