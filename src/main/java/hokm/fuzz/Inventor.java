package hokm.fuzz;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes frames of every kind, from what fits where an attacker is. */
final class Inventor {

  record Invented(Kind kind, byte[] bytes) {}

  private static final int REMEMBERED = 500;
  private static final int[] SIZES = {1, 125, 126, 127, 1000, 4095, 4096, 4097, 8192, 16_383,
      16_384, 16_385, 32_767, 32_768, 32_769, 65_535, 65_536, 70_000};

  private final Random chance;
  private final Sentences sentences;
  private final Mutations mutations;
  private final Garbage garbage;
  private final double weight;
  /** What any attacker has sent, also of others. */
  private final List<String> sent = new ArrayList<>();

  Inventor(Random chance) {
    this.chance = chance;
    this.sentences = new Sentences(chance);
    this.mutations = new Mutations(chance);
    this.garbage = new Garbage(chance);
    double all = 0;
    for (Kind kind : Kind.values()) all += kind.weight;
    this.weight = all;
  }

  Sentences sentences() {
    return sentences;
  }

  /** One in so many. */
  boolean chance(int many) {
    return chance.nextInt(many) == 0;
  }

  byte[] packed(String text) {
    return text(text);
  }

  Kind kind() {
    double at = chance.nextDouble() * weight;
    for (Kind kind : Kind.values()) {
      at -= kind.weight;
      if (at < 0) return kind;
    }
    return Kind.VALID;
  }

  Invented next(Kind kind, Situation at) {
    return new Invented(kind, bytes(kind, at));
  }

  private byte[] bytes(Kind kind, Situation at) {
    var message = sentences.any(at);
    return switch (kind) {
      case VALID -> text(remembered(message.encode()));
      case FIELD_DROPPED -> text(mutations.dropped(message));
      case FIELD_DOUBLED -> text(mutations.doubled(message));
      case FIELD_RETYPED -> text(mutations.retyped(message));
      case FIELD_UNKNOWN -> text(mutations.unknown(message));
      case VALUE_OVERLONG -> text(mutations.overlong(message));
      case VALUE_HUGE -> text(mutations.huge(message));
      case VALUE_NESTED -> text(mutations.nested(message));
      case OF_ANOTHER -> text(ofAnother(message));
      case REPLAYED -> text(replayed());
      case JSON_BROKEN -> text(mutations.broken(message));
      case TEXT_RANDOM -> text(garbage.text());
      case SIZE_AT_A_LIMIT -> text(sized(message));
      case IN_PIECES -> garbage.pieces(message.encode().getBytes(StandardCharsets.UTF_8));
      default -> garbage.bytes(kind, message.encode().getBytes(StandardCharsets.UTF_8));
    };
  }

  private byte[] text(String text) {
    return Packed.text(text, chance);
  }

  private String remembered(String text) {
    if (sent.size() < REMEMBERED) sent.add(text);
    else sent.set(chance.nextInt(REMEMBERED), text);
    return text;
  }

  private String replayed() {
    return sent.isEmpty() ? "{}" : sentences.one(sent);
  }

  /** An id, a token or a room that was somebody else's. */
  private String ofAnother(JsonObject message) {
    var other = new JsonObject(replayed());
    for (String name : List.of("id", "token", "room", "seat", "deal", "match", "lastSeen")) {
      if (other.containsKey(name)) message.put(name, other.getValue(name));
    }
    return message.encode();
  }

  private String sized(JsonObject message) {
    int size = SIZES[chance.nextInt(SIZES.length)];
    var text = message.encode();
    return text.length() >= size ? text : text + " ".repeat(size - text.length());
  }
}
