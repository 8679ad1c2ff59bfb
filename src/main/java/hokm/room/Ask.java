package hokm.room;

/**
 * One command to a room's owner.
 *
 * @param player who asks; the gateway took it from the session, never from the frame
 * @param id the client's id for the command: at most 64 characters, the same id has one effect
 * @param trace of the span that it is asked in; mostly empty
 */
public record Ask(String room, String player, String id, RoomCommand command, String trace) {

  public Ask(String room, String player, String id, RoomCommand command) {
    this(room, player, id, command, "");
  }

  public Ask under(Traces.Span span) {
    return new Ask(room, player, id, command, span.link());
  }
}
