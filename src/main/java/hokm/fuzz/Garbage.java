package hokm.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** What is no message, or no WebSocket. */
final class Garbage {

  private static final int[] CODES = {0, 1, 999, 1004, 1005, 1006, 1012, 1015, 1016, 1100, 2000,
      2999, 5000, 65_535};
  private static final byte[][] NOT_UTF8 = {{(byte) 0xc0, (byte) 0x80}, {(byte) 0xed, (byte) 0xa0,
      (byte) 0x80}, {(byte) 0xf8, (byte) 0x88, (byte) 0x80, (byte) 0x80, (byte) 0x80},
      {(byte) 0xff}, {(byte) 0x80}, {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
      {(byte) 0xe2, (byte) 0x82}};
  private static final int LONGEST_TEXT = 300;

  private final Random chance;

  Garbage(Random chance) {
    this.chance = chance;
  }

  String text() {
    var text = new StringBuilder();
    for (int left = chance.nextInt(LONGEST_TEXT); left > 0; left--) {
      int c = chance.nextInt(4) == 0 ? chance.nextInt(0x10_ffff) : chance.nextInt(128);
      text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
    }
    return text.toString();
  }

  private byte[] random(int most) {
    var bytes = new byte[chance.nextInt(most)];
    chance.nextBytes(bytes);
    return bytes;
  }

  byte[] bytes(Kind kind, byte[] message) {
    return switch (kind) {
      case PING_OR_PONG -> framed(Packed.FIN | (chance.nextBoolean() ? Packed.PING : Packed.PONG),
          random(126));
      case BINARY -> framed(Packed.FIN | Packed.BINARY, chance.nextBoolean() ? message
          : random(LONGEST_TEXT));
      case UTF8_BROKEN -> framed(Packed.FIN | Packed.TEXT, broken(message));
      case RESERVED_BITS -> framed(Packed.FIN | 0x10 << chance.nextInt(3) | Packed.TEXT, message);
      case OPCODE_UNKNOWN -> framed(Packed.FIN | (chance.nextBoolean() ? 3 : 11)
          + chance.nextInt(5), random(100));
      case NOT_MASKED -> Packed.frame(Packed.FIN | Packed.TEXT, false, message, chance);
      case CONTROL_TOO_LONG -> chance.nextBoolean()
          ? framed(Packed.FIN | Packed.PING, new byte[126 + chance.nextInt(1000)])
          : framed(Packed.PING, random(100));
      case NO_BEGINNING -> framed((chance.nextBoolean() ? Packed.FIN : 0), message);
      case PIECES_MIXED -> Packed.joined(framed(Packed.TEXT, message),
          framed(Packed.FIN | Packed.TEXT, message));
      case CLOSED -> Packed.close(chance.nextBoolean() ? 1000 : 3000 + chance.nextInt(2000),
          "done".getBytes(StandardCharsets.US_ASCII), chance);
      case CLOSED_BADLY -> closedBadly();
      case NEVER_FINISHED -> neverFinished(message);
      default -> random(1 + LONGEST_TEXT);
    };
  }

  private byte[] framed(int first, byte[] payload) {
    return Packed.frame(first, true, payload, chance);
  }

  private byte[] broken(byte[] message) {
    int at = chance.nextInt(message.length);
    return Packed.joined(Arrays.copyOf(message, at), NOT_UTF8[chance.nextInt(NOT_UTF8.length)],
        Arrays.copyOfRange(message, at, message.length));
  }

  private byte[] closedBadly() {
    return switch (chance.nextInt(4)) {
      case 0 -> framed(Packed.FIN | Packed.CLOSE, new byte[1]);
      case 1 -> Packed.close(1000, NOT_UTF8[chance.nextInt(NOT_UTF8.length)], chance);
      default -> Packed.close(CODES[chance.nextInt(CODES.length)], new byte[0], chance);
    };
  }

  /** A message in pieces without the last, a frame that is shorter than it says, or half a head. */
  private byte[] neverFinished(byte[] message) {
    return switch (chance.nextInt(4)) {
      case 0 -> framed(Packed.TEXT, message);
      case 1 -> Packed.frame(Packed.FIN | Packed.TEXT, true, message.length + 100L, message,
          chance);
      case 2 -> Packed.frame(Packed.FIN | Packed.TEXT, true, Long.MAX_VALUE, message, chance);
      default -> new byte[] {(byte) (Packed.FIN | Packed.TEXT)};
    };
  }

  /** As one may send a message: in pieces, with pings in between. */
  byte[] pieces(byte[] message) {
    int one = chance.nextInt(message.length);
    int two = one + chance.nextInt(message.length - one);
    return Packed.joined(framed(Packed.TEXT, Arrays.copyOf(message, one)),
        framed(Packed.FIN | Packed.PING, random(20)),
        framed(0, Arrays.copyOfRange(message, one, two)),
        framed(Packed.FIN, Arrays.copyOfRange(message, two, message.length)));
  }
}
