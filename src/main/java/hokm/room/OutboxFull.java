package hokm.room;

/** As many results wait for the database as may: no new match starts, and those in play go on. */
public final class OutboxFull extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public OutboxFull() {
    super("As many results wait for PostgreSQL as may; no new match starts until it takes them.");
  }
}
