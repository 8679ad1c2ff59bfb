package hokm.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The codes under which a player's command tries to open a room. They follow from the secret token
 * and the command's id: nobody else can guess them, and the command sent again, through any
 * gateway, finds the room that it opened before.
 */
final class RoomCodes {

  private static final String LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int LENGTH = 6;

  private RoomCodes() {}

  static List<String> of(String token, String id, int most) {
    return IntStream.range(0, most).mapToObj(no -> code(token + " " + no + " " + id)).toList();
  }

  private static String code(String of) {
    byte[] hash = sha256(of);
    var code = new StringBuilder();
    // A byte of the hash has 256 values, eight for each of the 32 letters: none is favoured.
    for (int i = 0; i < LENGTH; i++) code.append(LETTERS.charAt((hash[i] & 0xFF) % 32));
    return code.toString();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
