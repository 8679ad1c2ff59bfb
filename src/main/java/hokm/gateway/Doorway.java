package hokm.gateway;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.rules.MatchRules;
import hokm.rules.Seat;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** How a player without a room gets into one: a new one, one whose code he has, or any at all. */
final class Doorway {

  private static final int CODES_TRIED = 5;

  private final Desk desk;
  private final ClientSocket socket;
  private final SeatLine line;
  private final BiConsumer<Optional<String>, Throwable> unavailable;
  private boolean entering;
  private boolean leaving;
  /** The id of the request for a quick match that waits. */
  private Optional<String> waiting = Optional.empty();

  /** @param unavailable is told of a command that could not be served */
  Doorway(Desk desk, ClientSocket socket, SeatLine line,
      BiConsumer<Optional<String>, Throwable> unavailable) {
    this.desk = desk;
    this.socket = socket;
    this.line = line;
    this.unavailable = unavailable;
  }

  void create(String id, MatchRules rules) {
    var codes = RoomCodes.of(socket.token(), id, CODES_TRIED);
    if (line.room().filter(codes::contains).isPresent()) {
      var code = line.room().get();
      line.seat().onSuccess(seat -> socket.send(Frames.accepted(id, code, seat)));
    } else if (mayEnter(id, Optional.empty())) {
      var open = new RoomCommand.Open(rules, List.of(socket.player()), false);
      entered(id, cancelled().compose(free -> open(codes, id, open)));
    }
  }

  /** The next code when a room of someone else has this one. */
  private Future<Door> open(List<String> codes, String id, RoomCommand.Open open) {
    var code = codes.get(0);
    return desk.rooms().open(new Ask(code, socket.player().id(), id, open)).compose(answer ->
        answer.error().equals(Optional.of(ErrorCode.ROOM_FULL)) && codes.size() > 1
            ? open(codes.subList(1, codes.size()), id, open)
            : Future.succeededFuture(new Door(code, answer)));
  }

  void join(String id, String code, Optional<Seat> seat) {
    if (!mayEnter(id, Optional.of(code))) return;
    var join = new RoomCommand.Join(socket.player().name(), seat);
    entered(id, cancelled().compose(free ->
        desk.rooms().ask(new Ask(code, socket.player().id(), id, join)))
            .map(answer -> new Door(code, answer)));
  }

  private record Door(String code, Answer answer) {}

  private boolean mayEnter(String id, Optional<String> where) {
    if (line.room().isPresent() && !line.room().equals(where)) {
      socket.refuse(Optional.of(id), ErrorCode.ALREADY_IN_ROOM);
    } else if (entering) {
      socket.refuse(Optional.of(id), ErrorCode.BUSY);
    } else {
      return true;
    }
    return false;
  }

  /** Who takes a seat waits for no other; else the matchmaker would give him a second one. */
  private Future<?> cancelled() {
    entering = true;
    waiting = Optional.empty();
    return desk.tickets().cancel(socket.player().id());
  }

  private void entered(String id, Future<Door> knocked) {
    knocked.onComplete(done -> entering = false)
        .onFailure(e -> unavailable.accept(Optional.of(id), e))
        .onSuccess(door -> {
          var answer = door.answer();
          if (answer.error().isPresent()) {
            socket.refuse(Optional.of(id), answer.error().get());
            return;
          }
          socket.sit(Optional.of(door.code()));
          if (socket.closed()) return;
          answer.seat().ifPresent(seat ->
              socket.send(Frames.accepted(id, door.code(), seat)));
          line.enter(door.code());
        });
  }

  /** Whoever looks on may take a seat at any time, there or elsewhere. */
  void watch(String id, String code) {
    if (line.room().isPresent()) {
      socket.refuse(Optional.of(id), ErrorCode.ALREADY_IN_ROOM);
    } else if (entering) {
      socket.refuse(Optional.of(id), ErrorCode.BUSY);
    } else {
      entering = true;
      line.watch(code).onComplete(done -> entering = false)
          .onFailure(e -> unavailable.accept(Optional.of(id), e))
          .onSuccess(answer -> watched(id, code, answer));
    }
  }

  private void watched(String id, String code, Answer answer) {
    if (answer.accepted() && line.watching() && line.place().equals(Optional.of(code))) {
      socket.send(Frames.accepted(id, code));
      line.arrived();
    } else {
      socket.refuse(Optional.of(id), answer.error().orElse(ErrorCode.UNAVAILABLE));
    }
  }

  void queue(String id) {
    if (line.room().isPresent()) {
      socket.refuse(Optional.of(id), ErrorCode.ALREADY_IN_ROOM);
    } else if (entering) {
      socket.refuse(Optional.of(id), ErrorCode.BUSY);
    } else {
      enqueue(id)
          .onSuccess(queued -> {
            if (line.room().isEmpty()) waiting = Optional.of(id);
            socket.send(Frames.queued(id));
          })
          .onFailure(e -> unavailable.accept(Optional.of(id), e));
    }
  }

  private Future<Void> enqueue(String id) {
    return desk.tickets().enqueue(socket.player().id(), socket.player().name(), id);
  }

  void cancel(String id) {
    desk.tickets().cancel(socket.player().id())
        .onSuccess(was -> {
          if (was) waiting = Optional.empty();
          socket.answer(id, was ? Optional.empty() : Optional.of(ErrorCode.NOT_IN_QUEUE));
        })
        .onFailure(e -> unavailable.accept(Optional.of(id), e));
  }

  /** @param left when he sits there no longer, wherever he comes again */
  Future<?> leaves(Future<?> left) {
    leaving = true;
    return left.onComplete(done -> leaving = false);
  }

  /** Who is leaving has not asked for it: a store that forgot the newest has his ticket again. */
  void seated(String room) {
    if (line.room().isPresent() || entering || leaving || socket.guest().isEmpty()) return;
    waiting = Optional.empty();
    socket.sit(Optional.of(room));
    line.enter(room).onSuccess(seat -> socket.send(Frames.matched(room, seat)));
  }

  /** The word of a seat may have been lost, and a store that lost its queue has this one again. */
  void lookForSeat() {
    if (waiting.isEmpty()) return;
    var id = waiting.get();
    desk.tickets().roomOf(socket.player().id()).onSuccess(room -> {
      if (!waiting.equals(Optional.of(id)) || socket.closed()) return;
      room.ifPresentOrElse(this::seated, () -> enqueue(id));
    });
  }
}
