package hokm.outage;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * One person at a table of bots, on a real socket. Waits in its turn until it is told to move, and
 * measures how long the move takes to be accepted, whatever happens meanwhile: it comes back over
 * another node and sends the same command again. One event loop's.
 */
final class RoomPlayer {

  private static final long SILENCE_NANOS = Duration.ofMillis(2500).toNanos();
  private static final long PING_NANOS = Duration.ofMillis(1000).toNanos();
  private static final int CONNECT_MILLIS = 1000;
  private static final int FIRST_RETRY_MILLIS = 200;
  private static final int LAST_RETRY_MILLIS = 5000;
  private static final int UNAVAILABLE_MILLIS = 100;

  private record Sent(String id, JsonObject frame, long sentNanos, Promise<Long> accepted) {}

  private final Vertx vertx;
  private final WebSocketClient client;
  private final Doors doors;
  private final Notes notes;
  private final String name;
  private Optional<WebSocket> socket = Optional.empty();
  private Optional<Sent> sent = Optional.empty();
  private Promise<Void> inTurn = Promise.promise();
  private Optional<JsonObject> turn = Optional.empty();
  /** Null while the match waits for no single seat. */
  private JsonObject latest;
  private String token = "";
  private String room = "";
  private int seat = -1;
  private int port;
  private long lastSeen = -1;
  private long lostNanos;
  private long tries;
  private int retry = FIRST_RETRY_MILLIS;
  private int commands;
  private int connections;
  /** When the socket last opened, said something, or was first asked for what is not answered. */
  private long heardNanos;
  private boolean ready;
  private boolean closed;

  RoomPlayer(Vertx vertx, WebSocketClient client, Doors doors, Notes notes, String name) {
    this.vertx = vertx;
    this.client = client;
    this.doors = doors;
    this.notes = notes;
    this.name = name;
  }

  /** Signs in, opens a room with three bots. @return when it is this player's turn */
  Future<Void> sit() {
    connect();
    return inTurn.future();
  }

  /** When it is this player's turn, at once if it is. */
  Future<Void> inTurn() {
    return inTurn.future();
  }

  String room() {
    return room;
  }

  /** Of the node that it is connected through. */
  int port() {
    return port;
  }

  /** Sockets opened so far. */
  int connections() {
    return connections;
  }

  /** @return nanoseconds until the move was accepted; fails when it was refused */
  Future<Long> move() {
    var now = turn.orElseThrow();
    boolean naming = now.getString("act").equals("name_trump");
    var frame = naming ? message("name_trump").put("suit", "hearts")
        : message("play_card").put("card", now.getJsonArray("legal").getString(0));
    turn = Optional.empty();
    inTurn = Promise.promise();
    return command(frame);
  }

  private Future<Long> command(JsonObject frame) {
    var id = "c" + ++commands;
    var command = new Sent(id, frame.put("id", id), System.nanoTime(), Promise.promise());
    sent = Optional.of(command);
    heardNanos = Math.max(heardNanos, command.sentNanos());
    say(frame);
    return command.accepted().future();
  }

  /** Gives the match up, so that the room ends. @return never fails */
  Future<Void> leave() {
    return command(message("leave")).<Void>mapEmpty().otherwiseEmpty()
        .onComplete(left -> close());
  }

  /**
   * From time to time: a node that is not there any more says nothing, one that can't answer a
   * command yet answers a ping.
   */
  void look() {
    if (sent.isEmpty() || socket.isEmpty()) return;
    long silence = System.nanoTime() - heardNanos;
    if (silence > SILENCE_NANOS) lost(tries);
    else if (silence > PING_NANOS) say(message("ping"));
  }

  void close() {
    closed = true;
    socket.ifPresent(open -> open.close());
  }

  private void connect() {
    if (closed) return;
    long mine = ++tries;
    port = doors.next(port);
    var options = new WebSocketConnectOptions().setHost("127.0.0.1").setPort(port).setURI("/ws")
        .setTimeout(CONNECT_MILLIS);
    client.connect(options).onSuccess(open -> opened(open, mine)).onFailure(no -> again(mine));
  }

  private void opened(WebSocket open, long mine) {
    if (mine != tries || closed) {
      open.close();
      return;
    }
    socket = Optional.of(open);
    connections++;
    open.textMessageHandler(text -> {
      if (mine == tries) heard(new JsonObject(text));
    });
    open.exceptionHandler(broken -> lost(mine));
    open.closeHandler(end -> lost(mine));
    heardNanos = System.nanoTime();
    ready = true;
    if (token.isEmpty()) say(message("sign_in").put("version", 1).put("name", name));
    else say(message("resume").put("version", 1).put("token", token).put("lastSeen", lastSeen));
    ready = false;
  }

