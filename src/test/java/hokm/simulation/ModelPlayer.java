package hokm.simulation;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Random;

/**
 * A player who knows docs/protocol.md and nothing else: comes back when the socket breaks, sends
 * again what was not answered, plays any legal card, and remembers what was said to it.
 */
final class ModelPlayer implements Peer {

  private static final long CARE = 400_000;
  private static final long SILENT = 2_000_000;
  private static final long GIVEN_UP = 4_000_000;
  private static final long QUIET = 4_000_000;
  private static final long AGAIN = 200_000;

  private final World world;
  private final SimulatedCluster cluster;
  private final Party party;
  private final String name;
  private final Random random;
  private final long think;
  /** The event after which it leaves, in most cases the match is over before. */
  private final int patience;
  private final Commands commands;
  private final Whims whims;
  private Picture picture = new Picture();
  private PlayerSocket socket;
  private boolean open;
  private boolean signedIn;
  private final Passport passport;
  private String id = "";
  private String room = "";
  private int seat = -1;
  private long heardAt;
  private long newsAt;
  private long actedFor = -1;
  private boolean leaving;
  private boolean done;

  ModelPlayer(World world, SimulatedCluster cluster, Party party, String name, long think) {
    this.world = world;
    this.cluster = cluster;
    this.party = party;
    this.name = name;
    this.random = world.random("player " + name);
    this.think = think;
    this.patience = random.nextInt(20) == 0 ? 10 + random.nextInt(60) : Integer.MAX_VALUE;
    this.passport = new Passport(name, random);
    this.commands = new Commands(world, this::say);
    this.whims = new Whims(world.random("whims of " + name), party);
    party.players.add(this);
  }

  void start() {
    dial();
    care();
  }

  boolean done() {
    return done;
  }

  boolean seated() {
    return seat >= 0;
  }

  /** The public id; empty until welcomed. */
  String id() {
    return id;
  }

  String room() {
    return room;
  }

  /** The number of the newest event that it has heard of. */
  long last() {
    return picture.last();
  }

  List<Sent> commands() {
    return commands.all();
  }

  @Override
  public String toString() {
    return name;
  }

  private void later(long micros, Runnable then) {
    world.scheduler.after(micros, world.outside, () -> {
      if (!done) then.run();
    });
  }

  /** Any node that a balancer would find; one that hangs it finds as well. */
  void dial() {
    var running = cluster.running();
    if (running.isEmpty()) return;
    var node = running.get(random.nextInt(running.size()));
    open = false;
    signedIn = false;
    socket = new PlayerSocket(world, node, this);
    heardAt = world.scheduler.micros();
    socket.dial();
  }

  /** Another socket; the one before is left as it is, for the server to close. */
  void dialAgain() {
    if (signedIn && !done) dial();
  }

  void cut() {
    if (!done && open) redial();
  }

  void goDeaf() {
    if (socket != null) socket.goDeaf();
  }

  private void redial() {
    if (socket != null) socket.hangUp();
    socket = null;
    open = false;
    signedIn = false;
    later(10_000 + random.nextInt(200_000), () -> {
      if (socket == null) dial();
    });
  }

  @Override
  public void told(String frame, JsonObject json) {
    world.promises.told(this, frame, json);
  }

  @Override
  public void opened(PlayerSocket by) {
    if (by != socket) return;
    open = true;
    heardAt = world.scheduler.micros();
    say(passport.greeting(picture.last()));
  }

  private void say(JsonObject message) {
    if (socket == null) return;
    world.trace.say(() -> name + " says to " + socket.node().id() + ": " + message.encode());
    socket.say(message.encode());
  }

  @Override
  public void ended(PlayerSocket by, int status) {
    if (by != socket || done) return;
    world.trace.say(() -> name + " has lost its socket: " + status);
    redial();
  }

  private void care() {
    later(CARE, () -> {
      look();
      care();
    });
  }

  private void look() {
    long now = world.scheduler.micros();
    if (socket == null) {
      dial();
    } else if (now - heardAt > GIVEN_UP) {
      redial();
    } else if (open && now - heardAt > SILENT) {
      say(new JsonObject().put("type", "ping"));
    }
    if (!signedIn) return;
    commands.againIfOverdue();
    if (seated() && now - newsAt > QUIET) sync();
    want();
  }

  private void sync() {
    newsAt = world.scheduler.micros();
    say(new JsonObject().put("type", "sync").put("lastSeen", picture.last()));
  }

  private void send(String type, String value, JsonObject message) {
    commands.send(signedIn, new Sent(name + " " + commands.next(), type, value, picture,
        message));
  }

  /** What must come before play: a room, a seat in it, and somebody in each other seat. */
  private void want() {
    party.wish(this, picture.deal() > 0).filter(wish -> !commands.asked(wish.getString("type")))
        .ifPresent(wish -> send(wish.getString("type"), "", wish));
    whims.change(picture, seated()).ifPresent(to ->
        send("change_seat", to.getInteger("seat").toString(), to));
  }

  @Override
  public void heard(PlayerSocket by, JsonObject frame) {
    if (by != socket || done) return;
    heardAt = world.scheduler.micros();
    switch (frame.getString("type")) {
      case "welcome" -> {
        if (!passport.given(frame)) world.promises.broken(name + " is another now: " + frame);
        id = frame.getString("player");
        // As a page does that was opened anew, it has nothing of the room.
        picture = new Picture();
        resumed(frame);
      }
      case "resumed" -> resumed(frame);
      case "accepted" -> accepted(frame);
      case "queued" -> commands.of(frame).orElseThrow().accepted = true;
      case "matched" -> {
        sits(frame.getString("room"));
        seat = frame.getInteger("seat");
      }
      case "error" -> error(frame);
      case "view" -> news(picture.view(frame, frame.getInteger("seat")), frame);
      case "events" -> news(picture.events(frame), frame);
      case "turn" -> {
        picture.turn(frame);
        act();
      }
      case "room_closed" -> closed();
      case "ping" -> say(new JsonObject().put("type", "pong"));
      default -> { }
    }
  }

