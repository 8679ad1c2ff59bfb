package hokm.room;

/**
 * Once a room changed its owner.
 *
 * @param epoch that began with it
 * @param at epoch milliseconds, by the store's clock
 * @param from node and loop; empty where nobody had it before
 * @param to node and loop
 */
public record OwnerChange(long epoch, long at, MoveCause cause, String from, String to) {}
