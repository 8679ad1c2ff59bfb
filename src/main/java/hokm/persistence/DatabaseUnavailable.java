package hokm.persistence;

/** No server did the work in time. What it would have written may be written or not. */
public final class DatabaseUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DatabaseUnavailable(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
