package hokm.protocol;

import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import hokm.rules.Suit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** Reads a client's frame. Whatever is wrong with it is a value that says what would be right. */
public final class ClientMessages {

  public static final int FRAME_BYTES = 4096;
  private static final int NAME_LENGTH = 24;
  private static final int DEVICE_LENGTH = 43;
  /** Of 43 characters at random fewer are different about once in 10^15 times. */
  private static final int DEVICE_VARIETY = 12;
  private static final int NON_JOINER = 0x200C;
  private static final int JOINER = 0x200D;

  private static final Map<String, Function<Fields, ClientMessage>> TYPES = types();

  private ClientMessages() {}

  /** What a frame holds: a message, or why it is none. */
  public sealed interface Read {}

  public record Good(ClientMessage message) implements Read {}

  /** @param id of the command, where that much could be read */
  public record Bad(Optional<String> id, ErrorCode code, String sentence) implements Read {}

  /** Never throws. */
  public static Read read(String frame) {
    Map<String, Object> object;
    try {
      object = FlatJson.read(frame);
    } catch (FlatJson.NotThat e) {
      return new Bad(Optional.empty(), ErrorCode.NOT_JSON,
          ErrorCode.NOT_JSON.sentence() + " " + e.getMessage());
    }
    var fields = new Fields(object);
    try {
      var type = fields.text("type", 1, 32);
      var reader = TYPES.get(type);
      if (reader == null) {
        throw new Wrong(ErrorCode.UNKNOWN_TYPE, "The type \"" + printable(type)
            + "\" is none of " + String.join(", ", TYPES.keySet()) + ".");
      }
      var message = reader.apply(fields);
      fields.nothingElse(type);
      return new Good(message);
    } catch (Wrong wrong) {
      return new Bad(fields.idIfAny(), wrong.code, wrong.getMessage());
    }
  }

  private static Map<String, Function<Fields, ClientMessage>> types() {
    Map<String, Function<Fields, ClientMessage>> types = new TreeMap<>();
    types.put("sign_in", f -> new ClientMessage.SignIn(f.version().name(), f.device()));
    types.put("resume", f -> new ClientMessage.Resume(f.version().text("token", 1, 128),
        f.seen()));
    types.put("sync", f -> new ClientMessage.Sync(f.seen()));
    types.put("ping", f -> new ClientMessage.Ping());
    types.put("pong", f -> new ClientMessage.Pong());
    types.put("create_room", f -> new ClientMessage.CreateRoom(f.id(), f.rules()));
    types.put("join_room", f -> new ClientMessage.JoinRoom(f.id(), f.room(), f.seat()));
    types.put("watch", f -> new ClientMessage.Watch(f.id(), f.room()));
    types.put("change_seat", f -> new ClientMessage.ChangeSeat(f.id(), f.place()));
    types.put("add_bots", f -> new ClientMessage.AddBots(f.id(),
        f.choice("level", BotLevel.class, BotLevel.NORMAL)));
    types.put("quick_match", f -> new ClientMessage.QuickMatch(f.id()));
    types.put("cancel_quick_match", f -> new ClientMessage.CancelQuickMatch(f.id()));
    types.put("salt", f -> new ClientMessage.Salt(f.id(), f.text("salt", 0, 128)));
    types.put("name_trump", f -> new ClientMessage.NameTrump(f.id(),
        f.choice("suit", Suit.class, null), f.deal()));
    types.put("throw_in", f -> new ClientMessage.ThrowIn(f.id(), f.deal()));
    types.put("play_card", f -> new ClientMessage.PlayCard(f.id(), f.card(), f.deal()));
    types.put("emote", f -> new ClientMessage.Emote(f.id(),
        f.choice("emote", Emote.class, null)));
    types.put("rematch", f -> new ClientMessage.Rematch(f.id(), f.match()));
    types.put("leave", f -> new ClientMessage.Leave(f.id()));
    return types;
  }

  static String printable(String text) {
    if (text.chars().allMatch(c -> c >= ' ' && c <= '~')) return text;
    return text.replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** What could break a line, turn its direction, or be no character; a joiner is part of words. */
  private static boolean unfitForNames(int c) {
    return switch (Character.getType(c)) {
      case Character.FORMAT -> c != JOINER && c != NON_JOINER;
      case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR, Character.PRIVATE_USE, Character.UNASSIGNED -> true;
      default -> c == '|';
    };
  }

  /** Leaves the reading of one frame; it is caught in {@link #read}. */
  private static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient ErrorCode code;

    Wrong(ErrorCode code, String sentence) {
      super(sentence, null, false, false);
      this.code = code;
    }
  }

  /** A frame's fields, each taken once. */
  private record Fields(Map<String, Object> left, Optional<String> idIfAny) {

