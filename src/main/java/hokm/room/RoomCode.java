package hokm.room;

/** What players tell each other to meet in a room: nothing in it can be misread. */
public final class RoomCode {

  /** Of them there are 32, so a byte of chance favours none. */
  private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  public static final int LENGTH = 6;

  private RoomCode() {}

  /** @param chance at least {@link #LENGTH} bytes; the same ones make the same code */
  public static String of(byte[] chance) {
    var code = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      code.append(LETTERS.charAt((chance[i] & 0xFF) % LETTERS.length()));
    }
    return code.toString();
  }
}
