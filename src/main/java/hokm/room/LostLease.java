package hokm.room;

/** Another node has adopted the room; this owner must drop it at once. */
public final class LostLease extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public LostLease(String room) {
    super("Room " + room + " is owned by another node now.", null, false, false);
  }
}
