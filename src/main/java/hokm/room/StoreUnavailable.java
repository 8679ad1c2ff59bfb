package hokm.room;

/** The store did not answer in time: whether it took the save is unknown, so ask again. */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
