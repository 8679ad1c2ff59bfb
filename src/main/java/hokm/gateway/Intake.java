package hokm.gateway;

import hokm.protocol.ClientMessages;
import io.vertx.core.Handler;
import io.vertx.core.http.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Puts a client's frames together to messages of text. Vert.x' own way of it replaces what is no
 * UTF-8, takes pieces without end, and loses a message whose first piece is empty.
 */
final class Intake implements Handler<WebSocketFrame> {

  /** Frames that one message may come in. */
  static final int PIECES = 64;
  private static final char REPLACED = '\uFFFD';

  private final ClientSocket client;
  private Pieces pieces;

  Intake(ClientSocket client) {
    this.client = client;
  }

  @Override
  public void handle(WebSocketFrame frame) {
    if (client.closed()) return;
    switch (frame.type()) {
      case TEXT -> text(frame);
      case CONTINUATION -> piece(frame);
      case BINARY -> client.binary();
      case PING -> client.pinged();
      case PONG -> client.pong();
      default -> {
        // Its close is answered already.
      }
    }
  }

  private void text(WebSocketFrame frame) {
    if (frame.isFinal()) {
      utf8(frame.binaryData().getBytes()).ifPresentOrElse(client::text, client::notUtf8);
    } else {
      pieces = new Pieces();
      piece(frame);
    }
  }

  /** Almost every message has nothing that was replaced, and so is read once. */
  private static Optional<String> utf8(byte[] bytes) {
    var text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACED) < 0) return Optional.of(text);
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return Optional.of(text);
    } catch (CharacterCodingException wrong) {
      return Optional.empty();
    }
  }

  private void piece(WebSocketFrame frame) {
    if (!pieces.fits(frame.binaryData().length())) {
      client.tooLarge();
    } else if (!pieces.add(frame.binaryData().getBytes(), frame.isFinal())) {
      client.notUtf8();
    } else if (frame.isFinal()) {
      var whole = pieces.text.toString();
      pieces = null;
      client.text(whole);
    }
  }

  /** What has come of a message. What can't become UTF-8 any more is known at once. */
  private static final class Pieces {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final StringBuilder text = new StringBuilder();
    private byte[] begun = {};
    private int bytes;
    private int count;

    boolean fits(int more) {
      bytes += more;
      return bytes <= ClientMessages.FRAME_BYTES && ++count <= PIECES;
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
  }
}