  private void lost(long which) {
    if (which != tries || closed) return;
    socket.ifPresent(open -> open.close());
    socket = Optional.empty();
    ready = false;
    if (lostNanos == 0) lostNanos = System.nanoTime();
    again(which);
  }

  private void again(long which) {
    if (which != tries) return;
    tries++;
    vertx.setTimer(1 + doors.chance().nextInt(retry), id -> connect());
    retry = Math.min(LAST_RETRY_MILLIS, retry * 2);
  }

  private void heard(JsonObject frame) {
    heardNanos = System.nanoTime();
    switch (frame.getString("type")) {
      case "ping" -> say(message("pong"));
      case "welcome" -> {
        ready = true;
        token = frame.getString("token");
        command(message("create_room").put("target", 13))
            .compose(made -> command(message("add_bots"))).onFailure(inTurn::tryFail);
      }
      case "resumed" -> {
        ready = true;
        sent.ifPresent(command -> say(command.frame()));
      }
      case "accepted" -> accepted(frame);
      case "error" -> error(frame);
      case "view" -> view(frame);
      case "events" -> events(frame);
      case "turn" -> turn(frame.getJsonObject("turn"));
      case "room_resumed" -> back();
      case "room_closed" -> notes.roomLost();
      default -> { }
    }
  }

  private void accepted(JsonObject frame) {
    if (frame.containsKey("room")) {
      room = frame.getString("room");
      seat = frame.getInteger("seat");
    }
    sent.filter(command -> command.id().equals(frame.getString("id"))).ifPresent(command -> {
      sent = Optional.empty();
      command.accepted().complete(System.nanoTime() - command.sentNanos());
      // What came before the answer may have told of the next turn already.
      if (!answered(command.frame(), latest)) turn(latest);
    });
  }

  /** Whether that turn is the one in which the command was sent. */
  private static boolean answered(JsonObject command, JsonObject turn) {
    if (turn == null || turn.getString("act").equals("name_trump")) return true;
    var legal = turn.getJsonArray("legal");
    return legal == null || legal.contains(command.getString("card"));
  }

  private void error(JsonObject frame) {
    var code = frame.getString("code");
    var id = frame.getString("id");
    if (id == null) {
      if (socket.isPresent() && !code.equals("displaced")) lost(tries);
      return;
    }
    sent.filter(command -> command.id().equals(id)).ifPresent(command -> {
      if (code.equals("unavailable") || code.equals("busy")) {
        notes.delayed(code);
        vertx.setTimer(UNAVAILABLE_MILLIS, due -> say(command.frame()));
        return;
      }
      sent = Optional.empty();
      notes.refused(code);
      command.accepted().fail("Room " + room + " answered " + command.frame().getString("type")
          + " with " + code + ".");
    });
  }

  private void view(JsonObject frame) {
    lastSeen = frame.getLong("n");
    back();
    var state = frame.getJsonObject("state");
    if (state != null && state.getString("phase").equals("preparing")
        && !state.getJsonArray("salted").getBoolean(seat)) {
      salt();
    }
    turn(frame.getJsonObject("turn"));
  }

  private void events(JsonObject frame) {
    var events = frame.getJsonArray("events");
    long first = events.getJsonObject(0).getLong("n");
    if (first != lastSeen + 1) {
      notes.gap();
      say(message("sync"));
      return;
    }
    lastSeen = first + events.size() - 1;
    back();
    events.forEach(each -> event((JsonObject) each));
    turn(frame.getJsonObject("turn"));
  }

  private void event(JsonObject event) {
    if (event.getString("event").equals("deal_prepared")) salt();
    if (event.getString("event").equals("match_ended")) notes.matchEnded();
  }

  private void salt() {
    say(message("salt").put("id", "s" + ++commands).put("salt", "0f"));
  }

  private void turn(JsonObject now) {
    latest = now;
    if (now == null || now.getInteger("seat") != seat || sent.isPresent()) return;
    turn = Optional.of(now);
    inTurn.tryComplete();
  }

  /** The client has all again that it missed. */
  private void back() {
    retry = FIRST_RETRY_MILLIS;
    if (lostNanos == 0) return;
    notes.back(System.nanoTime() - lostNanos);
    lostNanos = 0;
  }

  private void say(JsonObject frame) {
    socket.filter(open -> ready && !open.isClosed()).ifPresent(open ->
        open.writeTextMessage(frame.encode()));
  }

  private static JsonObject message(String type) {
    return new JsonObject().put("type", type);
  }
}
