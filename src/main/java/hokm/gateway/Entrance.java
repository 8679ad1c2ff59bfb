package hokm.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who comes over HTTP: what of that is let in, and where it goes. */
final class Entrance {

  private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
  private static final String API = "/api/";
  private static final String TOO_FAST = new JsonObject().put("code", "too_fast")
      .put("message", "Your address asks faster than one may; wait a moment.").encode();
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;

  private final Desk desk;
  private final Sockets open;
  private final Router router;
  private final Admission admission;
  private final ContextInternal loop;
  private final Flushes flushes;

  /** @param loop of all the sockets */
  Entrance(Desk desk, Sockets open, Router router, Context loop) {
    this.desk = desk;
    this.open = open;
    this.router = router;
    this.admission = new Admission(desk);
    this.loop = (ContextInternal) loop;
    this.flushes = new Flushes(loop);
  }

  void arrived(HttpConnection connection) {
    var channel = ((HttpServerConnection) connection).channelHandlerContext();
    if (!counted(connection.remoteAddress().hostAddress(), channel)) {
      desk.meters().turned(Turned.ADDRESS_FULL);
      channel.channel().close();
      return;
    }
    channel.pipeline().addAfter("httpEncoder", "deadline", new RequestDeadline(
        desk.settings().http(), () -> desk.meters().turned(Turned.LATE)));
  }

  /** A proxy's connections are its visitors', who are counted when they ask for a socket. */
  private boolean counted(String remote, ChannelHandlerContext channel) {
    var proxies = desk.crowd().proxies();
    if (proxies.trusts(remote)) return true;
    var visitor = desk.crowd().at(proxies.visitor(remote, List.of()), desk.millis());
    if (!visitor.arrive()) return false;
    channel.channel().closeFuture().addListener(end -> visitor.hungUp());
    return true;
  }

  void asked(HttpServerRequest asked) {
    long now = desk.millis();
    var visitor = admission.visitor(asked, now);
    if (hasBody(asked)) {
      asked.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
          .setStatusCode(TOO_LARGE).end("Nothing that is asked here has a body.");
    } else if (asked.method() == HttpMethod.GET && "/ws".equals(asked.path())) {
      // Past the router, which has nothing to do with it.
      connect(asked, visitor, now);
    } else if (asked.path() != null && asked.path().startsWith(API) && !visitor.request(now)) {
      desk.meters().requestRefused();
      asked.response().putHeader("Retry-After", "1").setStatusCode(TOO_MANY)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json; charset=utf-8").end(TOO_FAST);
    } else {
      router.handle(asked);
    }
  }

  private static boolean hasBody(HttpServerRequest asked) {
    var length = asked.getHeader(HttpHeaders.CONTENT_LENGTH);
    return asked.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || length != null && !"0".equals(length);
  }

  private void connect(HttpServerRequest asked, Visitor visitor, long now) {
    var turned = open.leaving() ? Optional.of(Turned.LEAVING)
        : Handshake.wrong(asked).or(() -> admission.turned(asked, visitor, now));
    if (turned.isPresent()) {
      turn(asked, turned.get());
      return;
    }
    asked.end().onSuccess(whole -> opened(asked, visitor)).onFailure(e -> {
      admission.gone(visitor);
      turn(asked, Turned.HANDSHAKE);
    });
  }

  private void turn(HttpServerRequest asked, Turned why) {
    desk.meters().turned(why);
    if (why.status() == TOO_MANY) desk.crowd().warn(desk.name(), why, desk.millis());
    if (asked.response().ended()) return;
    if (why.status() == TOO_MANY) asked.response().putHeader("Retry-After", "1");
    if (why == Turned.VERSION) asked.response().putHeader(Handshake.VERSION, Handshake.SPOKEN);
    asked.response().setStatusCode(why.status()).end(why.sentence());
  }

  private void opened(HttpServerRequest asked, Visitor visitor) {
    var http = ((HttpServerConnection) asked.connection()).channelHandlerContext();
    var intake = new Intake(loop);
    ChannelHandlerContext answered;
    try {
      answered = Handshake.answer(asked, intake);
    } catch (RuntimeException wrong) {
      LOG.error("Gateway {} could not answer a handshake.", desk.name(), wrong);
      admission.gone(visitor);
      http.channel().close();
      return;
    }
    var wire = new SocketWire(answered, flushes);
    intake.open(wire, open.open(wire, visitor));
  }
}
