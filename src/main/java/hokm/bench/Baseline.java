package hokm.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a card room costs at the least on the same ground: four WebSockets, a fenced save of 1.5 KB
 * in Redis before each move is told, saves of one turn of the event loop as one batch; no rules, no
 * sessions, no cluster, nothing survives. It speaks as much of the protocol as the generator hears.
 */
public final class Baseline extends AbstractVerticle {

  private static final Buffer SNAPSHOT = Buffer.buffer(new byte[1500]);
  private static final String LIBRARY = """
      #!lua name=baseline
      redis.register_function('baseline_save', function(keys, args)
        local has = redis.call('HMGET', keys[1], 'epoch', 'version')
        if has[1] and has[1] ~= args[1] then return -1 end
        redis.call('HSET', keys[1], 'epoch', args[1], 'version', args[2], 'snapshot', args[3])
        return 1
      end)
      """;

  private record Pending(Request request, Promise<Response> answer) {}

  private static final class Room {
    final String code;
    final ServerWebSocket[] seats = new ServerWebSocket[4];
    int taken;
    long n;
    int turn;

    Room(String code) {
      this.code = code;
    }
  }

  private final String id;
  private final int port;
  private final String redisUrl;
  private final String user;
  private final String password;
  private final Map<String, Room> rooms = new HashMap<>();
  private List<Pending> pending = new ArrayList<>();
  private RedisConnection redis;

  /** @param id that its health tells, by which whoever starts it knows it again */
  public Baseline(String id, int port, String redisUrl, String user, String password) {
    this.id = id;
    this.port = port;
    this.redisUrl = redisUrl;
    this.user = user;
    this.password = password;
  }

  @Override
  public void start(Promise<Void> started) {
    var options = new RedisOptions().setConnectionString(redisUrl)
        .setPreferredProtocolVersion(ProtocolVersion.RESP2).setMaxWaitingHandlers(1 << 16);
    if (!user.isEmpty()) options.setUser(user);
    if (!password.isEmpty()) options.setPassword(password);
    Redis.createClient(vertx, options).connect()
        .compose(connected -> {
          redis = connected;
          return connected.send(Request.cmd(Command.FUNCTION).arg("LOAD").arg("REPLACE")
              .arg(LIBRARY));
        })
        .compose(loaded -> vertx.createHttpServer(new HttpServerOptions()
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false))
            .webSocketHandler(this::opened)
            .requestHandler(asked -> asked.response().end("{\"node\":\"" + id + "\"}"))
            .listen(port, "127.0.0.1"))
        .<Void>mapEmpty().onComplete(started);
  }

  /** What the socket's commands need to know of it. */
  private static final class Place {
    Room room;
    int seat;
  }

  private void opened(ServerWebSocket socket) {
    var place = new Place();
    socket.textMessageHandler(text -> {
      var frame = new JsonObject(text);
      switch (frame.getString("type")) {
        case "sign_in" -> socket.writeTextMessage("{\"type\":\"welcome\"}");
        case "create_room" -> sit(socket, place, frame, new Room("B" + rooms.size()));
        case "join_room" -> sit(socket, place, frame, rooms.get(frame.getString("room")));
        default -> move(place, frame);
      }
    });
  }

  private void sit(ServerWebSocket socket, Place place, JsonObject frame, Room room) {
    rooms.put(room.code, room);
    place.room = room;
    place.seat = frame.getInteger("seat", 0);
    room.seats[place.seat] = socket;
    socket.writeTextMessage("{\"type\":\"accepted\",\"id\":\"" + frame.getString("id")
        + "\",\"room\":\"" + room.code + "\",\"seat\":" + place.seat + "}");
    socket.writeTextMessage("{\"type\":\"view\",\"n\":0}");
    if (++room.taken == 4) {
      tell(room, "\"event\":\"match_started\",\"match\":\"" + room.code + "\"");
    }
  }

  private void move(Place place, JsonObject frame) {
    var room = place.room;
    if (place.seat != room.turn) return;
    var event = "\"event\":\"card_played\",\"seat\":" + place.seat + ",\"card\":\""
        + frame.getString("card") + "\"";
    save(Request.cmd(Command.FCALL).arg("baseline_save").arg(1).arg("baseline:" + room.code)
        .arg(1).arg(room.n + 1).arg(SNAPSHOT)).onSuccess(saved -> {
          room.turn = (room.turn + 1) % 4;
          tell(room, event);
        });
  }

  private Future<Response> save(Request request) {
    Promise<Response> answer = Promise.promise();
    if (pending.isEmpty()) context.runOnContext(go -> flush());
    pending.add(new Pending(request, answer));
    return answer.future();
  }

  private void flush() {
    var all = pending;
    pending = new ArrayList<>();
    redis.batch(all.stream().map(Pending::request).toList()).onComplete(done -> {
      for (int i = 0; i < all.size(); i++) {
        if (done.succeeded()) all.get(i).answer().complete(done.result().get(i));
        else all.get(i).answer().fail(done.cause());
      }
    });
  }

  private void tell(Room room, String event) {
    var frame = "{\"type\":\"events\",\"room\":\"" + room.code + "\",\"events\":[{\"n\":"
        + ++room.n + "," + event + "}],\"turn\":{\"seat\":" + room.turn
        + ",\"act\":\"play_card\",\"legal\":[\"AS\"]}}";
    for (var socket : room.seats) socket.writeTextMessage(frame);
  }
}
