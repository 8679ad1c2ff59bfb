package hokm.witness;

import hokm.witness.Testimony.Heard;
import hokm.room.BotPlayer;
import hokm.rules.Phase;
import hokm.rules.Seat;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A player with a real socket. It knows what the protocol tells it and nothing else; it comes back
 * after a lost socket, sends unanswered commands again under their ids, and writes everything down.
 */
public final class Client {

  /** What a client tells as it happens; for the demonstration's clock. Called on its context. */
  public interface Watcher {
    default void accepted(Testimony.Sent move) {}

    default void table(Sight sight) {}
  }

  /**
   * The table as a client sees it.
   *
   * @param tricksDone of the deal
   * @param leaders how many of these the team has that has more of them
   * @param onTable cards of the trick on the table
   * @param last the number of the newest event that it was told
   */
  public record Sight(Phase phase, int deal, int tricksDone, int leaders, int onTable,
      long last) {}

  /** @param most the longest that this player thinks; the least is half of it */
  public record Pace(Duration most) {
    long millis(Random chance) {
      long half = most.toMillis() / 2;
      return 1 + half + chance.nextInt((int) half + 1);
    }
  }

  private static final Duration OVERDUE = Duration.ofSeconds(4);
  private static final Duration SILENCE = Duration.ofSeconds(3);
  private static final long AGAIN_MS = 200;

  private final Vertx vertx;
  private final Context context;
  private final String name;
  private final Random chance;
  private final Line line;
  private final Commands commands;
  private final Autoplay autoplay;
  private final Seen seen = new Seen();
  private final List<Heard> heard = new ArrayList<>();
  private final Promise<Void> signedIn = Promise.promise();
  private Promise<String> over = Promise.promise();
  /** The match before, in the same seats; empty in the first. */
  private String before = "";
  private Optional<String> device = Optional.empty();
  private Watcher watcher = new Watcher() {};
  private String token;
  private boolean ready;
  private boolean seated;
  private int resyncs;
  private long newsNanos;
  private long care = -1;

  /** A client of the server on this port of 127.0.0.1. @param player decides, on its picture */
  public static Client to(int port, Vertx vertx, String name, BotPlayer player, Pace pace,
      long seed) {
    return to(List.of(SocketAddress.inetSocketAddress(port, "127.0.0.1")), vertx, name, player,
        pace, seed);
  }

  /** A client that comes back over another server where there are several. */
  public static Client to(List<SocketAddress> servers, Vertx vertx, String name,
      BotPlayer player, Pace pace, long seed) {
    return new Client(vertx, Line.Settings.to(servers), name, player, pace, seed);
  }

