package hokm.snapshots;

import hokm.protocol.ErrorCode;
import hokm.protocol.MeantDeal;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.Player;
import hokm.room.RoomCommand;
import hokm.room.Rooms;
import hokm.room.Tell;
import hokm.room.Timers;
import hokm.rules.Card;
import hokm.rules.MatchRules;
import hokm.rules.Suit;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One room and the four who play in it, who send again what is not accepted, as clients do. Keeps
 * its own record of what was acknowledged and of what each seat was told. One event loop's.
 */
final class LiveTable {

  private static final Duration THINKS = Duration.ofMillis(20);

  private final String code;
  private final Rooms rooms;
  private final Timers timers;
  private final List<List<String>> stories =
      List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  private final long[] last = {-1, -1, -1, -1};
  private final long[] moved = {-1, -1, -1, -1};
  private final Set<String> asked = new HashSet<>();
  private final List<String> acknowledged = new ArrayList<>();
  private final List<String> wrong = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private Optional<Runnable> waiting = Optional.empty();
  private boolean still;
  private int deal = 1;
  private int commands;
  private int busy;
  private long firstNanos;

  LiveTable(String code, Rooms rooms, Timers timers) {
    this.code = code;
    this.rooms = rooms;
    this.timers = timers;
  }

  String code() {
    return code;
  }

  Future<Void> open() {
    var open = new RoomCommand.Open(MatchRules.DEFAULT, List.of(new Player(id(0), "Zero")), false);
    Future<?> chain = rooms.open(new Ask(code, id(0), "open", open)).compose(this::expect);
    for (int i = 1; i < 4; i++) {
      int seat = i;
      chain = chain.compose(done -> rooms.ask(new Ask(code, id(seat), "join",
          new RoomCommand.Join("Seat" + seat, Optional.empty())))).compose(this::expect);
    }
    for (int i = 0; i < 4; i++) {
      int seat = i;
      chain = chain.compose(done -> attach(seat));
    }
    return chain.mapEmpty();
  }

  private Future<Void> attach(int seat) {
    var attach = new RoomCommand.Attach("g", code + "." + seat, last[seat], ++commands);
    return rooms.ask(new Ask(code, id(seat), "attach" + commands, attach)).compose(this::expect);
  }

  private Future<Void> expect(Answer answer) {
    return answer.error().isEmpty() ? Future.succeededFuture()
        : Future.failedFuture(code + " answered " + answer.error().get());
  }

  private String id(int seat) {
    return code + "-p" + seat;
  }

  /** From now on nobody moves, as if all thought. */
  void still() {
    still = true;
  }

  void goOn() {
    still = false;
    waiting.ifPresent(Runnable::run);
    waiting = Optional.empty();
  }

  void heard(Tell.ForSocket news) {
    int seat = Integer.parseInt(news.connection().substring(news.connection().indexOf('.') + 1));
    var frame = new JsonObject(news.frame());
    switch (news.kind()) {
      case VIEW -> {
        last[seat] = news.last();
        if (frame.getJsonObject("state", new JsonObject()).getString("phase", "")
            .equals("preparing")) {
          salt(seat);
        }
      }
      case EVENTS -> events(seat, news, frame);
      case NOTICE -> notices.add(seat + " " + frame.getString("type"));
      default -> wrong.add("seat " + seat + " was told " + news.frame());
    }
    turn(seat, frame.getJsonObject("turn"));
  }

  private void events(int seat, Tell.ForSocket news, JsonObject frame) {
    if (last[seat] >= 0 && news.first() != last[seat] + 1) {
      wrong.add("seat " + seat + " has " + last[seat] + " and was told " + news.first());
    }
    last[seat] = news.last();
    if (firstNanos == 0) firstNanos = System.nanoTime();
    frame.getJsonArray("events").stream().map(JsonObject.class::cast).forEach(event -> {
      switch (event.getString("event")) {
        case "deal_prepared" -> {
          deal = event.getInteger("no");
          salt(seat);
        }
        case "card_played" -> stories.get(seat).add(event.getInteger("seat") + " plays "
            + event.getString("card"));
        case "deal_ended" -> stories.get(seat).add("deal_ended");
        default -> { }
      }
    });
  }

  private void turn(int seat, JsonObject turn) {
    // The same turn is told again after a break.
    if (turn == null || turn.getInteger("seat") != seat || moved[seat] == last[seat]) return;
    moved[seat] = last[seat];
    boolean naming = turn.getString("act").equals("name_trump");
    var command = naming ? new RoomCommand.NameTrump(Suit.HEARTS, MeantDeal.ANY)
        : new RoomCommand.PlayCard(Card.of(turn.getJsonArray("legal").getString(0)), MeantDeal.ANY);
    Runnable move = () -> timers.after(THINKS, () -> send(seat, "m" + ++commands, command));
    if (still) waiting = Optional.of(move);
    else move.run();
  }

  private void salt(int seat) {
    send(seat, "s" + ++commands, new RoomCommand.Salt("0" + seat));
  }

  private void send(int seat, String id, RoomCommand command) {
    var card = command instanceof RoomCommand.PlayCard play
        ? Optional.of(deal + ": " + seat + " plays " + play.card()) : Optional.<String>empty();
    card.ifPresent(asked::add);
    rooms.ask(new Ask(code, id(seat), id, command)).onSuccess(answer -> {
      var error = answer.error();
      if (error.isEmpty()) {
        card.ifPresent(acknowledged::add);
      } else if (error.get() == ErrorCode.UNAVAILABLE || error.get() == ErrorCode.BUSY) {
        busy++;
        timers.after(THINKS, () -> send(seat, id, command));
      } else {
        wrong.add("seat " + seat + " was refused " + command + ": " + error.get());
      }
    });
  }

  int acknowledged() {
    return acknowledged.size();
  }

  /** When the first news since then was heard is noted. */
  void mark() {
    firstNanos = 0;
  }

  /** 0 while nothing has been heard since the mark. */
  long firstNanos() {
    return firstNanos;
  }

  int busy() {
    return busy;
  }

  List<String> notices() {
    return notices;
  }

  /** What is not as it must be, in sentences. */
  List<String> faults() {
    var faults = new ArrayList<>(wrong);
    var told = stories.get(0);
    for (var story : stories) {
      int both = Math.min(told.size(), story.size());
      if (!told.subList(0, both).equals(story.subList(0, both))) faults.add("stories differ");
    }
    var played = new ArrayList<String>();
    int no = 1;
    for (String event : told) {
      if (event.contains(" plays ")) played.add(no + ": " + event);
      else if (event.equals("deal_ended")) no++;
    }
    if (new HashSet<>(played).size() != played.size()) faults.add("a card was played twice");
    var lost = new ArrayList<>(acknowledged);
    lost.removeAll(played);
    lost.forEach(move -> faults.add("acknowledged and lost: " + move));
    played.removeAll(asked);
    played.forEach(move -> faults.add("nobody asked for: " + move));
    return faults.stream().map(fault -> "Room " + code + ": " + fault).toList();
  }
}
