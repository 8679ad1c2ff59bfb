package hokm.health;

import hokm.room.BadSetting;
import java.time.Duration;

/** @param deadline how long a check may take before it counts as not so */
public record HealthSettings(Duration deadline) {
  public static final HealthSettings DEFAULT = new HealthSettings(Duration.ofSeconds(1));

  public HealthSettings {
    BadSetting.require(deadline.toMillis() >= 10 && deadline.toMillis() <= 10_000,
        "HOKM_HEALTH_DEADLINE_MS: 10 to 10000", deadline.toMillis());
  }
}
