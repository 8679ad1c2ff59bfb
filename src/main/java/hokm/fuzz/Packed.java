package hokm.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** WebSocket frames as bytes, the right ones and others. */
final class Packed {

  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;

  private Packed() {}

  static byte[] text(String text, Random chance) {
    return frame(FIN | TEXT, true, text.getBytes(StandardCharsets.UTF_8), chance);
  }

  /** @param first its first byte: FIN, three reserved bits, opcode */
  static byte[] frame(int first, boolean masked, byte[] payload, Random chance) {
    return frame(first, masked, payload.length, payload, chance);
  }

  /** @param said the length that its head tells, which may not be so */
  static byte[] frame(int first, boolean masked, long said, byte[] payload, Random chance) {
    var out = new ByteArrayOutputStream(payload.length + 14);
    out.write(first);
    int bit = masked ? 0x80 : 0;
    if (said < 126) {
      out.write(bit | (int) said);
    } else if (said < 65_536) {
      out.write(bit | 126);
      number(out, said, 2);
    } else {
      out.write(bit | 127);
      number(out, said, 8);
    }
    var mask = new byte[4];
    if (masked) {
      chance.nextBytes(mask);
      out.writeBytes(mask);
    }
    for (int i = 0; i < payload.length; i++) out.write(payload[i] ^ mask[i & 3]);
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long value, int bytes) {
    for (int i = bytes - 1; i >= 0; i--) out.write((int) (value >> 8 * i) & 0xff);
  }

  static byte[] close(int code, byte[] reason, Random chance) {
    var payload = new byte[2 + reason.length];
    payload[0] = (byte) (code >> 8);
    payload[1] = (byte) code;
    System.arraycopy(reason, 0, payload, 2, reason.length);
    return frame(FIN | CLOSE, true, payload, chance);
  }

  static byte[] joined(byte[]... parts) {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) out.writeBytes(part);
    return out.toByteArray();
  }
}
