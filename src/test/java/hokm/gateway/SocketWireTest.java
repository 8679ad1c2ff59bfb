package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelDuplexHandler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SocketWireTest {

  private final Vertx vertx = Vertx.vertx();
  private final Promise<Void> ended = Promise.promise();
  private final Promise<SocketWire> wires = Promise.promise();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /** What the server's end has to say of itself when it is done. */
  private Promise<String> serve(int size, int most, RawSocket[] client) throws Exception {
    Promise<String> told = Promise.promise();
    var server = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(0))
        .requestHandler(asked -> asked.end().onSuccess(whole -> {
          var socket = Handshake.answer(asked, new ChannelDuplexHandler());
          var wire = new SocketWire(socket, new Flushes(vertx.getOrCreateContext()));
          socket.channel().closeFuture().addListener(end -> ended.complete());
          wires.complete(wire);
          send(wire, "x".repeat(size), most, told);
        }))
        .listen().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    client[0] = RawSocket.open(server.actualPort());
    return told;
  }

  /** Ten each turn of the event loop, or all at once where most says so. */
  private void send(SocketWire wire, String text, int most, Promise<String> told) {
    for (int i = 0; i < Math.abs(most); i++) {
      if (wire.full()) {
        told.complete(wire.waiting() + " with " + wire.waitingBytes() + " bytes");
        return;
      }
      wire.send(text);
    }
    if (most < 0) told.complete("not full");
    else vertx.runOnContext(next -> send(wire, text, most, told));
  }

  private static <T> T result(Promise<T> told) throws Exception {
    return told.future().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  @Test
  void sixtyFourMessagesThatAreNotReadAreTooMany() throws Exception {
    var client = new RawSocket[1];
    assertThat(result(serve(1000, 10, client))).isEqualTo("64 with 64000 bytes");
    client[0].close();
  }

  @Test
  void fewerMessagesOfManyBytesAreTooManyToo() throws Exception {
    var client = new RawSocket[1];
    assertThat(result(serve(60_000, 1, client))).isEqualTo("5 with 300000 bytes");
    client[0].close();
  }

  @Test
  void whoReadsNothingIsCutOffThoughTheCloseCannotBeWritten() throws Exception {
    var client = new RawSocket[1];
    result(serve(1000, 10, client));
    var wire = result(wires);
    vertx.runOnContext(now -> wire.close((short) 1008, "too_slow"));
    result(ended);
    client[0].close();
  }

  @Test
  void whatIsSaidAtOnceIsNotTooMuchWhileItCanBeWritten() throws Exception {
    var client = new RawSocket[1];
    assertThat(result(serve(100, -1000, client))).isEqualTo("not full");
    client[0].close();
  }
}
