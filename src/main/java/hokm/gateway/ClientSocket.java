package hokm.gateway;

import hokm.protocol.ClientMessage;
import hokm.protocol.ClientMessages;
import hokm.protocol.ErrorCode;
import hokm.protocol.Frames;
import hokm.room.Bans;
import hokm.room.Player;
import hokm.room.Sessions;
import hokm.room.Tell;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;

/** One client's connection: its limits, its session, and what it is sent. */
final class ClientSocket {

  private static final short NORMAL = 1000;
  private static final short GOING_AWAY = 1001;
  private static final short PROTOCOL_ERROR = 1002;
  private static final short NOT_ACCEPTED = 1003;
  private static final short BAD_PAYLOAD = 1007;
  private static final short POLICY = 1008;
  private static final short TOO_BIG = 1009;
  private static final short RESTART = 1012;
  /** Parts of a ping's time after which one that was not answered is sent again. */
  private static final int PINGS_AGAIN = 3;
  /** Milliseconds for which a peer that was heard of is believed to be there. */
  private static final long FRESH = 1000;

  private final Desk desk;
  private final Wire wire;
  private final Visitor visitor;
  private final String connection;
  private final Allowance allowance;
  private final SeatLine line;
  private final Reception reception;
  private final long opened;
  private long heard;
  private Promise<Void> sign = Promise.promise();
  private long pinged;
  private long tended;
  private boolean closed;
  private Optional<Desk.Guest> guest = Optional.empty();

  ClientSocket(Desk desk, Wire wire, Visitor visitor, String connection) {
    this.desk = desk;
    this.wire = wire;
    this.visitor = visitor;
    this.connection = connection;
    this.opened = desk.millis();
    this.heard = opened;
    this.pinged = opened;
    this.tended = opened;
    this.allowance = new Allowance(desk.settings(), opened);
    this.line = new SeatLine(desk, this);
    this.reception = new Reception(desk, this, line);
  }

