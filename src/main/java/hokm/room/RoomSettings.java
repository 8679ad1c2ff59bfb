package hokm.room;

import static hokm.room.BadSetting.require;

import java.time.Duration;

/**
 * @param turn how long a seat may think before the server acts for it
 * @param dealPause how long the seats have for their salts before a deal
 * @param botDelay how long a bot seems to think
 * @param mailbox commands that may wait for a room's save; one more is refused as busy
 * @param rooms that one node hosts; one more is refused
 */
public record RoomSettings(Duration turn, Duration dealPause, Duration botDelay, int mailbox,
    int rooms) {

  public static final RoomSettings DEFAULT = new RoomSettings(Duration.ofSeconds(30),
      Duration.ofSeconds(4), Duration.ofMillis(700), 32, 20_000);

  public RoomSettings {
    require(!turn.isNegative() && turn.toMillis() >= 100, "HOKM_TURN_MS: 100 or more",
        turn.toMillis());
    require(!dealPause.isNegative(), "HOKM_DEAL_PAUSE_MS: 0 or more", dealPause.toMillis());
    require(!botDelay.isNegative(), "HOKM_BOT_DELAY_MS: 0 or more", botDelay.toMillis());
    require(mailbox > 0, "HOKM_MAILBOX: 1 or more", mailbox);
    require(rooms > 0, "HOKM_ROOMS: 1 or more", rooms);
  }
}
