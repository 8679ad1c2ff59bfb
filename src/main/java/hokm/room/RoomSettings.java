package hokm.room;

import static hokm.room.BadSetting.require;

import java.time.Duration;

/**
 * @param turn how long a seat may think each time before it uses its bank
 * @param bank how much longer a seat may think in a match, all its turns together, before the
 *     server acts for it
 * @param away how long a seat may be without a connection before a bot plays its turns
 * @param dealPause how long the seats have for their salts before a deal
 * @param botDelay how long a bot seems to think
 * @param grace how long a seat may be without a socket before the others hear of it
 * @param linger how long a room whose match is over, or that all have left, is kept
 * @param mailbox commands that may wait for a room's save; one more is refused as busy
 * @param rooms that one node hosts; one more is refused
 * @param spectators sockets that may look on in one room; one more is refused
 */
public record RoomSettings(Duration turn, Duration bank, Duration away, Duration dealPause,
    Duration botDelay, Duration grace, Duration linger, int mailbox, int rooms, int spectators) {

  private static final int SPECTATORS = 32;

  public static final RoomSettings DEFAULT = new RoomSettings(Duration.ofSeconds(30),
      Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(4),
      Duration.ofMillis(700), Duration.ofSeconds(3), Duration.ofMinutes(2), 32, 20_000);

  public RoomSettings(Duration turn, Duration bank, Duration away, Duration dealPause,
      Duration botDelay, Duration grace, Duration linger, int mailbox, int rooms) {
    this(turn, bank, away, dealPause, botDelay, grace, linger, mailbox, rooms, SPECTATORS);
  }

  public RoomSettings {
    require(turn.toMillis() >= 100, "HOKM_TURN_MS: 100 or more", turn.toMillis());
    require(bank.toMillis() >= 0, "HOKM_BANK_MS: 0 or more", bank.toMillis());
    require(away.toMillis() >= 100, "HOKM_AWAY_MS: 100 or more", away.toMillis());
    require(dealPause.toMillis() >= 0, "HOKM_DEAL_PAUSE_MS: 0 or more", dealPause.toMillis());
    require(botDelay.toMillis() >= 0, "HOKM_BOT_DELAY_MS: 0 or more", botDelay.toMillis());
    require(grace.toMillis() >= 0, "HOKM_GRACE_MS: 0 or more", grace.toMillis());
    require(linger.toMillis() >= 1000, "HOKM_LINGER_MS: 1000 or more", linger.toMillis());
    require(mailbox > 0, "HOKM_MAILBOX: 1 or more", mailbox);
    require(rooms > 0, "HOKM_ROOMS: 1 or more", rooms);
    require(spectators >= 0, "HOKM_SPECTATORS: 0 or more", spectators);
  }
}
