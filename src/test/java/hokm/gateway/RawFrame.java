package hokm.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The bytes of one client's frame, right or wrong: RFC 6455, section 5.2. */
record RawFrame(int opcode, byte[] payload, boolean last, int reserved, boolean masked,
    int lengthBytes) {

  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

  static RawFrame of(int opcode, byte[] payload) {
    int length = payload.length;
    return new RawFrame(opcode, payload, true, 0, true,
        length < 126 ? 0 : length < 65_536 ? 2 : 8);
  }

  static RawFrame of(int opcode, String text) {
    return of(opcode, utf8(text));
  }

  static RawFrame close(int status, String reason) {
    return close(status, utf8(reason));
  }

  static RawFrame close(int status, byte[] reason) {
    return of(CLOSE, ByteBuffer.allocate(2 + reason.length).putShort((short) status).put(reason)
        .array());
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  RawFrame unfinished() {
    return new RawFrame(opcode, payload, false, reserved, masked, lengthBytes);
  }

  RawFrame withReserved(int bits) {
    return new RawFrame(opcode, payload, last, bits, masked, lengthBytes);
  }

  RawFrame unmasked() {
    return new RawFrame(opcode, payload, last, reserved, false, lengthBytes);
  }

  /** @param bytes beyond the first one in which the length is written: 0, 2 or 8 */
  RawFrame withLengthIn(int bytes) {
    return new RawFrame(opcode, payload, last, reserved, masked, bytes);
  }

  byte[] bytes() {
    var out = new ByteArrayOutputStream();
    out.write((last ? 0x80 : 0) | reserved << 4 | opcode);
    int mark = lengthBytes == 0 ? payload.length : lengthBytes == 2 ? 126 : 127;
    out.write((masked ? 0x80 : 0) | mark);
    for (int i = lengthBytes - 1; i >= 0; i--) out.write((int) ((long) payload.length >> 8 * i));
    if (masked) out.writeBytes(MASK);
    for (int i = 0; i < payload.length; i++) {
      out.write(masked ? payload[i] ^ MASK[i % MASK.length] : payload[i]);
    }
    return out.toByteArray();
  }
}
