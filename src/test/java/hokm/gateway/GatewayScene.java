package hokm.gateway;

import static org.awaitility.Awaitility.await;

import hokm.room.Ask;
import hokm.room.BusCodecs;
import hokm.room.Edge;
import hokm.room.MemoryBans;
import hokm.room.MemorySessions;
import hokm.room.MemoryTickets;
import hokm.room.RoomCommand;
import hokm.room.ScriptedRooms;
import hokm.room.Tell;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One gateway with real sockets, and rooms, guests and tickets that are the test's. */
final class GatewayScene implements AutoCloseable {

  static final String DEVICE = "q3V8yJr0nYB2kzQmV1cL5w7TnXoU4sHdE9aGfKiPjRM";
  static final GatewaySettings SETTINGS = with(20, 40, 20);
  static final GatewaySettings QUICK_PINGS = quick(Duration.ofSeconds(30), Duration.ofMillis(200),
      Duration.ofSeconds(20));

  final Vertx vertx = Vertx.vertx();
  final ScriptedRooms rooms = new ScriptedRooms();
  final MemorySessions sessions = new MemorySessions();
  final MemoryBans bans = new MemoryBans();
  final MemoryTickets tickets = new MemoryTickets();
  final AtomicInteger sockets = new AtomicInteger();
  final MeterRegistry meters = new SimpleMeterRegistry();
  final Gateway gateway;
  private final String deployment;

  GatewayScene() throws Exception {
    this(SETTINGS);
  }

  GatewayScene(GatewaySettings settings) throws Exception {
    this(settings, List.of());
  }

  GatewayScene(GatewaySettings settings, List<Consumer<Router>> routes) throws Exception {
    BusCodecs.register(vertx.eventBus());
    gateway = new Gateway(settings, "n-1", 0, () -> rooms, () -> sessions, () -> tickets, routes,
        sockets, Edge::of).banning(bans).metered(meters);
    deployment = vertx.deployVerticle(gateway).toCompletionStage().toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  static GatewaySettings with(int rate, int burst, int errors) {
    return new GatewaySettings("127.0.0.1", 0, List.of(), 100, rate, burst, errors,
        Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(12));
  }

  /** Where one address, or one player, may take no more than that; this machine is a proxy. */
  static GatewaySettings sharing(Shares shares, int newRooms) {
    return new GatewaySettings("127.0.0.1", 0, List.of(), 100, 1000, 1000, 1000,
        Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofSeconds(12), newRooms, shares,
        List.of("127.0.0.0/8"), GatewaySettings.Http.DEFAULT);
  }

  /** @param silence after which a socket that was not heard of is dropped */
  static GatewaySettings quick(Duration signIn, Duration ping, Duration silence) {
    return new GatewaySettings("127.0.0.1", 0, List.of(), 100, 20, 40, 20, signIn, ping, silence);
  }

  Caller dial() throws Exception {
    return Caller.dial(vertx, gateway.port(), new WebSocketConnectOptions());
  }

  /** Through a proxy that is trusted. */
  Caller dialFrom(String address) throws Exception {
    return Caller.dial(vertx, gateway.port(),
        new WebSocketConnectOptions().addHeader("X-Forwarded-For", address));
  }

  /** The same player each time. */
  Caller withDevice(String name) throws Exception {
    return dial().say(new JsonObject().put("type", "sign_in").put("version", 1)
        .put("name", name).put("device", DEVICE));
  }

  Caller player(String name) throws Exception {
    return dial().signIn(name);
  }

  /** A player whose socket is attached to a room that he has created. */
  Caller seated(String name) throws Exception {
    var caller = player(name);
    int before = rooms.asked(RoomCommand.Attach.class).size();
    caller.say("create_room", "create");
    caller.hears("accepted");
    attached(before + 1);
    return caller;
  }

  /** Waits for so many attaches. @return the last of them */
  Ask attached(int count) {
    await().pollInterval(Duration.ofMillis(5)).atMost(Caller.PATIENCE)
        .until(() -> rooms.asked(RoomCommand.Attach.class).size() >= count);
    return rooms.asked(RoomCommand.Attach.class).get(count - 1);
  }

  /** News from the room to the socket that attached so. */
  void tell(Ask attach, Tell.Kind kind, long first, long last) {
    tell(attach, kind, first, last, new JsonObject().put("type", kind == Tell.Kind.VIEW
        ? "view" : "events").put("n", last).encode());
  }

  void tell(Ask attach, Tell.Kind kind, long first, long last, String frame) {
    var to = (RoomCommand.Attach) attach.command();
    vertx.eventBus().send("gateway." + to.gateway(), new Tell(attach.room(),
        List.of(new Tell.ForSocket(to.connection(), kind, first, last, frame))));
  }

  void stopGateway() throws Exception {
    vertx.undeploy(deployment).toCompletionStage().toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }
}
