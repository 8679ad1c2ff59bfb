package hokm.gateway;

import hokm.protocol.ClientMessages;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes a WebSocket of a request, by Netty's means. Vert.x' own keeps the request, the answer and
 * two queues of 4 KB for as long as the socket lives: three times of what the socket itself needs.
 */
final class Handshake {

  private static final String KEY = "Sec-WebSocket-Key";
  /** 16 bytes. */
  private static final Pattern KEYS = Pattern.compile("[0-9A-Za-z+/]{22}==");
  static final String VERSION = "Sec-WebSocket-Version";
  static final String SPOKEN = "13";
  private static final WebSocketDecoderConfig FRAMES = WebSocketDecoderConfig.newBuilder()
      .maxFramePayloadLength(ClientMessages.FRAME_BYTES).closeOnProtocolViolation(false).build();

  private Handshake() {
  }

  /** @return why this is none that can be answered */
  static Optional<Turned> wrong(HttpServerRequest asked) {
    if (!says(asked, HttpHeaders.CONNECTION, "upgrade")
        || !says(asked, HttpHeaders.UPGRADE, "websocket")
        || !KEYS.matcher(key(asked)).matches()) {
      return Optional.of(Turned.HANDSHAKE);
    }
    return SPOKEN.equals(asked.getHeader(VERSION)) ? Optional.empty()
        : Optional.of(Turned.VERSION);
  }

  private static String key(HttpServerRequest asked) {
    var key = asked.getHeader(KEY);
    return key == null ? "" : key.trim();
  }

  /** Browsers have more than one word there. */
  private static boolean says(HttpServerRequest asked, CharSequence header, String word) {
    for (String value : asked.headers().getAll(header)) {
      for (String each : value.split(",")) {
        if (each.trim().equalsIgnoreCase(word)) return true;
      }
    }
    return false;
  }

  /**
   * Answers it. For HTTP the connection ends here, and is counted as ended.
   *
   * @param asked whole, on its event loop, and not {@link #wrong}
   * @param reader takes the frames, from before the answer is written
   * @return where frames are written
   */
  static ChannelHandlerContext answer(HttpServerRequest asked, ChannelHandler reader) {
    var request = request(asked);
    var http = ((HttpServerConnection) asked.connection()).channelHandlerContext();
    var pipeline = http.pipeline();
    if (pipeline.get(RequestDeadline.class) != null) pipeline.remove(RequestDeadline.class);
    end(http);
    pipeline.replace(http.name(), "socket", reader);
    new WebSocketServerHandshaker13(asked.uri(), null, FRAMES)
        .handshake(http.channel(), request, null, http.channel().newPromise());
    return pipeline.context(reader);
  }

  private static void end(ChannelHandlerContext http) {
    try {
      ((ChannelInboundHandler) http.handler()).channelInactive(http);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static FullHttpRequest request(HttpServerRequest asked) {
    var headers = DefaultHttpHeadersFactory.headersFactory().newHeaders()
        .add(HttpHeaders.CONNECTION, "Upgrade").add(HttpHeaders.UPGRADE, "websocket")
        .add(KEY, key(asked));
    return new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, asked.uri(),
        Unpooled.EMPTY_BUFFER, headers,
        DefaultHttpHeadersFactory.trailersFactory().newEmptyHeaders());
  }
}
