package hokm.gateway;

/** All who come from one address, or one player: what they have now, and how fast they take. */
final class Visitor {

  private static final double MINUTE = 60;

  private final Shares shares;
  private final Bucket connects;
  private final Bucket messages;
  private final Bucket rooms;
  private final Bucket requests;
  private int lines;
  private int sockets;

  Visitor(Shares shares, long now) {
    this.shares = shares;
    this.connects = new Bucket(shares.connectsPerSecond(),
        Math.max(shares.connections(), shares.connectsPerSecond()), now);
    this.messages = new Bucket(shares.messagesPerSecond(), 2.0 * shares.messagesPerSecond(), now);
    this.rooms = new Bucket(shares.roomsPerMinute() / MINUTE, shares.roomsPerMinute(), now);
    this.requests = new Bucket(shares.requestsPerSecond(), 2.0 * shares.requestsPerSecond(), now);
  }

  enum Place { TAKEN, FULL, TOO_FAST }

  /** One more socket; {@link #gone} gives its place back. */
  synchronized Place connect(long now) {
    if (shares.connections() > 0 && sockets >= shares.connections()) return Place.FULL;
    if (!connects.take(now)) return Place.TOO_FAST;
    sockets++;
    return Place.TAKEN;
  }

  synchronized void gone() {
    sockets--;
  }

  /** One more connection, whatever it will be; {@link #hungUp} gives its place back. */
  synchronized boolean arrive() {
    if (shares.connections() > 0 && lines >= 2 * shares.connections()) return false;
    lines++;
    return true;
  }

  synchronized void hungUp() {
    lines--;
  }

  synchronized boolean message(long now) {
    return messages.take(now);
  }

  synchronized boolean room(long now) {
    return rooms.take(now);
  }

  synchronized boolean request(long now) {
    return requests.take(now);
  }

  /** Whether to forget it would change nothing. */
  synchronized boolean idle(long now) {
    return sockets == 0 && lines == 0 && connects.full(now) && messages.full(now)
        && rooms.full(now) && requests.full(now);
  }
}
