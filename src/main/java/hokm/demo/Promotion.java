package hokm.demo;

import hokm.witness.Database;
import java.time.Instant;
import java.util.List;

/** Watches the standbys after their primary died, until one takes a result by itself. */
final class Promotion {
  private final List<Database> standbys;
  private final String match;
  private final Instant since;
  private int replicated;
  private Database chosen;

  /** @param since when the primary was dead, by this machine's clock */
  Promotion(List<Database> standbys, String match, Instant since) {
    this.standbys = standbys;
    this.match = match;
    this.since = since;
  }

  /** Whether one of them has left recovery. */
  boolean promoted() {
    for (Database each : standbys) {
      var look = each.look(match, since);
      if (look.isEmpty()) continue;
      if (!look.get().recovery()) {
        chosen = each;
        return true;
      }
      // What a standby shows was taken by the old primary, however late.
      replicated = Math.max(replicated, look.get().writes());
    }
    return false;
  }

  boolean written() {
    return chosen.look(match, since).filter(look -> look.writes() > replicated).isPresent();
  }

  Database chosen() {
    return chosen;
  }
}
