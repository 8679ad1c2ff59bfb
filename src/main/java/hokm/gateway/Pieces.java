package hokm.gateway;

import hokm.protocol.ClientMessages;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/** What has come of a message in several frames. What can't become UTF-8 is known at once. */
final class Pieces {

  /** Frames that one message may come in. */
  private static final int MOST = 64;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final StringBuilder text = new StringBuilder();
  private byte[] begun = {};
  private int bytes;
  private int count;

  boolean fits(int more) {
    bytes += more;
    return bytes <= ClientMessages.FRAME_BYTES && ++count <= MOST;
  }

  /** @return whether all of it is UTF-8 until here; a character may be cut by the end */
  boolean add(byte[] piece, boolean last) {
    var in = ByteBuffer.allocate(begun.length + piece.length).put(begun).put(piece).flip();
    var out = CharBuffer.allocate(in.remaining());
    if (decoder.decode(in, out, last).isError()) return false;
    begun = new byte[in.remaining()];
    in.get(begun);
    text.append(out.flip());
    return true;
  }

  String text() {
    return text.toString();
  }
}
