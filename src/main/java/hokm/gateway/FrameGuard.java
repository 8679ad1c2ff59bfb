package hokm.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.util.ReferenceCountUtil;

/**
 * Between Netty's decoder, which knows a wrong frame, and Vert.x, which would cut the connection
 * with all that was still to be written. Here the client is told why, the server says no more, and
 * the connection ends when the client ends it too, or when the time for closing is over.
 */
final class FrameGuard extends ChannelInboundHandlerAdapter {

  private static final int OWN_FROM = 3000;
  private static final int OWN_TO = 4999;
  private static final int UNSIGNED = 0xffff;

  private final ClientSocket client;
  private boolean broken;

  FrameGuard(ClientSocket client) {
    this.client = client;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object frame) {
    if (!broken && frame instanceof CloseWebSocketFrame close && !mayClose(close)) {
      failed(context, WebSocketCloseStatus.PROTOCOL_ERROR);
    }
    if (broken) ReferenceCountUtil.release(frame);
    else context.fireChannelRead(frame);
  }

  /** Netty lets pass what is beyond 4999, and no status at all is one that may be. */
  private static boolean mayClose(CloseWebSocketFrame frame) {
    if (frame.content().readableBytes() == 0) return true;
    int status = frame.statusCode() & UNSIGNED;
    return status < OWN_FROM ? WebSocketCloseStatus.isValidStatusCode(status)
        : status <= OWN_TO;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
    if (why instanceof DecoderException) {
      failed(context, why instanceof CorruptedWebSocketFrameException frame
          ? frame.closeStatus() : WebSocketCloseStatus.PROTOCOL_ERROR);
    } else {
      context.fireExceptionCaught(why);
    }
  }

  private void failed(ChannelHandlerContext context, WebSocketCloseStatus status) {
    if (broken) return;
    broken = true;
    if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) client.tooLarge();
    else if (status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)) client.notUtf8();
    else client.broken();
    context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(told -> {
      if (context.channel() instanceof DuplexChannel duplex) duplex.shutdownOutput();
      else context.close();
    });
  }
}
