package hokm.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket client that does only what generators need: whole text frames, and pongs. */
public final class LeanSocket {

  /** @param bytes valid during the call */
  public interface Reader {
    void frame(byte[] bytes, int from, int to);

    void closed(String why);
  }

  private static final byte[] NOTHING = new byte[0];
  private static final int TEXT = 1;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;
  private static final int FIN = 0x80;
  private static final int MASKED = 0x80;
  private static final int TWO_BYTES = 126;
  private static final int EIGHT_BYTES = 127;

  private final SocketLoop loop;
  private final SocketChannel channel;
  private final Reader reader;
  /** The beginning of what has not come whole. */
  private byte[] rest = NOTHING;
  private boolean upgraded;
  private boolean ended;
  private boolean mute;

  LeanSocket(SocketLoop loop, SocketChannel channel, Reader reader) {
    this.loop = loop;
    this.channel = channel;
    this.reader = reader;
  }

  /** How a client asks for a WebSocket. */
  public static String request(InetSocketAddress server) {
    return "GET /ws HTTP/1.1\r\nHost: " + server.getHostString() + ":" + server.getPort()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: aG9rbSdzIG93biBiZW5jaA==\r\n\r\n";
  }

  /** Bytes as they are, up to 256 KB, whatever they may be. */
  public void raw(byte[] bytes) {
    if (!ended) write(bytes, false, 0);
  }

  /** ASCII; at once. */
  public void send(String text) {
    write(text.getBytes(StandardCharsets.ISO_8859_1), true, TEXT);
  }

  private void write(byte[] payload, boolean framed, int opcode) {
    var out = loop.out().clear();
    if (framed) {
      out.put((byte) (FIN | opcode));
      if (payload.length < TWO_BYTES) {
        out.put((byte) (MASKED | payload.length));
      } else {
        out.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
      }
      // A mask of zeros spares the work on this side, and none on the other.
      out.putInt(0);
    }
    out.put(payload).flip();
    try {
      channel.write(out);
      if (out.hasRemaining()) end("it does not read what it is sent");
    } catch (IOException e) {
      end(e.getMessage());
    }
  }

  void read() {
    try {
      var in = loop.in().clear();
      int came = channel.read(in);
      if (came < 0) {
        end("the other side closed it");
        return;
      }
      var bytes = loop.bytes();
      int length = rest.length;
      System.arraycopy(rest, 0, bytes, 0, length);
      in.flip().get(bytes, length, came);
      length += came;
      int at = upgraded ? 0 : upgrade(bytes, length);
      if (upgraded) at = frames(bytes, at, length);
      rest = at == length ? NOTHING : Arrays.copyOfRange(bytes, at, length);
    } catch (IOException e) {
      end(e.getMessage());
    }
  }

  private int upgrade(byte[] bytes, int length) {
    var head = new String(bytes, 0, length, StandardCharsets.US_ASCII);
    int end = head.indexOf("\r\n\r\n");
    if (end < 0) return 0;
    if (!head.startsWith("HTTP/1.1 101")) {
      end("it answers " + head.lines().findFirst().orElse(""));
      return length;
    }
    upgraded = true;
    return end + 4;
  }

  /** @return where the first frame begins that has not come whole */
  private int frames(byte[] bytes, int from, int to) {
    int at = from;
    while (to - at >= 2) {
      int size = bytes[at + 1] & 0x7f;
      int head = 2;
      if (size == TWO_BYTES && to - at >= 4) {
        size = (bytes[at + 2] & 0xff) << 8 | bytes[at + 3] & 0xff;
        head = 4;
      } else if (size == TWO_BYTES) {
        return at;
      } else if (size == EIGHT_BYTES) {
        end("a frame is larger than 64 KB");
        return to;
      }
      if (to - at < head + size) return at;
      frame(bytes, bytes[at] & 0x0f, at + head, at + head + size);
      at += head + size;
    }
    return at;
  }

  private void frame(byte[] bytes, int opcode, int from, int to) {
    switch (opcode) {
      case TEXT -> reader.frame(bytes, from, to);
      case PING -> pong(Arrays.copyOfRange(bytes, from, to));
      case CLOSE -> end(reason(bytes, from, to));
      default -> { }
    }
  }

  private static String reason(byte[] bytes, int from, int to) {
    if (to - from < 2) return "closed without a code";
    int code = (bytes[from] & 0xff) << 8 | bytes[from + 1] & 0xff;
    return "closed with " + code + " "
        + new String(bytes, from + 2, to - from - 2, StandardCharsets.UTF_8);
  }

  private void pong(byte[] payload) {
    if (!mute && !ended) write(payload, true, PONG);
  }

  /** From now on it answers no ping. */
  public void mute() {
    mute = true;
  }

  public boolean upgraded() {
    return upgraded;
  }

  /** Without a word to the other side. */
  public void close() {
    end("this side closed it");
  }

  private void end(String why) {
    if (ended) return;
    ended = true;
    try {
      channel.close();
    } catch (IOException e) {
      why += ", " + e.getMessage();
    }
    reader.closed(why);
  }
}