    Fields(Map<String, Object> object) {
      this(object, object.get("id") instanceof String id && id.length() <= 64
          ? Optional.of(id) : Optional.empty());
    }

    private Object take(String name) {
      if (!left.containsKey(name)) {
        throw new Wrong(ErrorCode.MISSING_FIELD, "The field \"" + name + "\" is missing.");
      }
      return left.remove(name);
    }

    String text(String name, int least, int most) {
      if (take(name) instanceof String text && text.length() >= least && text.length() <= most) {
        return text;
      }
      throw bad(name, "text of " + least + " to " + most + " characters");
    }

    private static Wrong bad(String name, String rule) {
      return new Wrong(ErrorCode.BAD_FIELD, "The field \"" + name + "\" must be " + rule + ".");
    }

    private long number(String name, long least, long most) {
      if (take(name) instanceof Long number && number >= least && number <= most) return number;
      throw bad(name, "a whole number from " + least + " to " + most);
    }

    Fields version() {
      if (!(take("version") instanceof Long version)) throw bad("version", "a whole number");
      if (version != Frames.VERSION) {
        throw new Wrong(ErrorCode.WRONG_VERSION, ErrorCode.WRONG_VERSION.sentence());
      }
      return this;
    }

    String id() {
      var id = text("id", 1, 64);
      if (!id.equals(printable(id))) throw bad("id", "1 to 64 printable ASCII characters");
      return id;
    }

    String name() {
      var name = text("name", 1, 200).strip();
      boolean fits = name.codePointCount(0, name.length()) <= NAME_LENGTH
          && name.codePoints().anyMatch(Character::isLetterOrDigit)
          && name.codePoints().noneMatch(ClientMessages::unfitForNames);
      if (!fits) {
        throw bad("name", "1 to " + NAME_LENGTH + " characters with a letter or a digit among"
            + " them, without control characters or |");
      }
      return name;
    }

    /** What is guessed as easily as typed would be somebody else's soon. */
    Optional<String> device() {
      if (!left.containsKey("device")) return Optional.empty();
      if (take("device") instanceof String device
          && device.matches("[A-Za-z0-9_-]{" + DEVICE_LENGTH + "}")
          && device.chars().distinct().count() >= DEVICE_VARIETY) {
        return Optional.of(device);
      }
      throw bad("device", "32 random bytes as base64url, which is exactly " + DEVICE_LENGTH
          + " characters of A-Z a-z 0-9 - _ without padding, and not a few of them repeated");
    }

    /** Up to 2^53 - 1, which is as far as every client counts. */
    long seen() {
      return left.containsKey("lastSeen") ? number("lastSeen", -1, (1L << 53) - 1) : -1;
    }

    MeantDeal deal() {
      return new MeantDeal(match(),
          left.containsKey("deal") ? (int) number("deal", 1, Integer.MAX_VALUE) : 0);
    }

    String match() {
      return left.containsKey("match") ? text("match", 1, 64) : "";
    }

    String room() {
      var room = text("room", 1, 16).toUpperCase(Locale.ROOT);
      if (!room.matches("[A-Z0-9]+")) throw bad("room", "a room's code, such as K7PM2Q");
      return room;
    }

    Optional<Seat> seat() {
      return left.containsKey("seat") ? Optional.of(place()) : Optional.empty();
    }

    Seat place() {
      return Seat.at((int) number("seat", 0, 3));
    }

    Card card() {
      try {
        return Card.of(text("card", 2, 2));
      } catch (IllegalArgumentException wrong) {
        throw bad("card", "a rank of 23456789TJQKA and a suit of CDHS, such as TH");
      }
    }

    MatchRules rules() {
      var d = MatchRules.DEFAULT;
      int target = left.containsKey("target") ? (int) number("target", 1, 13) : d.target();
      return new MatchRules(target, choice("hakem", MatchRules.FirstHakem.class, d.firstHakem()),
          choice("redeal", MatchRules.Redeal.class, d.redeal()));
    }

    /** @param otherwise null where the field must be there */
    <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
      if (otherwise != null && !left.containsKey(name)) return otherwise;
      var value = take(name);
      for (E each : type.getEnumConstants()) {
        if (EventJson.lower(each).equals(value)) return each;
      }
      throw bad(name, "one of " + String.join(", ", Arrays.stream(type.getEnumConstants())
          .map(EventJson::lower).toList()));
    }

    void nothingElse(String type) {
      if (!left.isEmpty()) {
        throw new Wrong(ErrorCode.UNKNOWN_FIELD, "A " + type + " has no field \""
            + printable(left.keySet().iterator().next()) + "\".");
      }
    }
  }
}
