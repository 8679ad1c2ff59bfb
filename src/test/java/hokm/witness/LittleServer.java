package hokm.witness;

import hokm.bots.NormalBot;
import hokm.protocol.ErrorCode;
import hokm.protocol.EventJson;
import hokm.protocol.EventFrames;
import hokm.protocol.Frames;
import hokm.protocol.MatchLog;
import hokm.protocol.TableEvent;
import hokm.protocol.TableEvent.Numbered;
import hokm.protocol.TimeLeft;
import hokm.room.Chance;
import hokm.rules.Card;
import hokm.rules.Command;
import hokm.rules.Event;
import hokm.rules.Match;
import hokm.rules.MatchRules;
import hokm.rules.Phase;
import hokm.rules.Ruling;
import hokm.rules.Seat;
import hokm.rules.Suit;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** One client at the south seat, three bots, one match: just enough of a server to break. */
final class LittleServer {
  static final String ROOM = "K7M2QX";

  final List<JsonObject> received = new CopyOnWriteArrayList<>();
  final List<Event> story = new CopyOnWriteArrayList<>();
  /** A command that is carried out, but whose socket then breaks without an answer. */
  Predicate<JsonObject> unanswered = message -> false;
  /** A frame that is lost on its way. */
  Predicate<String> lost = frame -> false;
  /** A socket on which nothing is ever said, by its number from 1. */
  int mute = -1;
  volatile int sockets;

  private final Vertx vertx;
  private final Chance chance;
  private final List<Numbered> told = new ArrayList<>();
  private final Set<String> done = new HashSet<>();
  private Match match = Match.begin(new MatchRules(2, MatchRules.FirstHakem.FIRST_ACE,
      MatchRules.Redeal.NONE));
  private ServerWebSocket socket;

  LittleServer(Vertx vertx, long seed) {
    this.vertx = vertx;
    this.chance = new Chance(new Random(seed));
  }

  /** @return the port */
  Future<Integer> start() {
    return vertx.createHttpServer().webSocketHandler(this::open).listen(0, "127.0.0.1")
        .map(server -> server.actualPort());
  }

  private void open(ServerWebSocket fresh) {
    socket = fresh;
    int no = ++sockets;
    fresh.textMessageHandler(text -> {
      if (no != mute) take(new JsonObject(text));
    });
  }

  private void take(JsonObject message) {
    received.add(message);
    switch (message.getString("type")) {
      case "ping" -> send(Frames.pong());
      case "pong" -> { }
      case "sign_in" -> send(Frames.welcome("p1", message.getString("name"), "secret",
          Optional.empty(), "little"));
      case "resume" -> {
        send(Frames.resumed("p1", "one", Optional.of(ROOM), "little"));
        tail(message.getLong("lastSeen", 0L));
      }
      case "sync" -> tail(message.getLong("lastSeen", 0L));
      case "create_room" -> {
        send(Frames.accepted(message.getString("id"), ROOM, Seat.SOUTH));
        tell(new TableEvent.MatchStarted(ToldMatch.ID, match.rules()));
        goOn();
      }
      default -> judge(message);
    }
  }

  private void judge(JsonObject message) {
    if (!done.contains(message.getString("id"))) {
      if (!(match.judge(command(message)) instanceof Ruling.Accepted ok)) {
        send(Frames.error(Optional.of(message.getString("id")),
            ErrorCode.OUT_OF_ORDER));
        return;
      }
      done.add(message.getString("id"));
      if (unanswered.test(message)) {
        socket.close();
        happen(ok.events());
        goOn();
        return;
      }
      happen(ok.events());
    }
    send(Frames.accepted(message.getString("id")));
    goOn();
  }

  private static Command command(JsonObject message) {
    return switch (message.getString("type")) {
      case "salt" -> new Command.ContributeSalt(Seat.SOUTH, message.getString("salt"));
      case "name_trump" -> new Command.NameTrump(Seat.SOUTH,
          Suit.valueOf(message.getString("suit").toUpperCase(Locale.ROOT)));
      case "play_card" -> new Command.PlayCard(Seat.SOUTH, Card.of(message.getString("card")));
      default -> throw new IllegalStateException("This server knows no " + message);
    };
  }

  /** The bots act until the match waits for the client. */
  private void goOn() {
    for (var next = next(); next.isPresent(); next = next()) {
      happen(((Ruling.Accepted) match.judge(next.get())).events());
    }
  }

  private Optional<Command> next() {
    return switch (match.phase()) {
      case DRAWING -> Optional.of(new Command.DrawHakem(Seat.SOUTH, chance.deck()));
      case BETWEEN_DEALS -> Optional.of(new Command.PrepareDeal(chance.secret()));
      case PREPARING -> prepare();
      case OVER -> Optional.empty();
      case NAMING_TRUMP, PLAYING -> match.turn().filter(seat -> seat != Seat.SOUTH).map(seat ->
          match.phase() == Phase.PLAYING
              ? new Command.PlayCard(seat, new NormalBot().play(match.seenBy(seat)))
              : new Command.NameTrump(seat, new NormalBot().trump(match.seenBy(seat))));
    };
  }

  private Optional<Command> prepare() {
    for (Seat seat : List.of(Seat.EAST, Seat.NORTH, Seat.WEST)) {
      if (match.salts().at(seat).isEmpty()) {
        return Optional.of(new Command.ContributeSalt(seat, chance.salt()));
      }
    }
    return match.salts().at(Seat.SOUTH).isEmpty() ? Optional.empty()
        : Optional.of(new Command.BeginDeal());
  }

  private void happen(List<Event> events) {
    match = match.after(events);
    for (Event event : events) {
      story.add(event);
      told.add(new Numbered(told.size() + 1, new TableEvent.Played(event)));
    }
    send(frame(told.subList(told.size() - events.size(), told.size())));
  }

  private void tell(TableEvent event) {
    told.add(new Numbered(told.size() + 1, event));
    send(frame(told.subList(told.size() - 1, told.size())));
  }

  private void tail(long seen) {
    if (seen < told.size()) send(frame(told.subList((int) seen, told.size())));
  }

  private String frame(List<Numbered> events) {
    return new EventFrames(ROOM, events, match.awaited(), TimeLeft.NONE).to(Seat.SOUTH);
  }

  void send(String frame) {
    if (!socket.isClosed() && !lost.test(frame)) socket.writeTextMessage(frame);
  }

  List<JsonObject> log() {
    var lines = new ArrayList<JsonObject>();
    lines.add(new JsonObject().put("t", "game").put("players", 4)
        .put("rules", EventJson.rules(match.rules())));
    MatchLog.lines(story).forEach(line -> lines.add(new JsonObject(line.encode())));
    return lines;
  }
}
