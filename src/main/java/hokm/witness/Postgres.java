package hokm.witness;

import java.sql.Connection;
import java.sql.SQLException;

/** A PostgreSQL server. @param name host:port */
public record Postgres(String name, Door door) {

  /** Opens a connection for one who may read the results; its calls have deadlines. */
  public interface Door {
    Connection open() throws SQLException;
  }
}
