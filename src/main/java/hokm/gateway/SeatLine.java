package hokm.gateway;

import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.protocol.StopCause;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.RoomCommand;
import hokm.room.Tell;
import hokm.room.Traces;
import hokm.rules.Seat;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A socket's line to the room where its player sits, or looks on. Its one rule: news goes on only
 * when it follows what the client has; after a gap, a move of the room or a return the room is
 * asked for the tail again.
 */
final class SeatLine {

  private static final Duration AGAIN = Duration.ofMillis(500);
  /** Pings' times after which a quiet room is asked. */
  private static final int QUIET = 4;
  private static final Set<ErrorCode> NOT_THERE = EnumSet.of(ErrorCode.NO_ROOM,
      ErrorCode.NOT_IN_ROOM, ErrorCode.ALREADY_IN_ROOM, ErrorCode.TOO_MANY_SPECTATORS);

  private final Desk desk;
  private final ClientSocket socket;
  private Optional<String> room = Optional.empty();
  /** Counts the stays in rooms, so that an answer to an earlier stay is known as such. */
  private int stay;
  private Promise<Seat> arrival = Promise.promise();
  private long lastSent = -1;
  /** The newest event that this stay has shown; a view from before it has been long on its way. */
  private long shown = -1;
  /** Whether lastSent is only what the client says; a room may know nothing of it. */
  private boolean claimed;
  private Future<Answer> attaching = Future.succeededFuture();
  private boolean attachAgain;
  private boolean paused;
  private boolean greet;
  /** Whether the player only looks on. */
  private boolean watching;
  /** Until the client knows that it looks on, the view waits here. */
  private boolean arriving;
  private Optional<Tell.ForSocket> early = Optional.empty();
  private long asks;
  private long heard;

  SeatLine(Desk desk, ClientSocket socket) {
    this.desk = desk;
    this.socket = socket;
  }

  /** Where the player sits. */
  Optional<String> room() {
    return watching ? Optional.empty() : room;
  }

  boolean watching() {
    return watching;
  }

  /** Where the player sits or looks on. */
  Optional<String> place() {
    return room;
  }

  /** The seat, once the room has said which; never where the client leaves before. */
  Future<Seat> seat() {
    return arrival.future();
  }

  /** From now on the player sits there, and is shown all of it. */
  Future<Seat> enter(String code) {
    settle(code, -1);
    attach();
    return arrival.future();
  }

  /** The same for a player who sat there before; events up to lastSeen are known to the client. */
  void comeBack(String code, long lastSeen) {
    settle(code, lastSeen);
    greetAfterAttach();
  }

  /** From now on the player looks on there; {@link #arrived} when the client knows it. */
  Future<Answer> watch(String code) {
    settle(code, -1);
    watching = true;
    arriving = true;
    int mine = stay;
    attaching = request("watch " + ++asks, attachment());
    return attaching.onSuccess(answer -> {
      if (mine == stay && !answer.accepted()) leave();
    });
  }

  void arrived() {
    arriving = false;
    claimed = false;
    heard = desk.millis();
    early.ifPresent(this::view);
    early = Optional.empty();
    if (attachAgain) attach();
    else if (paused) resumed();
  }

  private void settle(String code, long lastSeen) {
    long before = room.equals(Optional.of(code)) ? shown : -1;
    leave();
    shown = before;
    room = Optional.of(code);
    lastSent = lastSeen;
    claimed = true;
    heard = desk.millis();
    desk.registry().entered(socket, code);
  }

  void leave() {
    room.ifPresent(code -> desk.registry().left(socket, code));
    if (watching) tellRoom(new RoomCommand.Unwatch(socket.connection()));
    watching = false;
    arriving = false;
    early = Optional.empty();
    room = Optional.empty();
    stay++;
    arrival = Promise.promise();
    attaching = Future.succeededFuture();
    lastSent = -1;
    shown = -1;
    attachAgain = false;
    paused = false;
    greet = false;
  }

  /** A command to the room; the client hears when that takes longer than a moment. */
  Future<Answer> ask(String id, RoomCommand command, Traces.Span span) {
    int mine = stay;
    return request(id, command, span).onSuccess(answer -> {
      boolean reached = !answer.error().equals(Optional.of(ErrorCode.UNAVAILABLE));
      if (mine != stay) return;
      if (reached && paused) resumed();
      answer.seat().ifPresent(this::sits);
    });
  }

  /** He may have changed seats since. */
  private void sits(Seat seat) {
    if (!arrival.tryComplete(seat)) {
      arrival = Promise.promise();
      arrival.complete(seat);
    }
  }

  private Future<Answer> request(String id, RoomCommand command) {
    return request(id, command, Traces.Span.NONE);
  }

  private Future<Answer> request(String id, RoomCommand command, Traces.Span span) {
    var code = room.orElseThrow();
    int mine = stay;
    long slow = desk.moments().begin(() -> {
      if (mine == stay) pause();
    });
    return desk.rooms().ask(new Ask(code, socket.player().id(), id, command, span.link()))
        .onComplete(done -> desk.moments().end(slow));
  }

