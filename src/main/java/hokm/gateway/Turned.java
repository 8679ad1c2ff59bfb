package hokm.gateway;

import java.util.Locale;

/** Why a connection is not taken. */
enum Turned {
  LEAVING(503, "This server leaves; another takes you."),
  ORIGIN(403, "Pages of this origin may not connect here."),
  QUERY(400, "The address has no query: a session is sent as the first message, never in it."),
  FULL(503, "This server has all the connections it takes."),
  ADDRESS_FULL(429, "Your address has all the connections that one may have here."),
  ADDRESS_TOO_FAST(429, "Your address connects faster than one may; wait a moment."),
  HANDSHAKE(400, "This was no WebSocket's handshake."),
  VERSION(426, "Of the WebSocket protocol version 13 is spoken here."),
  /** It had no request to say in time, or did not read the answer. */
  LATE(0, "");

  private final int status;
  private final String sentence;

  Turned(int status, String sentence) {
    this.status = status;
    this.sentence = sentence;
  }

  /** As in HTTP. */
  int status() {
    return status;
  }

  String sentence() {
    return sentence;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
