package hokm.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client's end of a socket: what came, in order, and whether it was closed. */
final class Visitor {

  private final WebSocket socket;
  private final BlockingQueue<JsonObject> came = new LinkedBlockingQueue<>();
  private volatile boolean closed;

  Visitor(WebSocket socket) {
    this.socket = socket;
    socket.textMessageHandler(frame -> came.add(new JsonObject(frame)));
    socket.closeHandler(gone -> closed = true);
  }

  Visitor raw(String frame) {
    socket.writeTextMessage(frame);
    return this;
  }

  Visitor say(String type, String... fields) {
    var message = new JsonObject().put("type", type);
    for (int i = 0; i < fields.length; i += 2) message.put(fields[i], fields[i + 1]);
    return raw(message.encode());
  }

  Visitor sayBytes(byte[] bytes) {
    socket.writeBinaryMessage(Buffer.buffer(bytes));
    return this;
  }

  /** The next frame, which must be of this type. */
  JsonObject hears(String type) {
    try {
      var frame = came.poll(10, TimeUnit.SECONDS);
      assertThat(frame).as("a frame of type " + type).isNotNull();
      assertThat(frame.getString("type")).as(frame.encode()).isEqualTo(type);
      return frame;
    } catch (InterruptedException stopped) {
      throw new IllegalStateException(stopped);
    }
  }

  JsonObject isRefused(String code) {
    var error = hears("error");
    assertThat(error.getString("code")).as(error.encode()).isEqualTo(code);
    assertThat(error.getString("message")).endsWith(".");
    return error;
  }

  /** Whatever was sent before the answer to a ping has come by then. */
  void hearsNothingElse() {
    say("ping").hears("pong");
  }

  void isClosed(int status) {
    await().atMost(10, TimeUnit.SECONDS).until(() -> closed);
    assertThat((int) socket.closeStatusCode()).isEqualTo(status);
  }

  boolean closed() {
    return closed;
  }

  void goes() {
    socket.close();
  }
}
