package hokm.protocol;

import hokm.rules.Seat;

/**
 * Who has left a match that others went on playing.
 *
 * @param deal that was prepared or in progress then
 */
public record Leaver(Seat seat, String player, String name, int deal) {}