  void open() {
    desk.meters().opened();
    if (wire.closed()) end();
    else desk.registry().add(this);
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

  String token() {
    return guest.orElseThrow().token();
  }

  /** A player has one socket: the newer wins. Where it came to another gateway, the room sees. */
  void signedIn(Desk.Guest as) {
    guest = Optional.of(as);
    var others = desk.registry().ofPlayer(as.player().id());
    desk.registry().signedIn(this, as.player().id());
    for (var other : others) {
      if (other.arrival() <= as.arrival()) other.displaced();
      else displaced();
    }
  }

  long arrival() {
    return guest.orElseThrow().arrival();
  }

  /** Notes where the player sits; if that can't be noted now, the room still knows. */
  void sit(Optional<String> room) {
    guest.ifPresent(as -> desk.sessions().sit(as.token(), room));
  }

  /** He sits there no longer. @return when no other gateway will take him there any more */
  Future<?> left(String room) {
    var as = guest.orElseThrow();
    return Future.join(desk.sessions().sit(as.token(), Optional.empty()),
        desk.tickets().left(as.player().id(), room));
  }

  /** To a store that may have forgotten its guest, and that he waits for a match. */
  void putBack() {
    guest.ifPresent(as -> {
      desk.sessions().putBack(as.token(), session(as));
      reception.lookForSeat();
    });
  }

  /** Of the guest of this socket. */
  Optional<Sessions.Session> session() {
    return guest.map(this::session);
  }

  private Sessions.Session session(Desk.Guest as) {
    return new Sessions.Session(as.player().id(), as.player().name(), line.room(), as.arrival());
  }

  void text(String message) {
    if (mayRead()) read(ClientMessages.read(message));
  }

  /** Not one frame of it is kept. */
  void binary() {
    refuseAndClose(NOT_ACCEPTED, ErrorCode.NOT_TEXT);
  }

  void notUtf8() {
    refuseAndClose(BAD_PAYLOAD, ErrorCode.NOT_UTF8);
  }

  void tooLarge() {
    refuseAndClose(TOO_BIG, ErrorCode.FRAME_TOO_LARGE);
  }

  /** What was sent is no frame of a client's as RFC 6455 has it. */
  void broken() {
    refuseAndClose(PROTOCOL_ERROR, ErrorCode.BAD_FRAME);
  }

  private void refuseAndClose(short status, ErrorCode why) {
    refuse(Optional.empty(), why);
    close(status, why);
  }

  /** It is answered; asking counts like any message, and pings without end are refused. */
  void pinged() {
    mayRead();
  }

  private boolean mayRead() {
    if (closed) return false;
    desk.meters().frame();
    heardOf();
    if (allowance.message(heard) && visitor.message(heard)) return true;
    refuse(Optional.empty(), ErrorCode.TOO_FAST);
    return false;
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

  /** Whether one more room may be opened for the player, or looked for. */
  boolean mayOpenRoom() {
    long now = desk.millis();
    return desk.crowd().player(player().id(), now).room(now) && visitor.room(now);
  }

  void answer(String id, Optional<ErrorCode> error) {
    if (error.isPresent()) refuse(Optional.of(id), error.get());
    else send(Frames.accepted(id));
  }

  void refuse(Optional<String> id, ErrorCode code) {
    refuse(id, code, code.sentence());
  }

  private void refuse(Optional<String> id, ErrorCode code, String sentence) {
    if (closed) return;
    desk.meters().refused(code);
    send(Frames.error(id, code, sentence));
    if (!allowance.error(desk.millis())) {
      send(Frames.error(Optional.empty(), ErrorCode.TOO_MANY_ERRORS));
      close(POLICY, ErrorCode.TOO_MANY_ERRORS);
    }
  }

  /** A client that lets too much wait is dropped: it can come back and resume. */
  void send(String frame) {
    if (closed || wire.closed()) return;
    if (wire.full()) {
      tooSlow();
      return;
    }
    wire.send(frame);
    desk.meters().sent();
  }

  void tooSlow() {
    close(POLICY, ErrorCode.TOO_SLOW);
  }

  void tell(String room, Tell.ForSocket news) {
    line.tell(room, news);
  }

  void seated(String room) {
    reception.seated(room);
  }

  void adopted() {
    line.adopted();
  }

  void displaced() {
    send(Frames.error(Optional.empty(), ErrorCode.DISPLACED));
    close(NORMAL, ErrorCode.DISPLACED);
  }

  /** Told at once what is told whenever he comes again. */
  void banned(Bans.Ban ban) {
    if (closed) return;
    desk.meters().refused(ErrorCode.BANNED);
    send(Frames.error(Optional.empty(), ErrorCode.BANNED, ErrorCode.BANNED.sentence() + " "
        + ban.until().map(end -> "Until " + end + ": ").orElse("For good: ") + ban.reason()));
    close(POLICY, ErrorCode.BANNED);
  }

  void serverLeaves() {
    send(Frames.error(Optional.empty(), ErrorCode.SERVER_LEAVING));
    close(RESTART, ErrorCode.SERVER_LEAVING);
  }

  /** A dead peer is dropped, and one that is not heard of is asked whether it lives. */
  void look(long now) {
    var settings = desk.settings();
    if (wire.closed()) {
      end();
    } else if (now - heard > settings.silence().toMillis()) {
      close(GOING_AWAY, ErrorCode.SILENT);
    } else if (guest.isEmpty() && now - opened > settings.signIn().toMillis()) {
      send(Frames.error(Optional.empty(), ErrorCode.NOT_SIGNED_IN));
      close(POLICY, ErrorCode.NOT_SIGNED_IN);
    } else {
      long ping = settings.ping().toMillis();
      if (now - heard >= ping && now - pinged >= ping / PINGS_AGAIN) ping(now);
      if (now - tended >= ping) tend(now);
    }
  }

  /** When something may be due that is not due now. */
  long nextLook() {
    var settings = desk.settings();
    long ping = settings.ping().toMillis();
    long next = Math.min(heard + settings.silence().toMillis() + 1,
        Math.max(heard + ping, pinged + ping / PINGS_AGAIN));
    return guest.isEmpty() ? Math.min(next, opened + settings.signIn().toMillis() + 1)
        : Math.min(next, tended + ping);
  }

  /** Some way between may swallow WebSocket's own pings, so a silent client gets a frame too. */
  private void ping(long now) {
    if (closed || wire.closed()) return;
    boolean unanswered = heard < pinged;
    pinged = now;
    wire.ping();
    if (unanswered) send(Frames.ping());
  }

  /** A peer that may be dead must not take its seat back from a newer socket. */
  private void tend(long now) {
    if (guest.isEmpty() || heard < pinged) return;
    tended = now;
    reception.lookForSeat();
    line.look(now);
  }

  private void close(short status, ErrorCode why) {
    if (closed) return;
    desk.meters().closed(why);
    if (!wire.closed()) wire.close(status, why.code());
    ended();
  }

  /** The peer is there, though it says nothing; it was asked, or else it says too much. */
  void pong() {
    mayRead();
  }

  private void heardOf() {
    heard = desk.millis();
    sign.tryComplete();
  }

  /**
   * At once where the peer was heard of lately, otherwise when it answers a ping; never where it is
   * silent until the socket's end.
   */
  Future<Void> stillThere() {
    if (desk.millis() - heard <= FRESH) return Future.succeededFuture();
    sign = Promise.promise();
    ping(desk.millis());
    return sign.future();
  }

  /** Once, however the socket came to its end. */
  void end() {
    if (closed) return;
    desk.meters().left();
    ended();
  }

  private void ended() {
    closed = true;
    var room = line.place().orElse("");
    guest.ifPresent(as -> {
      desk.registry().gone(as.token(), session(as));
      line.detach();
    });
    desk.registry().closed(this, guest.map(as -> as.player().id()).orElse(""), room);
    desk.sockets().decrementAndGet();
    visitor.gone();
  }
}
