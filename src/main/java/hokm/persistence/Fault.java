package hokm.persistence;

import io.vertx.core.json.DecodeException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;

/** Which failures say something of the server, and which of the work. */
final class Fault {

  private Fault() {}

  /** Whether the same work may succeed later, or on another server. */
  static boolean passes(Throwable e) {
    if (e instanceof PgException sql) {
      var state = sql.getSqlState() == null ? "" : sql.getSqlState();
      return state.startsWith("08") || state.startsWith("57") || state.startsWith("53")
          || state.startsWith("40") || state.equals("25006");
    }
    return !(e instanceof IllegalArgumentException || e instanceof ClassCastException
        || e instanceof NullPointerException || e instanceof DecodeException);
  }

  /** Whether the server itself is to blame, so that it should be looked at. */
  static boolean ofServer(Throwable e) {
    return passes(e) && !(e instanceof PgException sql && sql.getSqlState() != null
        && sql.getSqlState().startsWith("40"));
  }

  /** Whether the record that was written can never be, whatever the server. */
  static boolean ofRecord(Throwable e) {
    if (!(e instanceof PgException sql)) return !passes(e);
    var state = sql.getSqlState() == null ? "" : sql.getSqlState();
    return state.startsWith("22") || state.startsWith("23");
  }

  /** Whether a server that is well refused to serve us: a wrong login, no database, no room. */
  static boolean turnedAway(Throwable e) {
    if (!(e instanceof PgException sql) || sql.getSqlState() == null) return false;
    var state = sql.getSqlState();
    return state.startsWith("28") || state.startsWith("3D") || state.startsWith("42")
        || state.startsWith("53");
  }

  static boolean refused(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof ConnectException && String.valueOf(at.getMessage()).contains("refused")) {
        return true;
      }
    }
    return false;
  }
}
