package hokm.simulation;

import io.vertx.core.json.JsonObject;
import java.util.Random;

/**
 * One who only looks on at a party's room: comes when its code is known, comes again when a socket
 * broke, and holds what it is told to be one story.
 */
final class Onlooker implements Peer {

  private static final long CARE = 500_000;
  private static final long OVERDUE = 3_000_000;

  private final World world;
  private final SimulatedCluster cluster;
  private final Party party;
  private final String name;
  private final Random random;
  private PlayerSocket socket;
  private boolean signedIn;
  private boolean watching;
  private long heardAt;
  private long askedAt;
  private long last = -1;
  private int frames;

  Onlooker(World world, SimulatedCluster cluster, Party party, String name) {
    this.world = world;
    this.cluster = cluster;
    this.party = party;
    this.name = name;
    this.random = world.random("onlooker " + name);
  }

  @Override
  public String toString() {
    return name;
  }

  /** Views and events that it was told. */
  int frames() {
    return frames;
  }

  void start() {
    look();
  }

  private void later(long micros, Runnable then) {
    world.scheduler.after(micros, world.outside, then);
  }

  private void look() {
    if (party.done()) {
      if (socket != null) socket.hangUp();
      return;
    }
    if (socket == null) dial();
    else if (signedIn) want(world.scheduler.micros());
    else if (world.scheduler.micros() - heardAt > OVERDUE) redial();
    later(CARE, this::look);
  }

  private void want(long now) {
    if (now - heardAt > OVERDUE || random.nextInt(60) == 0) {
      redial();
      return;
    }
    if (now - heardAt > OVERDUE / 2) say("ping");
    if (!watching && !party.room.isEmpty() && now - askedAt > OVERDUE) watch();
    if (watching && random.nextInt(20) == 0) say(message("sync").put("lastSeen", last));
  }

  private void dial() {
    var running = cluster.running();
    if (running.isEmpty()) return;
    heardAt = world.scheduler.micros();
    socket = new PlayerSocket(world, running.get(random.nextInt(running.size())), this);
    socket.dial();
  }

  private void redial() {
    socket.hangUp();
    lost();
  }

  private void lost() {
    socket = null;
    signedIn = false;
    watching = false;
  }

  private void watch() {
    askedAt = world.scheduler.micros();
    say(message("watch").put("id", "w" + askedAt).put("room", party.room));
  }

  private static JsonObject message(String type) {
    return new JsonObject().put("type", type);
  }

  private void say(String type) {
    say(message(type));
  }

  private void say(JsonObject message) {
    world.trace.say(() -> name + " says to " + socket.node().id() + ": " + message.encode());
    socket.say(message.encode());
  }

  @Override
  public void opened(PlayerSocket by) {
    if (by == socket) say(message("sign_in").put("version", 1).put("name", name));
  }

  @Override
  public void ended(PlayerSocket by, int status) {
    if (by == socket) lost();
  }

  @Override
  public void told(String frame, JsonObject json) {
    world.promises.toldAside(name, frame, json);
  }

  @Override
  public void heard(PlayerSocket by, JsonObject frame) {
    if (by != socket) return;
    heardAt = world.scheduler.micros();
    switch (frame.getString("type")) {
      case "welcome" -> {
        signedIn = true;
        askedAt = -OVERDUE;
        last = -1;
      }
      case "accepted" -> watching = true;
      case "room_closed" -> watching = false;
      case "view" -> view(frame);
      case "events" -> events(frame);
      case "ping" -> say("pong");
      default -> { }
    }
  }

  private void view(JsonObject frame) {
    if (!watching) broken("was shown a view before it was let in: " + frame);
    if (frame.getLong("n") < last) broken("was shown an older view than event " + last);
    last = frame.getLong("n");
    frames++;
  }

  private void events(JsonObject frame) {
    var events = frame.getJsonArray("events");
    long first = events.getJsonObject(0).getLong("n");
    if (first > last + 1) broken("was told event " + first + " after event " + last);
    last = Math.max(last, events.getJsonObject(events.size() - 1).getLong("n"));
    frames++;
  }

  private void broken(String what) {
    world.promises.broken(name + " " + what);
  }
}
