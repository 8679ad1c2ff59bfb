package hokm.gateway;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP connection must get on: whoever sends the head of a request byte by byte, says nothing,
 * or does not read the answer, keeps its place for so long and no longer. Ends with the handshake
 * of a WebSocket, which has times of its own.
 */
final class RequestDeadline extends ChannelDuplexHandler {

  private final GatewaySettings.Http times;
  private final Runnable late;
  private ScheduledFuture<?> due;

  /** @param late is told before the connection is closed for it */
  RequestDeadline(GatewaySettings.Http times, Runnable late) {
    this.times = times;
    this.late = late;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    within(context, times.head().toMillis());
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object part) {
    if (part instanceof HttpRequest) within(context, times.answer().toMillis());
    context.fireChannelRead(part);
  }

  @Override
  public void write(ChannelHandlerContext context, Object part, ChannelPromise promise) {
    if (part instanceof LastHttpContent) {
      var end = promise.unvoid();
      end.addListener(read -> within(context, times.idle().toMillis()));
      context.write(part, end);
    } else {
      context.write(part, promise);
    }
  }

  private void within(ChannelHandlerContext context, long millis) {
    stop();
    if (context.isRemoved() || !context.channel().isActive()) return;
    due = context.executor().schedule(() -> {
      late.run();
      // From here, not from the channel: Vert.x would first write what nobody reads.
      context.close();
    }, millis, TimeUnit.MILLISECONDS);
  }

  private void stop() {
    if (due != null) due.cancel(false);
    due = null;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stop();
    context.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext context) {
    stop();
  }
}
