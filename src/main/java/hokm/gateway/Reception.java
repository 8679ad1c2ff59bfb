package hokm.gateway;

import hokm.protocol.ClientMessage;
import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Answer;
import hokm.room.Player;
import hokm.room.RoomCommand;
import hokm.room.Sessions;
import hokm.room.Traces;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a gateway does with each message of a client. */
final class Reception {

  private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

  private final Desk desk;
  private final ClientSocket socket;
  private final SeatLine line;
  private final Doorway doorway;
  private boolean signingIn;

  Reception(Desk desk, ClientSocket socket, SeatLine line) {
    this.desk = desk;
    this.socket = socket;
    this.line = line;
    this.doorway = new Doorway(desk, socket, line, this::unavailable);
  }

  void receive(ClientMessage message) {
    if (message instanceof ClientMessage.SignIn m) {
      signIn(() -> m.device().isPresent() ? ofDevice(m.device().get(), m.name())
          : desk.sessions().create(m.name()).map(this::welcome));
    } else if (message instanceof ClientMessage.Resume m) {
      signIn(() -> desk.sessions().find(m.token()).compose(found -> resume(m, found)));
    } else if (socket.guest().isEmpty()) {
      socket.refuse(message.id(), ErrorCode.NOT_SIGNED_IN);
    } else if (message instanceof ClientMessage.Sync m) {
      if (line.place().isEmpty()) socket.refuse(Optional.empty(), ErrorCode.NOT_IN_ROOM);
      else line.sync(m.lastSeen());
    } else {
      command((ClientMessage.Command) message);
    }
  }

  /** A second session is refused before anything is done for it. */
  private void signIn(Supplier<Future<Void>> session) {
    if (signingIn || socket.guest().isPresent()) {
      socket.refuse(Optional.empty(), ErrorCode.ALREADY_SIGNED_IN);
      return;
    }
    signingIn = true;
    session.get().onComplete(done -> signingIn = false)
        .onFailure(e -> unavailable(Optional.empty(), e));
  }

  private Void welcome(Sessions.Created created) {
    var session = created.session();
    return known(session, created.token(), -1, Optional.empty(), Frames.welcome(session.player(),
        session.name(), created.token(), Optional.empty(), desk.node()));
  }

  private Future<Void> ofDevice(String device, String name) {
    return desk.sessions().signIn(device, name).compose(this::ifStillThere).compose(session ->
        comesBack(session, device, -1, room -> Frames.welcome(session.player(), session.name(),
            device, room, desk.node())));
  }

  private Future<Void> resume(ClientMessage.Resume m, Optional<Sessions.Session> found) {
    if (found.isEmpty()) {
      socket.refuse(Optional.empty(), ErrorCode.BAD_TOKEN);
      return Future.succeededFuture();
    }
    return ifStillThere(found.get()).compose(session ->
        comesBack(session, m.token(), m.lastSeen(), room ->
            Frames.resumed(session.player(), session.name(), room, desk.node())));
  }

  /** A socket that its client gave up while it waited must not displace the one that came after. */
  private Future<Sessions.Session> ifStillThere(Sessions.Session session) {
    return socket.stillThere().map(session);
  }

  /** @param greeting the frame that says so, of the room where the player sits */
  private Future<Void> comesBack(Sessions.Session session, String token, long lastSeen,
      Function<Optional<String>, String> greeting) {
    var sits = session.room();
    if (sits.isPresent()) {
      return Future.succeededFuture(known(session, token, lastSeen, sits, greeting.apply(sits)));
    }
    return desk.tickets().roomOf(session.player()).map(room -> {
      known(session, token, lastSeen, room, greeting.apply(room));
      // Only the ticket knew, and it is soon forgotten.
      if (room.isPresent()) socket.sit(room);
      return null;
    });
  }

  private Void known(Sessions.Session session, String token, long lastSeen,
      Optional<String> room, String greeting) {
    if (socket.closed()) return null;
    var ban = desk.bans().of(session.player(), desk.edge().timers().now());
    if (ban.isPresent()) {
      socket.banned(ban.get());
      return null;
    }
    socket.signedIn(new Desk.Guest(new Player(session.player(), session.name()), token,
        session.arrival()));
    if (socket.closed()) return null;
    socket.send(greeting);
    room.ifPresent(code -> line.comeBack(code, lastSeen));
    return null;
  }

