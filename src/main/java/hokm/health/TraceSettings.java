package hokm.health;

import static hokm.room.BadSetting.require;

import java.util.Optional;

/**
 * @param endpoint of a collector that takes OTLP over HTTP; without one nothing is traced
 * @param perMille of a thousand commands so many are traced
 */
public record TraceSettings(Optional<String> endpoint, int perMille) {

  public static final TraceSettings DEFAULT = new TraceSettings(Optional.empty(), 10);

  public TraceSettings {
    endpoint.ifPresent(to -> require(to.matches("https?://[^\\s/]+(/\\S*)?"),
        "HOKM_TRACES: none, or an address such as http://collector:4318/v1/traces", to));
    require(perMille >= 1 && perMille <= 1000, "HOKM_TRACES_PER_MILLE: 1 to 1000", perMille);
  }
}
