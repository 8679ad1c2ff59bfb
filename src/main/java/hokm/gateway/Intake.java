package hokm.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.internal.ContextInternal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a client sends, frame by frame. A wrong one is told to the client, the server says no more,
 * and the connection ends when the client ends it too, or when the time for closing is over.
 */
final class Intake extends ChannelDuplexHandler {

  private static final int OWN_FROM = 3000;
  private static final int OWN_TO = 4999;
  private static final char REPLACED = '\uFFFD';

  private final ContextInternal loop;
  private ClientSocket client;
  private SocketWire wire;
  private ChannelHandlerContext socket;
  private Pieces pieces;
  private boolean broken;

  /** @param loop where the client's affairs are seen to */
  Intake(ContextInternal loop) {
    this.loop = loop;
  }

  /** Whoever says something before its handshake is answered can't wait. */
  void open(SocketWire to, ClientSocket of) {
    wire = to;
    client = of;
    if (broken) {
      broken = false;
      failed(WebSocketCloseStatus.PROTOCOL_ERROR);
    }
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    socket = context;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    try {
      if (part instanceof WebSocketFrame frame) loop.emit(frame, this::take);
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void take(WebSocketFrame frame) {
    if (client == null) broken = true;
    if (broken) return;
    if (frame instanceof CloseWebSocketFrame close) closed(close);
    else if (!client.closed()) read(frame);
  }

  private void closed(CloseWebSocketFrame close) {
    if (mayClose(close)) {
      wire.closedByClient(close);
      client.end();
    } else {
      failed(WebSocketCloseStatus.PROTOCOL_ERROR);
    }
  }

  /** Netty lets pass what is beyond 4999, and no status at all is one that may be. */
  private static boolean mayClose(CloseWebSocketFrame frame) {
    if (!frame.content().isReadable()) return true;
    int status = frame.content().getUnsignedShort(frame.content().readerIndex());
    return status < OWN_FROM ? WebSocketCloseStatus.isValidStatusCode(status)
        : status <= OWN_TO;
  }

  private void read(WebSocketFrame frame) {
    if (frame instanceof TextWebSocketFrame) text(frame);
    else if (frame instanceof ContinuationWebSocketFrame) piece(frame);
    else if (frame instanceof PongWebSocketFrame) client.pong();
    else if (frame instanceof PingWebSocketFrame) ping(frame.content());
    else if (frame instanceof BinaryWebSocketFrame) client.binary();
  }

  /** Who asks without end and reads no answer has too many of them waiting, as of any news. */
  private void ping(ByteBuf payload) {
    if (wire.full()) {
      client.tooSlow();
    } else {
      wire.pong(payload.retain());
      client.pinged();
    }
  }

  private void text(WebSocketFrame frame) {
    if (frame.isFinalFragment()) {
      utf8(ByteBufUtil.getBytes(frame.content())).ifPresentOrElse(client::text, client::notUtf8);
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
    boolean last = frame.isFinalFragment();
    if (!pieces.fits(frame.content().readableBytes())) {
      client.tooLarge();
    } else if (!pieces.add(ByteBufUtil.getBytes(frame.content()), last)) {
      client.notUtf8();
    } else if (last) {
      var whole = pieces.text();
      pieces = null;
      client.text(whole);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable why) {
    if (why instanceof DecoderException) {
      loop.emit(why instanceof CorruptedWebSocketFrameException frame
          ? frame.closeStatus() : WebSocketCloseStatus.PROTOCOL_ERROR, this::failed);
    } else {
      context.close();
    }
  }

  private void failed(WebSocketCloseStatus status) {
    if (broken) return;
    broken = true;
    if (client == null) return;
    if (status.equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) client.tooLarge();
    else if (status.equals(WebSocketCloseStatus.INVALID_PAYLOAD_DATA)) client.notUtf8();
    else client.broken();
    socket.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(told -> {
      if (socket.channel() instanceof DuplexChannel duplex) duplex.shutdownOutput();
      else socket.close();
    });
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    loop.emit(client, ended -> {
      if (ended != null) ended.end();
    });
  }

  /** Whoever ends all connections lets those that have begun to end do it in their own time. */
  @Override
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    if (wire != null && wire.closing()) {
      context.channel().closeFuture().addListener(end -> promise.trySuccess());
    } else {
      context.close(promise);
    }
  }
}
