package hokm.protocol;

/**
 * Who sits in a seat.
 *
 * @param player the public id; a bot's is bot and its seat
 * @param connected false while the player has no socket; a bot is always connected
 */
public record Occupant(String player, String name, boolean bot, boolean connected) {

  public Occupant connected(boolean now) {
    return new Occupant(player, name, bot, now);
  }
}
