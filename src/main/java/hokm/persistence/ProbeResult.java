package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import java.util.Optional;

/**
 * What the last look at a server found.
 *
 * @param state empty when it did not answer
 * @param failures looks in a row that found no state
 * @param misses of those, the last ones that had no answer of any kind
 * @param refusals of those, the last ones whose connection was refused
 * @param error why there is no state; empty otherwise
 */
record ProbeResult(Endpoint endpoint, Optional<State> state, int failures, int misses,
    int refusals, String error) {

  private static final int GONE = 3;

  /**
   * @param received how far its WAL goes, in bytes; on a primary its own position
   * @param replayed how much of it is applied
   * @param lagMillis how far what it shows may be behind
   * @param streaming whether a standby is connected to a server that it follows
   * @param flushed of a primary: how far the most advanced of the standbys that stream from it has
   *     written its WAL, by the primary's own account; {@link #UNSEEN} without the right to see it
   */
  record State(boolean recovery, boolean readOnly, long timeline, long received, long replayed,
      long lagMillis, boolean streaming, long flushed) {

    static final long UNSEEN = -1;

    boolean writable() {
      return !recovery && !readOnly;
    }

    /**
     * Whether this is the same standby later on. Once its receiver has ended, as it does when the
     * primary dies, it tells the timeline of its last restart point, which may be minutes old.
     */
    boolean continues(State before) {
      return recovery && before.recovery && before.timeline > timeline
          && received >= before.received;
    }

    State at(long known) {
      return new State(recovery, readOnly, known, received, replayed, lagMillis, streaming,
          flushed);
    }
  }

  static ProbeResult unknown(Endpoint endpoint) {
    return new ProbeResult(endpoint, Optional.empty(), 0, 0, 0, "has not been asked yet");
  }

  ProbeResult answered(State found) {
    long timeline = state.filter(before -> found.continues(before)).map(State::timeline)
        .orElse(found.timeline());
    return new ProbeResult(endpoint, Optional.of(found.at(timeline)), 0, 0, 0, "");
  }

  ProbeResult failed(boolean refused, String why) {
    return new ProbeResult(endpoint, Optional.empty(), failures + 1, misses + 1,
        refused ? refusals + 1 : 0, why);
  }

  /** It answers, but not us: no login, no room. Nobody may promote another on that. */
  ProbeResult turnedAway(String why) {
    return new ProbeResult(endpoint, Optional.empty(), failures + 1, 0, 0, why);
  }

  boolean standby() {
    return state.map(State::recovery).orElse(false);
  }

  /** Twice refused, or three times without an answer: it is not merely slow. */
  boolean gone() {
    return refusals >= 2 || misses >= GONE;
  }
}
