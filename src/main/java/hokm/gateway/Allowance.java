package hokm.gateway;

/** How much one socket may send, and how often it may be wrong. Takes the time as an argument. */
final class Allowance {

  private static final long WINDOW_MILLIS = 10_000;

  private final GatewaySettings settings;
  private final Bucket messages;
  private long window;
  private int errors;

  Allowance(GatewaySettings settings, long now) {
    this.settings = settings;
    this.messages = new Bucket(settings.messagesPerSecond(), settings.burst(), now);
    this.window = now;
  }

  /** Whether one more message may be read. */
  boolean message(long now) {
    return messages.take(now);
  }

  /** Whether the socket may stay after one more error. */
  boolean error(long now) {
    if (now - window > WINDOW_MILLIS) {
      window = now;
      errors = 0;
    }
    return ++errors <= settings.errors();
  }
}