  private void pause() {
    if (paused) return;
    paused = true;
    socket.send(Frames.roomPaused(room.orElseThrow(), StopCause.OWNER_LOST));
  }

  private void resumed() {
    paused = false;
    socket.send(Frames.roomResumed(room.orElseThrow()));
  }

  /** One at a time, since each answers for all that was missed until then. */
  private void attach() {
    if (!attaching.isComplete()) {
      attachAgain = true;
      return;
    }
    int mine = stay;
    attachAgain = false;
    attaching = request("attach " + ++asks, attachment());
    attaching.onComplete(done -> {
      if (mine != stay || socket.closed()) return;
      attached(done.succeeded() ? done.result() : Answer.MOVED);
    });
  }

  private RoomCommand attachment() {
    return watching ? new RoomCommand.Watch(desk.name(), socket.connection(), lastSent)
        : new RoomCommand.Attach(desk.name(), socket.connection(), lastSent, socket.arrival());
  }

  private void attached(Answer answer) {
    var error = answer.error();
    heard = desk.millis();
    if (error.isEmpty()) {
      claimed = false;
      answer.seat().ifPresent(this::sits);
      if (attachAgain) {
        attach();
      } else if (paused || greet) {
        greet = false;
        resumed();
      }
    } else if (NOT_THERE.contains(error.get())) {
      gone(Frames.roomClosed(room.orElseThrow()));
    } else if (error.get() == ErrorCode.DISPLACED) {
      socket.displaced();
    } else {
      retry();
    }
  }

  /** What a client says to have, and no owner of the room will answer for, is not asked again. */
  private void retry() {
    int mine = stay;
    if (claimed) lastSent = -1;
    pause();
    desk.edge().timers().after(AGAIN, () -> {
      if (!socket.closed() && mine == stay) attach();
    });
  }

  private void gone(String frame) {
    if (!watching) socket.left(room.orElseThrow());
    leave();
    socket.send(frame);
  }

  /** The room lives elsewhere now. */
  void adopted() {
    greetAfterAttach();
  }

  /** After a return whose tail is empty no news comes, so the client is told that it has all. */
  private void greetAfterAttach() {
    greet = true;
    attach();
  }

  /**
   * Word of a move and news are sent once and may be lost, and a table where nobody moves looks
   * no different. So a room that is quiet is asked whether something has come; and of those who
   * look on it forgets whom it does not hear of.
   */
  void look(long now) {
    if (room.isEmpty() || now - heard < QUIET * desk.settings().ping().toMillis()) return;
    if (attaching.isComplete()) attach();
  }

  /** The client says what it has, and wants the rest. More than it was sent is not believed. */
  void sync(long lastSeen) {
    lastSent = claimed || lastSeen <= lastSent ? lastSeen : -1;
    greetAfterAttach();
  }

  void tell(String of, Tell.ForSocket news) {
    if (room.isEmpty() || !room.get().equals(of)) return;
    if (!watching) heard = desk.millis();
    switch (news.kind()) {
      case EVENTS -> events(news);
      case VIEW -> view(news);
      case NOTICE -> notice(news);
      case DISPLACED -> socket.displaced();
      case CLOSED -> gone(news.frame());
      default -> throw new IllegalStateException("No news is " + news.kind());
    }
  }

  private void view(Tell.ForSocket news) {
    if (news.last() < shown) return;
    if (arriving) {
      early = Optional.of(news);
      return;
    }
    sent(news);
    claimed = false;
  }

  private void sent(Tell.ForSocket news) {
    lastSent = news.last();
    shown = Math.max(shown, lastSent);
    socket.send(news.frame());
  }

  private void events(Tell.ForSocket news) {
    if (news.last() <= lastSent) return;
    if (lastSent < 0 || news.first() != lastSent + 1) {
      gap();
      return;
    }
    sent(news);
  }

  /** While an answer is under way the view is too; after it, the view was lost. */
  private void gap() {
    if (lastSent >= 0 || attaching.isComplete()) attach();
  }

  /** Whose turn it is means nothing to who has not all that came before. */
  private void notice(Tell.ForSocket news) {
    if (news.last() == 0 || news.last() == lastSent) socket.send(news.frame());
    else if (news.last() > lastSent) gap();
  }

  /** The socket closed; only the room needs to know. */
  void detach() {
    if (room.isEmpty()) return;
    if (!watching) tellRoom(new RoomCommand.Detach(socket.connection()));
    leave();
  }

  /** Not before it has heard of the socket. */
  private void tellRoom(RoomCommand command) {
    var told = new Ask(room.orElseThrow(), socket.player().id(),
        command.getClass().getSimpleName(), command);
    attaching.onComplete(done -> desk.rooms().ask(told));
  }
}
