package hokm.protocol;

import java.util.Optional;

/**
 * Who sits in a seat.
 *
 * @param player the public id; a bot's is bot and its seat
 * @param level absent where a person sits
 * @param connected false while the player has no socket; a bot is always connected
 */
public record Occupant(String player, String name, Optional<BotLevel> level, boolean connected) {

  public boolean bot() {
    return level.isPresent();
  }

  public Occupant connected(boolean now) {
    return new Occupant(player, name, level, now);
  }
}
