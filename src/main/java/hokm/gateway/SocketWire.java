package hokm.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** A WebSocket of Netty's, and what of it the kernel would not take yet. */
final class SocketWire implements Wire {

  static final int QUEUE_BYTES = 256 * 1024;
  static final int QUEUE_MESSAGES = 64;
  /** From our last word until the connection is cut, whatever the client does. */
  private static final int CLOSING_SECONDS = 3;
  private static final short NO_STATUS = -1;
  private static final short NORMAL = 1000;

  private final ChannelHandlerContext socket;
  private final Flushes flushes;
  private int waiting;
  private int waitingBytes;
  private boolean gathering;
  private boolean closing;

  /** @param flushes of the socket's event loop */
  SocketWire(ChannelHandlerContext socket, Flushes flushes) {
    this.socket = socket;
    this.flushes = flushes;
  }

  /** Messages that the kernel has not taken. */
  int waiting() {
    return waiting;
  }

  int waitingBytes() {
    return waitingBytes;
  }

  @Override
  public boolean closed() {
    return closing || !socket.channel().isActive();
  }

  /** Whether our last word was said, and the client's own is waited for. */
  boolean closing() {
    return closing;
  }

  /** What was only gathered does not wait for the client. */
  @Override
  public boolean full() {
    if (!tooMuchWaits()) return false;
    socket.flush();
    return tooMuchWaits();
  }

  private boolean tooMuchWaits() {
    return waiting >= QUEUE_MESSAGES || waitingBytes >= QUEUE_BYTES;
  }

  /** In one frame, however large: only what clients send is bounded by frames. */
  @Override
  public void send(String frame) {
    var bytes = frame.getBytes(StandardCharsets.UTF_8);
    write(new TextWebSocketFrame(Unpooled.wrappedBuffer(bytes)), bytes.length);
  }

  @Override
  public void ping() {
    write(new PingWebSocketFrame(), 0);
  }

  /** @param payload of the ping; it is released */
  void pong(ByteBuf payload) {
    write(new PongWebSocketFrame(payload), payload.readableBytes());
  }

  private void write(WebSocketFrame frame, int bytes) {
    if (!socket.executor().inEventLoop()) {
      socket.executor().execute(() -> write(frame, bytes));
      return;
    }
    waiting++;
    waitingBytes += bytes;
    socket.write(frame).addListener(written -> {
      waiting--;
      waitingBytes -= bytes;
    });
    if (!gathering) flushes.due(this::flush);
    gathering = true;
  }

  private void flush() {
    gathering = false;
    socket.flush();
  }

  /** It comes after all that waits; who does not read that in time does not hear of it. */
  @Override
  public void close(short status, String reason) {
    if (closing) return;
    closing = true;
    socket.writeAndFlush(new CloseWebSocketFrame(status, reason));
    cutInTime();
  }

  /** The client's last word is answered by the same, and where it answers ours all is said. */
  void closedByClient(CloseWebSocketFrame said) {
    if (closing) {
      socket.close();
      return;
    }
    closing = true;
    int status = said.statusCode() == NO_STATUS ? NORMAL : said.statusCode();
    socket.writeAndFlush(new CloseWebSocketFrame(status, said.reasonText()))
        .addListener(told -> socket.close());
    cutInTime();
  }

  private void cutInTime() {
    socket.executor().schedule(() -> socket.close(), CLOSING_SECONDS, TimeUnit.SECONDS);
  }
}