  private void signedIn() {
    signedIn = true;
    newsAt = world.scheduler.micros();
    commands.open().forEach(commands::again);
    want();
  }

  /** A room that the session does not name, but the player knows, is joined once more. */
  private void resumed(JsonObject frame) {
    var named = frame.getString("room", "");
    if (!named.isEmpty()) sits(named);
    signedIn();
    if (named.isEmpty() && seated() && !leaving) {
      send("join_room", "again", new JsonObject().put("room", room));
    } else if (named.isEmpty() && party.quick && !leaving) {
      commands.done("quick_match").forEach(commands::again);
    }
  }

  private void sits(String where) {
    if (!room.isEmpty() && !room.equals(where)) {
      world.promises.broken(name + " sat in room " + room + " and is now said to sit in " + where);
    }
    room = where;
    if (party.room.isEmpty()) party.room = where;
  }

  private void accepted(JsonObject frame) {
    if (frame.containsKey("room")) {
      sits(frame.getString("room"));
      seat = frame.getInteger("seat");
    }
    if (frame.getString("id").startsWith("word ")) return;
    var command = commands.of(frame).orElseThrow();
    if (command.type.equals("leave")) end();
    command.accepted = true;
    want();
  }

  private void end() {
    done = true;
    if (socket != null) socket.hangUp();
    world.trace.say(() -> name + " is done.");
  }

  private void error(JsonObject frame) {
    var command = commands.of(frame).orElse(null);
    var code = frame.getString("code");
    if (command == null) {
      switch (code) {
        case "displaced" -> world.promises.displaced(this);
        case "bad_token" -> {
          if (passport.refused()) redial();
          else forgotten();
        }
        default -> {
          if (!signedIn) later(AGAIN, () -> {
            if (!signedIn) redial();
          });
        }
      }
    } else if (code.equals("unavailable") || code.equals("busy")) {
      later(AGAIN, () -> {
        boolean unserved = command.open() || command.type.equals("quick_match") && !seated();
        if (unserved && signedIn) commands.again(command);
      });
    } else if (command.open()) {
      command.refused = code;
      refused(command);
    }
  }

  private void forgotten() {
    world.promises.forgotten(this);
    if (picture.deal() == 0) party.players.forEach(ModelPlayer::end);
    end();
  }

  private void refused(Sent command) {
    switch (command.type) {
      case "play_card", "name_trump", "throw_in" -> later(AGAIN, () -> {
        if (actedFor == picture.last()) {
          actedFor = -1;
          act();
        }
      });
      case "leave" -> end();
      case "join_room", "rematch" -> {
        if (command.refused.equals("no_room")) closed();
      }
      default -> { }
    }
  }

  private void closed() {
    if (!picture.over() && !leaving) world.promises.saidToBeClosed(this);
    end();
  }

  private void news(String wrong, JsonObject frame) {
    newsAt = world.scheduler.micros();
    if (!wrong.isEmpty()) world.promises.broken(name + " was told " + wrong + ": " + frame);
    seat = frame.getInteger("seat", seat);
    if (room.isEmpty()) sits(frame.getString("room"));
    if (picture.saltWanted() && seated()) salt();
    if (picture.last() > patience && picture.deal() > 0 && !leaving) leave();
    if (picture.over() && !leaving) afterMatch();
    if (seated()) whims.word().ifPresent(this::say);
    act();
  }

  private void salt() {
    picture.salted();
    int deal = picture.deal();
    later(1000 + (long) (random.nextDouble() * think), () -> {
      if (picture.deal() != deal) return;
      var salt = String.format("%016x", random.nextLong());
      send("salt", salt, new JsonObject().put("salt", salt));
    });
  }

  /** One command a turn, which may be told more than once: it ends with an answer or an event. */
  private void act() {
    if (picture.turnOf(seat).isEmpty() || actedFor == picture.last() || acting()) return;
    long n = picture.last();
    actedFor = n;
    later(1000 + (long) (random.nextDouble() * think), () -> {
      var turn = picture.turnOf(seat);
      if (turn.isEmpty() || picture.last() != n) {
        if (actedFor == n) actedFor = -1;
        act();
      } else if (!acting()) {
        act(turn.get());
      }
    });
  }

  private boolean acting() {
    return commands.open().stream().anyMatch(each -> each.act() && each.n >= picture.ownAct(seat));
  }

  private void act(JsonObject turn) {
    var move = Moves.any(turn, random).put("deal", picture.deal())
        .put("match", picture.match());
    send(move.getString("type"), move.getString("card", move.getString("suit", "")), move);
  }

  /** Asks for another once, and does not wait for long. */
  private void afterMatch() {
    var match = picture.match();
    if (whims.asked(match)) return;
    if (!whims.another(match)) {
      leave();
      return;
    }
    later(1000 + random.nextInt(300_000), () -> {
      if (picture.match().equals(match)) send("rematch", "", new JsonObject().put("match", match));
    });
    later(5_000_000, () -> {
      if (picture.match().equals(match) && !leaving) leave();
    });
  }

  private void leave() {
    leaving = true;
    if (picture.over() && random.nextInt(4) == 0) end();
    else later(1000 + random.nextInt(300_000), () -> send("leave", "", new JsonObject()));
  }
}
