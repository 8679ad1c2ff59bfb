package hokm.fuzz;

/** Clients that hold what they should not, and how long the server lets them. */
enum SlowKind {
  NO_WORD("connects and says nothing", 10, "the other side closed it"),
  HEAD_BY_BYTES("sends the head of its request byte by byte", 10, "the other side closed it"),
  NO_SIGN_IN("never signs in", 6, "closed with 1008 not_signed_in"),
  FRAME_BY_BYTES("signs in and sends a frame byte by byte", 13, "closed with 1001 silent"),
  NEVER_ANSWERS("signs in and is heard of no more", 13, "closed with 1001 silent"),
  /** Not in so much time but with so much unread; no last word can reach it. */
  NEVER_READS("asks for much and never reads", 60, "");

  /** What a busy machine may add. */
  private static final int SLACK = 3;

  final String words;
  private final int seconds;
  final String reason;

  /** @param seconds as docs/protocol.md has it */
  SlowKind(String words, int seconds, String reason) {
    this.words = words;
    this.seconds = seconds;
    this.reason = reason;
  }

  /** Seconds within which each is dropped. */
  int bound() {
    return seconds + SLACK;
  }

  /** Whether this is how the server should have ended it. */
  boolean as(String why) {
    return why.startsWith(reason);
  }
}
