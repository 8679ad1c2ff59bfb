package hokm.gateway;

import hokm.room.Adopted;
import hokm.room.Bans;
import hokm.room.Seated;
import hokm.room.Tell;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/** All sockets of one event loop: what comes for them over the bus, and their time. */
final class Sockets {

  private static final int LOOKS_A_PING = 16;

  private final Desk desk;
  private final Remembered remembered;
  private final Looks looks;
  private long connections;
  private boolean leaving;

  Sockets(Desk desk) {
    this.desk = desk;
    this.remembered = new Remembered(desk);
    this.looks = new Looks(tick(), desk.millis());
  }

  private Duration tick() {
    return Duration.ofMillis(Math.max(1, desk.settings().ping().toMillis() / LOOKS_A_PING));
  }

  Future<Void> start() {
    remembered.start();
    desk.bans().onBanned(ban -> desk.edge().timers().soon(() -> banned(ban)));
    var bus = desk.edge().bus();
    desk.edge().timers().every(tick(), () -> looks.look(desk.millis()));
    return Future.all(bus.<Tell>listen("gateway." + desk.name(), this::tell),
        bus.<Adopted>listen(Adopted.ADDRESS, this::adopted),
        bus.<Seated>listen(Seated.ADDRESS, this::seated)).mapEmpty();
  }

  /** @param visitor has its place */
  ClientSocket open(Wire wire, Visitor visitor) {
    var socket = new ClientSocket(desk, wire, visitor, desk.name() + "." + ++connections);
    socket.open();
    looks.add(socket);
    return socket;
  }

  boolean leaving() {
    return leaving;
  }

  private void tell(Tell tell) {
    for (var news : tell.frames()) {
      var socket = desk.registry().byConnection(news.connection());
      if (socket != null) socket.tell(tell.room(), news);
    }
    if (tell.origin().saved() > 0) told(tell.origin());
  }

  private void told(Tell.Origin origin) {
    desk.meters().broadcast(desk.edge().timers().micros() - origin.saved());
    if (origin.trace().isEmpty()) return;
    desk.edge().traces().follow("broadcast", origin.trace(), origin.saved()).end();
  }

  private void adopted(Adopted adopted) {
    adopted.rooms().forEach(room ->
        desk.registry().inRoom(room).forEach(ClientSocket::adopted));
  }

  private void seated(Seated seated) {
    seated.players().forEach(player -> desk.registry().ofPlayer(player)
        .forEach(socket -> socket.seated(seated.room())));
  }

  /** A seat that he has is absent from now on, and a match that he waits for begins without him. */
  private void banned(Bans.Ban ban) {
    desk.tickets().cancel(ban.player());
    desk.registry().ofPlayer(ban.player()).forEach(socket -> socket.banned(ban));
  }

  /**
   * Sends each client elsewhere at a moment of its own, so that they don't all come at once.
   *
   * @return when the last has been told
   */
  Future<Void> leave(Duration within) {
    leaving = true;
    for (var socket : desk.registry().all()) {
      int moment = desk.edge().chance().random().nextInt((int) within.toMillis());
      desk.edge().timers().after(Duration.ofMillis(moment), socket::serverLeaves);
    }
    Promise<Void> told = Promise.promise();
    desk.edge().timers().after(within, () -> {
      closeAll();
      told.complete();
    });
    return told.future();
  }

  void closeAll() {
    desk.registry().all().forEach(ClientSocket::serverLeaves);
  }
}
