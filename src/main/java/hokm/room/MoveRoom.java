package hokm.room;

/** Asked of a room's owner: hand the room over to that host. Answered as {@link HandOver} is. */
public record MoveRoom(String room, String to) {

  public static String address(String owner) {
    return "move." + owner;
  }
}
