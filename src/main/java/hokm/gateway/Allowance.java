package hokm.gateway;

/** How much one socket may send, and how often it may be wrong. Takes the time as an argument. */
final class Allowance {

  private static final long WINDOW_MILLIS = 10_000;

  private final GatewaySettings settings;
  private double messages;
  private long filled;
  private long window;
  private int errors;

  Allowance(GatewaySettings settings, long now) {
    this.settings = settings;
    this.messages = settings.burst();
    this.filled = now;
    this.window = now;
  }

  /** Whether one more message may be read. */
  boolean message(long now) {
    messages = Math.min(settings.burst(),
        messages + (now - filled) * settings.messagesPerSecond() / 1000.0);
    filled = now;
    if (messages < 1) return false;
    messages--;
    return true;
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
