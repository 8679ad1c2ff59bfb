package hokm.soak;

/** What is looked at each minute, and how much of it may be more an hour later. */
enum Measure {
  /** After a full collection. */
  HEAP("live heap", true, 0.05, 2 << 20),
  /** A JVM gives little back of what it once had, and takes its heap as it needs it. */
  RESIDENT("resident memory", true, 0.10, 32 << 20),
  THREADS("threads", false, 0, 4),
  FILES("open files", false, 0.10, 20),
  SOCKETS("sockets", false, 0.10, 20),
  ROOMS("rooms", false, 0.10, 20),
  REDIS_MEMORY("Redis' memory", true, 0.05, 2 << 20),
  /** Without the marks of closed rooms. */
  REDIS_KEYS("Redis' keys", false, 0.05, 100),
  OUTBOX("results that wait", false, 0, 100);

  final String words;
  final boolean bytes;
  /** An hour, of what it was in the first minutes. */
  final double share;
  /** An hour, beside the share. */
  final double more;

  Measure(String words, boolean bytes, double share, double more) {
    this.words = words;
    this.bytes = bytes;
    this.share = share;
    this.more = more;
  }
}
