package hokm.simulation;

import io.vertx.core.json.JsonObject;
import java.util.Random;

/** What a player shows to be known again: the token it was given, or its device's own secret. */
final class Passport {

  private final String name;
  private final Random random;
  /** Empty where the player has no device that keeps a secret. */
  private final String device;
  private String token = "";
  private String player = "";

  Passport(String name, Random random) {
    this.name = name;
    this.random = random;
    this.device = random.nextBoolean() ? "" : device(random);
  }

  private static String device(Random random) {
    var letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    var secret = new StringBuilder();
    while (secret.length() < 43) secret.append(letters.charAt(random.nextInt(64)));
    return secret.toString();
  }

  /** With a device one signs in again now and then, as a page does that was closed. */
  JsonObject greeting(long lastSeen) {
    var message = new JsonObject().put("version", 1);
    if (!token.isEmpty() && (device.isEmpty() || random.nextInt(3) > 0)) {
      return message.put("type", "resume").put("token", token).put("lastSeen", lastSeen);
    }
    if (!device.isEmpty()) message.put("device", device);
    return message.put("type", "sign_in").put("name", name);
  }

  /** @return whether the player is the same as before */
  boolean given(JsonObject welcome) {
    token = welcome.getString("token");
    boolean same = player.isEmpty() || player.equals(welcome.getString("player"));
    player = welcome.getString("player");
    return same;
  }

  /** The token is not known. @return whether there is another way to be the same player */
  boolean refused() {
    token = "";
    return !device.isEmpty();
  }
}
