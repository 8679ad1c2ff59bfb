package hokm.gateway;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** A client that writes any bytes, and tells in a few words what comes back. */
final class RawSocket implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final String SETTLED = "{\"type\":\"ping\"}";

  private final Socket socket;
  private final DataInputStream in;

  RawSocket(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new DataInputStream(socket.getInputStream());
  }

  static RawSocket open(int port) throws IOException {
    var raw = new RawSocket(port);
    var answer = raw.ask(upgrade("/ws"));
    if (!answer.startsWith("HTTP/1.1 101 ")) throw new IOException(answer);
    return raw;
  }

  static String upgrade(String path, String... headers) {
    var extra = new StringBuilder();
    for (String header : headers) extra.append(header).append("\r\n");
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n" + extra + "\r\n";
  }

  void write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** @return the head of the answer, its last empty line included */
  String ask(String request) throws IOException {
    write(request.getBytes(StandardCharsets.ISO_8859_1));
    return head();
  }

  String head() throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
    return head.toString();
  }

  void body(String expected) throws IOException {
    var read = new String(in.readNBytes(expected.length()), StandardCharsets.UTF_8);
    if (!read.equals(expected)) throw new IOException("The body is " + read);
  }

  /** Waits until the server ends the connection. @return how many bytes came */
  long rest() throws IOException {
    var all = new ByteArrayOutputStream();
    try {
      in.transferTo(all);
    } catch (SocketException reset) {
      // What was under way is lost.
    }
    return all.size();
  }

  /** The same. @return whether it did so without a word */
  boolean ended() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException reset) {
      return true;
    }
  }

  /** Each byte is a packet of its own, as far as the kernel has it so. */
  void chop(byte[] bytes) throws IOException {
    for (byte each : bytes) write(new byte[] {each});
  }

  /**
   * Reads until the server has answered all that was written or closed the socket, in words such
   * as "not_json open", "PONG(4f6b) open" or "bad_frame closed 1002".
   */
  String story() throws IOException {
    settle();
    return told(true);
  }

  /** The same of what is sent unasked; a close is not answered. */
  String heard() throws IOException {
    return told(false);
  }

  /** Whether for so many milliseconds nothing comes, not even the connection's end. */
  boolean silentFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      in.read();
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  private String told(boolean answering) throws IOException {
    var told = new StringBuilder();
    try {
      while (true) {
        int first = in.readUnsignedByte();
        var payload = payload();
        switch (first & 0x0f) {
          case RawFrame.TEXT -> {
            var word = word(new JsonObject(new String(payload, StandardCharsets.UTF_8)));
            if ("pong".equals(word)) return told.append("open").toString();
            told.append(word).append(' ');
          }
          case RawFrame.PONG -> told.append("PONG(").append(HexFormat.of().formatHex(payload))
              .append(") ");
          case RawFrame.CLOSE -> {
            return told.append("closed ").append(status(payload))
                .append(answering ? farewell(payload) : "").toString();
          }
          default -> told.append("opcode ").append(first & 0x0f).append(' ');
        }
      }
    } catch (EOFException | SocketException cut) {
      return told.append("cut").toString();
    }
  }

  /** In vain where the server has ended the connection; what it said before can still be read. */
  private void settle() throws IOException {
    try {
      write(RawFrame.of(RawFrame.TEXT, SETTLED).bytes());
    } catch (SocketException gone) {
      // It is told by what is read.
    }
  }

  private byte[] payload() throws IOException {
    int length = in.readUnsignedByte();
    if (length == 126) length = in.readUnsignedShort();
    else if (length == 127) length = (int) in.readLong();
    return in.readNBytes(length);
  }

  private static String word(JsonObject frame) {
    return "error".equals(frame.getString("type")) ? frame.getString("code")
        : frame.getString("type");
  }

  private static String status(byte[] payload) {
    return payload.length < 2 ? "without status"
        : Integer.toString(ByteBuffer.wrap(payload).getShort() & 0xffff);
  }

  /** Answers the close as a client does, and waits until the server ends the connection. */
  private String farewell(byte[] payload) throws IOException {
    try {
      write(RawFrame.of(RawFrame.CLOSE, payload).bytes());
      var more = new ByteArrayOutputStream();
      in.transferTo(more);
      return more.size() == 0 ? "" : " and then " + more.size() + " bytes";
    } catch (SocketException gone) {
      return "";
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