  Client(Vertx vertx, Line.Settings settings, String name, BotPlayer player, Pace pace,
      long seed) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.name = name;
    this.chance = new Random(seed);
    this.line = new Line(vertx, settings, chance, new Ends());
    // Whoever comes again as the same player must not use an id for two things.
    this.commands = new Commands(name + "." + Integer.toHexString(chance.nextInt()), line::send);
    this.autoplay = new Autoplay(vertx, seen, player, pace, chance, this::judge);
  }

  private final class Ends implements Line.Ear {
    @Override
    public void opened() {
      ready = false;
      line.send((token == null ? hello() : resume()).encode());
    }

    @Override
    public void heard(String text) {
      Client.this.heard(text);
    }

    @Override
    public void gaveUp(String why) {
      fail(why);
    }
  }

  public void watch(Watcher by) {
    watcher = by;
  }

  /** The same player each time, by this secret. Before it signs in. */
  public Client of(String secret) {
    device = Optional.of(secret);
    return this;
  }

  /** Opens the first socket. */
  public Future<Void> signIn() {
    return here(() -> {
      line.open();
      care = vertx.setPeriodic(500, tick -> care());
      return signedIn.future();
    });
  }

  private <T> Future<T> here(Supplier<Future<T>> act) {
    Promise<T> done = Promise.promise();
    context.runOnContext(go -> act.get().onComplete(done));
    return done.future();
  }

  /** @return the room's code */
  public Future<String> createRoom(int target) {
    return sit(message("create_room").put("target", target))
        .map(answer -> answer.getString("room"));
  }

  /** @return the seat */
  public Future<Integer> join(String room) {
    return sit(message("join_room").put("room", room)).map(answer -> answer.getInteger("seat"));
  }

  private Future<JsonObject> sit(JsonObject message) {
    return here(() -> commands.send(message, 0, "", ready).onSuccess(answer -> {
      seated = true;
      seen.sit(Seat.at(answer.getInteger("seat")));
    }));
  }

  public Future<Void> addBots() {
    return here(() -> commands.send(message("add_bots"), 0, "", ready).mapEmpty());
  }

  /** Done when it sits nowhere, also where it had sat nowhere before. */
  public Future<Void> leave() {
    return here(() -> commands.send(message("leave"), 0, "", ready).<Void>mapEmpty()
        .recover(no -> no instanceof Commands.Refused ? Future.succeededFuture()
            : Future.failedFuture(no))
        .onSuccess(left -> seated = false));
  }

  /**
   * Wants another match in the same seats.
   *
   * @return its id, when it is over
   */
  public Future<String> rematch() {
    return here(() -> {
      before = seen.match();
      over = Promise.promise();
      // A peer may be quicker: a wish that names no match would come to the next one.
      return commands.send(message("rematch").put("match", before), 0, "", ready)
          .compose(wanted -> over.future());
    });
  }

  /** Done when the wish is taken; the seat comes later. */
  public Future<Void> quickMatch() {
    return here(() -> commands.send(message("quick_match"), 0, "", ready).mapEmpty());
  }

  /** @return the match's id, when the match is over */
  public Future<String> over() {
    return over.future();
  }

  public Future<Void> close() {
    return here(() -> {
      vertx.cancelTimer(care);
      line.close();
      ready = false;
      seated = false;
      return Future.succeededFuture();
    });
  }

  /** Cuts the socket, as a lost network would. */
  public void cut() {
    context.runOnContext(go -> line.drop());
  }

  public Future<Testimony> testimony() {
    return here(() -> Future.succeededFuture(new Testimony(name, seen.seat().number(),
        List.copyOf(heard), commands.told(), line.sockets(), resyncs)));
  }

  private static JsonObject message(String type) {
    return new JsonObject().put("type", type);
  }

  private JsonObject hello() {
    var hello = message("sign_in").put("version", 1).put("name", name);
    device.ifPresent(secret -> hello.put("device", secret));
    return hello;
  }

  private JsonObject resume() {
    var resume = message("resume").put("version", 1).put("token", token);
    return seen.last() < 0 ? resume : resume.put("lastSeen", seen.last());
  }

  private void heard(String text) {
    heard.add(new Heard(System.nanoTime(), line.sockets(), text));
    var frame = new JsonObject(text);
    switch (frame.getString("type")) {
      case "ping" -> line.send("{\"type\":\"pong\"}");
      case "welcome" -> {
        token = frame.getString("token");
        ready();
      }
      case "resumed" -> ready();
      case "accepted", "queued" -> accepted(frame);
      case "matched" -> {
        seated = true;
        seen.sit(Seat.at(frame.getInteger("seat")));
      }
      case "error" -> error(frame);
      case "view", "events" -> news(frame);
      case "turn" -> {
        seen.turn(frame);
        autoplay.look();
      }
      default -> { }
    }
  }

  private void ready() {
    ready = true;
    line.settled();
    newsNanos = System.nanoTime();
    signedIn.tryComplete();
    commands.resend();
  }

  private void accepted(JsonObject frame) {
    commands.accepted(frame);
    commands.told().stream()
        .filter(sent -> sent.id().equals(frame.getString("id")) && sent.move())
        .findFirst().ifPresent(watcher::accepted);
  }

  private void error(JsonObject frame) {
    if (frame.getString("id") != null) {
      if (commands.refused(frame)) vertx.setTimer(AGAIN_MS, again -> commands.resendAfter(0));
      return;
    }
    switch (frame.getString("code")) {
      case "bad_token", "displaced" -> fail("The server said " + frame.getString("message"));
      case "server_leaving" -> line.drop();
      default -> {
        if (!ready) line.drop();
      }
    }
  }

  private void news(JsonObject frame) {
    newsNanos = System.nanoTime();
    if (frame.getString("type").equals("view")) {
      seen.view(frame);
      seated = true;
    } else if (!seen.events(frame)) {
      sync();
      return;
    }
    watcher.table(seen.sight());
    if (seen.phase() == Phase.OVER && !seen.match().equals(before)) over.tryComplete(seen.match());
    autoplay.look();
  }

  private void sync() {
    resyncs++;
    var ask = message("sync");
    line.send((seen.last() < 0 ? ask : ask.put("lastSeen", seen.last())).encode());
  }

  /** An answer that never came, and a room that fell silent, are asked for again. */
  private void care() {
    if (!ready || over.future().isComplete()) return;
    commands.resendAfter(OVERDUE.toNanos());
    if (seated && System.nanoTime() - newsNanos > SILENCE.toNanos()) {
      newsNanos = System.nanoTime();
      sync();
    }
  }

  private void judge(String type, String value) {
    var message = message(type).put(Autoplay.field(type), value).put("match", seen.match());
    var noted = type.equals("name_trump")
        ? value.substring(0, 1).toUpperCase(Locale.ROOT) : value;
    commands.send(message, seen.deal(), noted, ready).onFailure(no -> {
      if (no instanceof Commands.Refused) vertx.setTimer(AGAIN_MS, again -> autoplay.retry());
    });
  }

  private void fail(String why) {
    var failure = new IllegalStateException(name + " can't go on. " + why);
    signedIn.tryFail(failure);
    over.tryFail(failure);
    commands.fail(failure);
    line.close();
  }

  /** The name that the client signed in with. */
  public String name() {
    return name;
  }
}
