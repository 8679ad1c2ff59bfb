package hokm.gateway;

import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.util.concurrent.TimeUnit;

/** A WebSocket of Vert.x, and what of it the kernel would not take yet. */
final class SocketWire implements Wire {

  static final int QUEUE_BYTES = 256 * 1024;
  static final int QUEUE_MESSAGES = 64;
  static final int CLOSING_SECONDS = 2;
  private static final int CUT_SECONDS = CLOSING_SECONDS + 1;
  private static final int GATHERED = 64;

  private final ServerWebSocket socket;
  private int waiting;
  private int waitingBytes;

  SocketWire(ServerWebSocket socket) {
    this.socket = socket;
    gather();
  }

  /**
   * What a socket is sent in one turn of its event loop, as an acceptance and the news of the same
   * move, leaves with one call of the system; these calls are most of what a move costs.
   */
  private void gather() {
    ((WebSocketInternal) socket).channelHandlerContext().pipeline()
        .addFirst(new FlushConsolidationHandler(GATHERED, true));
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
    return socket.isClosed();
  }

  @Override
  public boolean full() {
    if (!tooMuchWaits()) return false;
    flush();
    return tooMuchWaits();
  }

  /** Vert.x' own bound is for the channel alone: before it, as much may wait again. */
  private boolean tooMuchWaits() {
    return waiting >= QUEUE_MESSAGES || waitingBytes >= QUEUE_BYTES;
  }

  /** What was only gathered does not wait for the client. */
  private void flush() {
    var gathering = ((WebSocketInternal) socket).channelHandlerContext().pipeline()
        .context(FlushConsolidationHandler.class);
    if (gathering != null) gathering.flush();
  }

  @Override
  public void send(String frame) {
    int bytes = ByteBufUtil.utf8Bytes(frame);
    waiting++;
    waitingBytes += bytes;
    // In one frame, however large: only what clients send is bounded by frames.
    socket.writeFinalTextFrame(frame).onComplete(written -> {
      waiting--;
      waitingBytes -= bytes;
    });
  }

  @Override
  public void ping() {
    socket.writePing(Buffer.buffer("p"));
  }

  /**
   * Vert.x begins to count the time for closing when its frame is written: perhaps never. So what
   * waits there is left, the last word goes before it, and the connection is cut in any case.
   */
  @Override
  public void close(short status, String reason) {
    var context = ((WebSocketInternal) socket).channelHandlerContext();
    flush();
    if (waiting == 0) {
      socket.close(status, reason);
    } else {
      context.channel().config().setAutoRead(false);
      context.writeAndFlush(new CloseWebSocketFrame(status, reason));
    }
    context.executor().schedule(() -> context.close(), CUT_SECONDS, TimeUnit.SECONDS);
  }
}
