package hokm.gateway;

import hokm.protocol.ClientMessage;
import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Answer;
import hokm.room.Ask;
import hokm.room.Player;
import hokm.room.RoomCommand;
import hokm.room.Sessions;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway does with each message of a client. */
final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);
  private static final String CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  private static final int CODE_LENGTH = 6;
  private static final int CODES_TRIED = 5;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Desk desk;
  private final ClientSocket socket;
  private final SeatLine line;
  private boolean signingIn;
  private boolean entering;

  Reception(Desk desk, ClientSocket socket, SeatLine line) {
    this.desk = desk;
    this.socket = socket;
    this.line = line;
  }

  void receive(ClientMessage message) {
    if (message instanceof ClientMessage.SignIn m) {
      signIn(() -> desk.sessions().create(m.name()).map(this::welcome));
    } else if (message instanceof ClientMessage.Resume m) {
      signIn(() -> desk.sessions().find(m.token()).compose(found -> resume(m, found)));
    } else if (socket.guest().isEmpty()) {
      socket.refuse(message.id(), ErrorCode.NOT_SIGNED_IN);
    } else if (message instanceof ClientMessage.Sync m) {
      if (line.room().isEmpty()) socket.refuse(Optional.empty(), ErrorCode.NOT_IN_ROOM);
      else line.sync(m.lastSeen()).onSuccess(this::current);
    } else {
      command((ClientMessage.Command) message);
    }
  }

  private void signIn(Supplier<Future<?>> session) {
    if (signingIn || socket.guest().isPresent()) {
      socket.refuse(Optional.empty(), ErrorCode.ALREADY_SIGNED_IN);
      return;
    }
    signingIn = true;
    session.get().onComplete(done -> signingIn = false)
        .onFailure(e -> unavailable(Optional.empty(), e));
  }

  /** The socket may have closed while its session was sought; then nobody is here. */
  private Void welcome(Sessions.Created created) {
    if (socket.closed()) return null;
    var session = created.session();
    socket.signedIn(new Desk.Guest(new Player(session.player(), session.name()),
        created.token()));
    socket.send(Frames.welcome(session.player(), session.name(), created.token(), desk.node()));
    return null;
  }

  private Future<?> resume(ClientMessage.Resume m, Optional<Sessions.Session> found) {
    if (found.isEmpty()) {
      socket.refuse(Optional.empty(), ErrorCode.BAD_TOKEN);
      return Future.succeededFuture();
    }
    var session = found.get();
    var room = session.room().isPresent() ? Future.succeededFuture(session.room())
        : desk.tickets().roomOf(session.player());
    return room.map(code -> {
      if (socket.closed()) return null;
      socket.signedIn(new Desk.Guest(new Player(session.player(), session.name()), m.token()));
      socket.send(Frames.resumed(session.player(), session.name(), code, desk.node()));
      code.ifPresent(at -> line.enter(at, m.lastSeen()).onSuccess(this::current));
      return null;
    });
  }

  /** After a return whose tail is empty no news comes, so the client is told that it has all. */
  private void current(Answer answer) {
    if (answer.accepted()) line.room().ifPresent(at -> socket.send(Frames.roomResumed(at)));
  }

  private void command(ClientMessage.Command message) {
    var id = message.command();
    if (message instanceof ClientMessage.CreateRoom m) {
      enter(id, code -> desk.rooms().open(ask(code, id,
          new RoomCommand.Open(m.rules(), List.of(socket.player()), false))), Optional.empty());
    } else if (message instanceof ClientMessage.JoinRoom m) {
      enter(id, code -> desk.rooms().ask(ask(code, id,
          new RoomCommand.Join(socket.player().name(), m.seat()))), Optional.of(m.room()));
    } else if (message instanceof ClientMessage.QuickMatch) {
      queue(id);
    } else if (message instanceof ClientMessage.CancelQuickMatch) {
      desk.tickets().cancel(socket.player().id())
          .onSuccess(was -> answer(id, was ? Optional.empty()
              : Optional.of(ErrorCode.NOT_IN_QUEUE)))
          .onFailure(e -> unavailable(Optional.of(id), e));
    } else if (line.room().isEmpty()) {
      socket.refuse(Optional.of(id), ErrorCode.NOT_IN_ROOM);
    } else if (message instanceof ClientMessage.Leave) {
      leave(id);
    } else {
      line.ask(id, roomCommand(message)).onSuccess(answer -> answer(id, answer.error()))
          .onFailure(e -> unavailable(Optional.of(id), e));
    }
  }

  private static RoomCommand roomCommand(ClientMessage.Command message) {
    if (message instanceof ClientMessage.AddBots) return new RoomCommand.AddBots();
    if (message instanceof ClientMessage.Salt m) return new RoomCommand.Salt(m.salt());
    if (message instanceof ClientMessage.NameTrump m) return new RoomCommand.NameTrump(m.suit());
    if (message instanceof ClientMessage.ThrowIn) return new RoomCommand.ThrowIn();
    if (message instanceof ClientMessage.PlayCard m) return new RoomCommand.PlayCard(m.card());
    throw new IllegalStateException("A room does not take " + message.getClass());
  }

  private Ask ask(String room, String id, RoomCommand command) {
    return new Ask(room, socket.player().id(), id, command);
  }

  private interface Door {
    Future<Answer> at(String room);
  }

  /** @param where empty for a new room, whose code is drawn until one is free */
  private void enter(String id, Door door, Optional<String> where) {
    if (line.room().isPresent() && !line.room().equals(where)) {
      socket.refuse(Optional.of(id), ErrorCode.ALREADY_IN_ROOM);
      return;
    }
    if (entering) {
      socket.refuse(Optional.of(id), ErrorCode.BUSY);
      return;
    }
    entering = true;
    knock(door, where, CODES_TRIED).onComplete(done -> entering = false)
        .onSuccess(answer -> {
          if (answer.error().isPresent()) socket.refuse(Optional.of(id), answer.error().get());
        })
        .onFailure(e -> unavailable(Optional.of(id), e))
        .onSuccess(answer -> answer.seat().filter(s -> answer.accepted()).ifPresent(seat ->
            line.room().ifPresent(room -> socket.send(Frames.accepted(id, room, seat)))));
  }

  private Future<Answer> knock(Door door, Optional<String> where, int tries) {
    var code = where.orElseGet(Reception::freshCode);
    return door.at(code).compose(answer -> {
      boolean taken = answer.error().equals(Optional.of(ErrorCode.ROOM_FULL));
      if (where.isEmpty() && taken && tries > 1) return knock(door, where, tries - 1);
      if (answer.accepted()) socket.sit(Optional.of(code));
      if (answer.accepted() && !socket.closed()) line.enter(code, -1);
      return Future.succeededFuture(answer);
    });
  }

  private static String freshCode() {
    var code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) {
      code.append(CODE_LETTERS.charAt(RANDOM.nextInt(CODE_LETTERS.length())));
    }
    return code.toString();
  }

  private void queue(String id) {
    if (line.room().isPresent()) {
      socket.refuse(Optional.of(id), ErrorCode.ALREADY_IN_ROOM);
      return;
    }
    desk.tickets().enqueue(socket.player().id(), socket.player().name())
        .onSuccess(waits -> socket.send(Frames.queued(id)))
        .onFailure(e -> unavailable(Optional.of(id), e));
  }

  /** The matchmaker has seated the player of this socket. */
  void seated(String room) {
    if (line.room().isPresent() || socket.guest().isEmpty()) return;
    socket.sit(Optional.of(room));
    line.enter(room, -1).onSuccess(answer -> answer.seat().ifPresent(seat ->
        socket.send(Frames.matched(room, seat))));
  }

  private void leave(String id) {
    line.ask(id, new RoomCommand.Leave())
        .onSuccess(answer -> {
          if (answer.error().equals(Optional.of(ErrorCode.UNAVAILABLE))
              || answer.error().equals(Optional.of(ErrorCode.BUSY))) {
            answer(id, answer.error());
            return;
          }
          line.leave();
          socket.sit(Optional.empty());
          answer(id, Optional.empty());
        })
        .onFailure(e -> unavailable(Optional.of(id), e));
  }

  private void answer(String id, Optional<ErrorCode> error) {
    if (error.isPresent()) socket.refuse(Optional.of(id), error.get());
    else socket.send(Frames.accepted(id));
  }

  private void unavailable(Optional<String> id, Throwable why) {
    LOG.warn("Gateway {} could not serve a command: {}", desk.name(), why.getMessage());
    socket.refuse(id, ErrorCode.UNAVAILABLE);
  }
}
