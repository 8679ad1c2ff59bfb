package hokm.gateway;

import hokm.room.RoomCode;
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

  private RoomCodes() {}

  static List<String> of(String token, String id, int most) {
    return IntStream.range(0, most)
        .mapToObj(no -> RoomCode.of(sha256(token + " " + no + " " + id))).toList();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
