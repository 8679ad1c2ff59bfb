package hokm.gateway;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.Tell;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * A socket's line to the room where its player sits. Its one rule: news goes on only when it
 * follows what the client has; after a gap, a move of the room or a return the room is asked for
 * the tail again.
 */
final class SeatLine {

  private static final long AGAIN_MILLIS = 500;
  private static final long SLOW_MILLIS = 500;

  private final Desk desk;
  private final ClientSocket socket;
  private Optional<String> room = Optional.empty();
  private long lastSent = -1;
  private boolean attaching;
  private boolean attachAgain;
  private boolean paused;
  private long asks;

  SeatLine(Desk desk, ClientSocket socket) {
    this.desk = desk;
    this.socket = socket;
  }

  Optional<String> room() {
    return room;
  }

  /** From now on the player sits there; events up to lastSeen are known to the client. */
  Future<Answer> enter(String code, long lastSeen) {
    room = Optional.of(code);
    lastSent = lastSeen;
    desk.registry().entered(socket, code);
    return attach();
  }

  void leave() {
    room.ifPresent(code -> desk.registry().left(socket, code));
    room = Optional.empty();
    lastSent = -1;
    paused = false;
  }

  /** A command to the room; the client hears when that takes longer than a moment. */
  Future<Answer> ask(String id, RoomCommand command) {
    var code = room.orElseThrow();
    long slow = desk.vertx().setTimer(SLOW_MILLIS, late -> pause(code));
    return desk.rooms().ask(new Ask(code, socket.player().id(), id, command))
        .onComplete(done -> {
          desk.vertx().cancelTimer(slow);
          if (done.succeeded() && !done.result().error().equals(
              Optional.of(ErrorCode.UNAVAILABLE))) {
            resume(code);
          }
        });
  }

  private void pause(String code) {
    if (paused || !room.equals(Optional.of(code))) return;
    paused = true;
    socket.send(Frames.roomPaused(code));
  }

  private void resume(String code) {
    if (!paused) return;
    paused = false;
    socket.send(Frames.roomResumed(code));
  }

  /** One at a time, since each answers for all that was missed until then. */
  Future<Answer> attach() {
    if (attaching) {
      attachAgain = true;
      return Future.succeededFuture(Answer.ACCEPTED);
    }
    attaching = true;
    attachAgain = false;
    var code = room.orElseThrow();
    return ask("attach " + ++asks, new RoomCommand.Attach(desk.name(), socket.connection(),
        lastSent)).onComplete(done -> {
          attaching = false;
          // The room may have heard of the closing first, and of this socket after it.
          if (socket.closed()) detach(code);
          if (socket.closed() || !room.equals(Optional.of(code))) return;
          attached(code, done.succeeded() ? done.result() : Answer.MOVED);
        });
  }

  private void attached(String code, Answer answer) {
    var error = answer.error();
    if (error.isEmpty()) {
      if (attachAgain) attach();
    } else if (error.get() == ErrorCode.NO_ROOM || error.get() == ErrorCode.NOT_IN_ROOM) {
      gone(Frames.roomClosed(code));
    } else {
      pause(code);
      desk.vertx().setTimer(AGAIN_MILLIS, id -> {
        if (!socket.closed() && room.equals(Optional.of(code))) attach();
      });
    }
  }

  private void gone(String frame) {
    leave();
    socket.sit(Optional.empty());
    socket.send(frame);
  }

  /** The room lives elsewhere now. */
  void adopted() {
    var code = room.orElseThrow();
    attach().onSuccess(answer -> {
      if (!answer.accepted()) return;
      paused = false;
      socket.send(Frames.roomResumed(code));
    });
  }

  /** The client says what it has, and wants the rest. */
  Future<Answer> sync(long lastSeen) {
    lastSent = lastSeen;
    return attach();
  }

  void tell(String of, Tell.ForSocket news) {
    if (!room.equals(Optional.of(of))) return;
    switch (news.kind()) {
      case EVENTS -> events(news);
      case VIEW -> {
        lastSent = news.last();
        socket.send(news.frame());
      }
      case NOTICE -> socket.send(news.frame());
      case DISPLACED -> socket.displaced(news.frame());
      case CLOSED -> gone(news.frame());
      default -> throw new IllegalStateException("No news is " + news.kind());
    }
  }

  private void events(Tell.ForSocket news) {
    if (lastSent < 0 || news.last() <= lastSent) return;
    if (news.first() != lastSent + 1) {
      attach();
      return;
    }
    lastSent = news.last();
    socket.send(news.frame());
  }

  /** The socket closed; only the room needs to know. */
  void detach() {
    room.ifPresent(this::detach);
    leave();
  }

  private void detach(String code) {
    desk.rooms().ask(new Ask(code, socket.player().id(), "detach",
        new RoomCommand.Detach(socket.connection())));
  }
}