  private void command(ClientMessage.Command message) {
    var id = message.command();
    if (opensRoom(message) && !socket.mayOpenRoom()) {
      socket.refuse(Optional.of(id), ErrorCode.TOO_MANY_NEW_ROOMS);
    } else if (message instanceof ClientMessage.CreateRoom m) {
      doorway.create(id, m.rules());
    } else if (message instanceof ClientMessage.JoinRoom m) {
      doorway.join(id, m.room(), m.seat());
    } else if (message instanceof ClientMessage.Watch m) {
      doorway.watch(id, m.room());
    } else if (message instanceof ClientMessage.QuickMatch) {
      doorway.queue(id);
    } else if (message instanceof ClientMessage.CancelQuickMatch) {
      doorway.cancel(id);
    } else if (message instanceof ClientMessage.Leave && line.watching()) {
      line.leave();
      socket.answer(id, Optional.empty());
    } else if (line.room().isEmpty()) {
      socket.refuse(Optional.of(id), ErrorCode.NOT_IN_ROOM);
    } else if (message instanceof ClientMessage.Leave) {
      leave(id);
    } else {
      ask(id, line.room().get(), roomCommand(message));
    }
  }

  private void ask(String id, String room, RoomCommand command) {
    long began = System.nanoTime();
    var span = desk.edge().traces().begin("frame");
    line.ask(id, command, span).onSuccess(answer -> answer(id, room, answer))
        .onFailure(e -> unavailable(Optional.of(id), e))
        .onComplete(done -> {
          desk.meters().answered(began);
          span.end();
        });
  }

  private static boolean opensRoom(ClientMessage.Command message) {
    return message instanceof ClientMessage.CreateRoom
        || message instanceof ClientMessage.QuickMatch;
  }

  private void answer(String id, String room, Answer answer) {
    if (answer.seat().isPresent()) socket.send(Frames.accepted(id, room, answer.seat().get()));
    else socket.answer(id, answer.error());
  }

  private static RoomCommand roomCommand(ClientMessage.Command message) {
    if (message instanceof ClientMessage.ChangeSeat m) return new RoomCommand.ChangeSeat(m.seat());
    if (message instanceof ClientMessage.AddBots m) return new RoomCommand.AddBots(m.level());
    if (message instanceof ClientMessage.Salt m) return new RoomCommand.Salt(m.salt());
    if (message instanceof ClientMessage.NameTrump m) {
      return new RoomCommand.NameTrump(m.suit(), m.deal());
    }
    if (message instanceof ClientMessage.ThrowIn m) return new RoomCommand.ThrowIn(m.deal());
    if (message instanceof ClientMessage.PlayCard m) {
      return new RoomCommand.PlayCard(m.card(), m.deal());
    }
    if (message instanceof ClientMessage.Rematch m) return new RoomCommand.Rematch(m.match());
    if (message instanceof ClientMessage.Emote m) return new RoomCommand.Say(m.emote());
    throw new IllegalStateException("A room does not take " + message.getClass());
  }

  /** The matchmaker has seated the player of this socket. */
  void seated(String room) {
    doorway.seated(room);
  }

  /** From time to time: news of a seat may have been lost on its way. */
  void lookForSeat() {
    doorway.lookForSeat();
  }

  private void leave(String id) {
    var code = line.room();
    line.ask(id, new RoomCommand.Leave(), Traces.Span.NONE)
        .onSuccess(answer -> {
          if (answer.error().equals(Optional.of(ErrorCode.UNAVAILABLE))
              || answer.error().equals(Optional.of(ErrorCode.BUSY))) {
            socket.answer(id, answer.error());
            return;
          }
          boolean first = line.room().equals(code);
          if (first) line.leave();
          // Who hears it and comes again, perhaps to another gateway, must sit nowhere there.
          (first ? doorway.leaves(socket.left(code.orElseThrow())) : Future.succeededFuture())
              .onComplete(told -> socket.answer(id, Optional.empty()));
        })
        .onFailure(e -> unavailable(Optional.of(id), e));
  }

  private void unavailable(Optional<String> id, Throwable why) {
    LOG.debug("Gateway {} could not serve a command: {}", desk.name(), why.getMessage());
    socket.refuse(id, ErrorCode.UNAVAILABLE);
  }
}
