package hokm.soak;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;

/** Someone who looks on at a table for a while, on a socket of its own. */
final class Onlooker {

  private final Persons.Person person;
  private final String room;
  private final Tally tally;
  private final Promise<Void> gone = Promise.promise();
  private WebSocket socket;

  private Onlooker(Persons.Person person, String room, Tally tally) {
    this.person = person;
    this.room = room;
    this.tally = tally;
  }

  /** @return when it has gone; never fails */
  static Future<Void> look(Vertx vertx, WebSocketClient client, SocketAddress door,
      Persons.Person person, String room, Duration time, Tally tally) {
    var looks = new Onlooker(person, room, tally);
    client.connect(door.port(), door.host(), "/ws").onSuccess(open -> {
      looks.opened(open);
      vertx.setTimer(time.toMillis(), enough -> open.close());
    }).onFailure(refused -> looks.gone.tryComplete());
    return looks.gone.future();
  }

  private void opened(WebSocket open) {
    socket = open;
    open.textMessageHandler(text -> heard(new JsonObject(text)));
    open.closeHandler(end -> gone.tryComplete());
    say(new JsonObject().put("type", "sign_in").put("version", 1).put("name", person.name())
        .put("device", person.device()));
  }

  private void heard(JsonObject frame) {
    switch (frame.getString("type")) {
      case "ping" -> say(new JsonObject().put("type", "pong"));
      case "welcome" -> say(person.leave() ? new JsonObject().put("type", "leave").put("id", "w0")
          : new JsonObject().put("type", "watch").put("id", "w0").put("room", room));
      case "view" -> tally.count("viewsOfOnlookers");
      case "events" -> tally.count("framesOfOnlookers");
      default -> { }
    }
  }

  private void say(JsonObject frame) {
    if (!socket.isClosed()) socket.writeTextMessage(frame.encode());
  }
}
