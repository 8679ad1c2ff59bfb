package hokm.fuzz;

import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/** A message with one thing wrong in its JSON. */
final class Mutations {

  private static final List<String> VALUES = List.of("null", "true", "false", "0", "-1", "1.5",
      "\"\"", "\"1\"", "[]", "{}", "[\"AH\"]", "{\"type\":\"ping\"}", "\"null\"");
  private static final List<String> NUMBERS = List.of("1e400", "-1e400", "9223372036854775807",
      "9223372036854775808", "-9223372036854775809", "9007199254740992", "2147483648", "1E5",
      "0.5", "-0", "00", "1e-400", "NaN", "Infinity", "-", "+1", "0x10", "9".repeat(1000),
      "1" + "0".repeat(3500), "1." + "0".repeat(3000));
  private static final List<String> STRINGS = List.of("\\u0000", "\\ud800", "\\udc00\\ud800",
      "\\u202e", "\\ufeff", "\\n", "\\\"", "\\\\", "|", "é", "\\u06f7", "A\\u0301", "%s%n",
      "{{7*7}}", "' OR 1=1 --", "<script>", "../../etc", "\\u2028", "🂡");
  private static final int[] LENGTHS = {24, 25, 43, 44, 64, 65, 200, 201, 1000, 4000, 15_000};
  private static final int[] DEPTHS = {1, 2, 7, 8, 9, 50, 1000};

  private final Random chance;

  Mutations(Random chance) {
    this.chance = chance;
  }

  private String field(JsonObject message) {
    return one(List.copyOf(message.fieldNames()));
  }

  private <T> T one(List<T> all) {
    return all.get(chance.nextInt(all.size()));
  }

  String dropped(JsonObject message) {
    message.remove(field(message));
    return message.encode();
  }

  String doubled(JsonObject message) {
    var name = field(message);
    var value = chance.nextBoolean() ? Json.encode(message.getValue(name)) : one(VALUES);
    return with(message, name, value);
  }

  String unknown(JsonObject message) {
    if (chance.nextBoolean()) {
      return with(message, one(List.of("cards", "Type", "", "seat", "__proto__", "a".repeat(300),
          "\\u0000", "نام")), one(VALUES));
    }
    return message.put("type", one(List.of("", "PLAY_CARD", "play_card ", "events", "welcome",
        "admin", "drain", "x".repeat(500)))).encode();
  }

  /** One more field, whatever is there already. */
  private String with(JsonObject message, String name, String value) {
    var text = message.encode();
    var more = "\"" + name + "\":" + value;
    return chance.nextBoolean() ? "{" + more + "," + text.substring(1)
        : text.substring(0, text.length() - 1) + "," + more + "}";
  }

  String retyped(JsonObject message) {
    return replaced(message, one(VALUES));
  }

  String huge(JsonObject message) {
    return replaced(message, one(NUMBERS));
  }

  String overlong(JsonObject message) {
    int length = LENGTHS[chance.nextInt(LENGTHS.length)];
    return replaced(message, "\"" + one(List.of("a", "7", "é", "\\u0041"))
        .repeat(length) + "\"");
  }

  String nested(JsonObject message) {
    int depth = DEPTHS[chance.nextInt(DEPTHS.length)];
    return chance.nextBoolean() ? replaced(message, "[".repeat(depth) + "]".repeat(depth))
        : replaced(message, "{\"a\":".repeat(depth) + "1" + "}".repeat(depth));
  }

  /** The value of one of its fields, by this text. */
  private String replaced(JsonObject message, String value) {
    var name = field(message);
    var mark = "@" + Long.toHexString(chance.nextLong()) + "@";
    return message.put(name, mark).encode().replace("\"" + mark + "\"", value);
  }

  String broken(JsonObject message) {
    var text = message.encode();
    int at = chance.nextInt(text.length());
    return switch (chance.nextInt(9)) {
      case 0 -> text.substring(0, at);
      case 1 -> text + text;
      case 2 -> "\ufeff" + text;
      case 3 -> text.replace('"', '\'');
      case 4 -> "[" + text + "]";
      case 5 -> "/* */" + text + ",";
      case 6 -> text.substring(0, at) + (char) chance.nextInt(128) + text.substring(at);
      case 7 -> replaced(message, "\"" + one(STRINGS) + "\"");
      default -> "\t\r\n " + text.replace(":", " : ") + "\n\n";
    };
  }
}
