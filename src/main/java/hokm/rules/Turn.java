package hokm.rules;

import java.util.List;

/**
 * The act that a match waits for, of one seat.
 *
 * @param naming whether it is the naming of the trump; otherwise a card
 * @param mayThrowIn whether it may throw in its five cards instead of naming
 * @param legal what it may play; empty when it names
 */
public record Turn(Seat seat, boolean naming, boolean mayThrowIn, List<Card> legal) {}
