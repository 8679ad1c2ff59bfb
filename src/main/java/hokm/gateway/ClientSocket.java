package hokm.gateway;

import hokm.protocol.ClientMessage;
import hokm.protocol.ClientMessages;
import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Player;
import hokm.room.Tell;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One client's connection: its limits, its session, and what it is sent. */
final class ClientSocket {

  private static final short GOING_AWAY = 1001;
  private static final short POLICY = 1008;
  private static final short TOO_BIG = 1009;
  private static final short RESTART = 1012;
  private static final int QUEUE_BYTES = 256 * 1024;

  private final Desk desk;
  private final ServerWebSocket socket;
  private final String connection;
  private final Allowance allowance;
  private final SeatLine line;
  private final Reception reception;
  private final long opened = System.currentTimeMillis();
  private long heard = opened;
  private boolean closed;
  private Optional<Desk.Guest> guest = Optional.empty();

  ClientSocket(Desk desk, ServerWebSocket socket, String connection) {
    this.desk = desk;
    this.socket = socket;
    this.connection = connection;
    this.allowance = new Allowance(desk.settings(), opened);
    this.line = new SeatLine(desk, this);
    this.reception = new Reception(desk, this, line);
  }

  /** @param gone called once the connection is closed, however that came */
  void open(Runnable gone) {
    desk.registry().add(this);
    socket.setWriteQueueMaxSize(QUEUE_BYTES);
    socket.textMessageHandler(this::text);
    socket.binaryMessageHandler(binary -> refuse(Optional.empty(), ErrorCode.NOT_TEXT));
    socket.pongHandler(pong -> heard = System.currentTimeMillis());
    // A frame too long to be taken in makes the WebSocket close itself, with 1009.
    socket.exceptionHandler(e -> end());
    socket.closeHandler(v -> {
      end();
      gone.run();
    });
  }

  String connection() {
    return connection;
  }

  boolean closed() {
    return closed;
  }

  Optional<Desk.Guest> guest() {
    return guest;
  }

  Player player() {
    return guest.orElseThrow().player();
  }

  void signedIn(Desk.Guest as) {
    guest = Optional.of(as);
    desk.registry().signedIn(this, as.player().id());
  }

  /** Notes where the player sits; if that can't be noted now, the room still knows. */
  void sit(Optional<String> room) {
    guest.ifPresent(as -> desk.sessions().sit(as.token(), room));
  }

  private void text(String frame) {
    heard = System.currentTimeMillis();
    if (!allowance.message(heard)) {
      refuse(Optional.empty(), ErrorCode.TOO_FAST);
    } else if (frame.length() > ClientMessages.FRAME_BYTES
        || frame.getBytes(StandardCharsets.UTF_8).length > ClientMessages.FRAME_BYTES) {
      refuse(Optional.empty(), ErrorCode.FRAME_TOO_LARGE);
      close(TOO_BIG, ErrorCode.FRAME_TOO_LARGE);
    } else {
      read(ClientMessages.read(frame));
    }
  }

  private void read(ClientMessages.Read read) {
    if (read instanceof ClientMessages.Bad bad) {
      refuse(bad.id(), bad.code(), bad.sentence());
      return;
    }
    var message = ((ClientMessages.Good) read).message();
    if (message instanceof ClientMessage.Ping) send(Frames.pong());
    else if (!(message instanceof ClientMessage.Pong)) reception.receive(message);
  }

  void refuse(Optional<String> id, ErrorCode code) {
    refuse(id, code, code.sentence());
  }

  private void refuse(Optional<String> id, ErrorCode code, String sentence) {
    send(Frames.error(id, code, sentence));
    if (!allowance.error(System.currentTimeMillis())) {
      send(Frames.error(Optional.empty(), ErrorCode.TOO_MANY_ERRORS));
      close(POLICY, ErrorCode.TOO_MANY_ERRORS);
    }
  }

  /**
   * A consumer that lets a quarter of a megabyte wait is dropped: it can come back and resume. A
   * socket refuses frames from its closing on, of which its handler is told only later.
   */
  void send(String frame) {
    if (closed || socket.isClosed()) return;
    if (socket.writeQueueFull()) {
      close(POLICY, ErrorCode.TOO_FAST);
      return;
    }
    socket.writeTextMessage(frame);
  }

  void tell(String room, Tell.ForSocket news) {
    line.tell(room, news);
  }

  void seated(String room) {
    reception.seated(room);
  }

  SeatLine line() {
    return line;
  }

  void displaced(String frame) {
    send(frame);
    line.leave();
    close((short) 1000, ErrorCode.DISPLACED);
  }

  void serverLeaves() {
    send(Frames.error(Optional.empty(), ErrorCode.SERVER_LEAVING));
    close(RESTART, ErrorCode.SERVER_LEAVING);
  }

  /** Every ping interval: a dead peer is dropped, a silent one is asked whether it lives. */
  void tick(long now) {
    var settings = desk.settings();
    if (now - heard > settings.silence().toMillis()) {
      close(GOING_AWAY, ErrorCode.SERVER_LEAVING);
    } else if (guest.isEmpty() && now - opened > settings.signIn().toMillis()) {
      send(Frames.error(Optional.empty(), ErrorCode.NOT_SIGNED_IN));
      close(POLICY, ErrorCode.NOT_SIGNED_IN);
    } else if (!socket.isClosed()) {
      socket.writePing(Buffer.buffer("p"));
    }
  }

  private void close(short status, ErrorCode why) {
    if (closed) return;
    if (!socket.isClosed()) socket.close(status, why.code());
    end();
  }

  private void end() {
    if (closed) return;
    closed = true;
    var room = line.room().orElse("");
    guest.ifPresent(as -> line.detach());
    desk.registry().closed(this, guest.map(as -> as.player().id()).orElse(""), room);
  }
}
