package hokm.drill;

import java.util.Arrays;
import java.util.Locale;

/** What is done to the servers. */
public enum DrillFault {
  KILL("SIGKILL to the primary's postmaster"),
  FAST_STOP("the primary is stopped as PostgreSQL says it fast"),
  FREEZE("SIGSTOP to all of the primary, and on again 15 s later"),
  RESTART("the primary is restarted"),
  STANDBY_KILL("SIGKILL to the standby's postmaster"),
  LAG("the standby gets no WAL for a while, and then the primary is killed"),
  BOTH("SIGKILL to both, which start again"),
  RETURN("the primary is killed and comes back by itself, as the primary that it was"),
  HOST("the primary and a node are killed at once"),
  BY_HAND("someone promotes the standby, though nothing is wrong with the primary");

  private final String words;

  DrillFault(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }

  /** Whether the standby is to be the primary afterwards. */
  boolean movesThePrimary() {
    return this != STANDBY_KILL && this != RESTART && this != BOTH;
  }

  /** As the command line says it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static DrillFault of(String code) {
    return Arrays.stream(values()).filter(each -> each.code().equals(code)).findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No such fault: " + code));
  }
}
