package hokm.matchmaking;

import static hokm.room.BadSetting.require;

import java.time.Duration;

/** @param patience how long the first of a table waits before bots take the seats that are left */
public record MatchmakingSettings(Duration patience) {

  public static final MatchmakingSettings DEFAULT = new MatchmakingSettings(Duration.ofSeconds(4));

  public MatchmakingSettings {
    require(!patience.isNegative(), "HOKM_QUICK_MATCH_WAIT_MS: 0 or more", patience.toMillis());
  }
}
