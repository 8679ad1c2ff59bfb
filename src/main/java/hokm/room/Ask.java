package hokm.room;

/**
 * One command to a room's owner.
 *
 * @param player who asks; the gateway took it from the session, never from the frame
 * @param id the client's id for the command: at most 64 characters, the same id has one effect
 */
public record Ask(String room, String player, String id, RoomCommand command) {}
