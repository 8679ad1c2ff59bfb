package hokm.persistence;

import hokm.persistence.PostgresSettings.Endpoint;
import java.util.Optional;

/**
 * What the last look at a server found.
 *
 * @param state empty when it did not answer
 * @param failures looks without an answer in a row
 * @param refusals of those in a row, the last ones whose connection was refused
 * @param error why there is no state; empty otherwise
 */
record ProbeResult(Endpoint endpoint, Optional<State> state, int failures, int refusals,
    String error) {

  /**
   * @param received how far its WAL goes, in bytes; on a primary its own position
   * @param replayed how much of it is applied
   * @param lagMillis how far what it shows may be behind
   */
  record State(boolean recovery, boolean readOnly, long timeline, long received, long replayed,
      long lagMillis) {

    boolean writable() {
      return !recovery && !readOnly;
    }
  }

  static ProbeResult unknown(Endpoint endpoint) {
    return new ProbeResult(endpoint, Optional.empty(), 0, 0, "has not been asked yet");
  }

  ProbeResult answered(State found) {
    return new ProbeResult(endpoint, Optional.of(found), 0, 0, "");
  }

  ProbeResult failed(boolean refused, String why) {
    return new ProbeResult(endpoint, Optional.empty(), failures + 1, refused ? refusals + 1 : 0,
        why);
  }

  boolean standby() {
    return state.map(State::recovery).orElse(false);
  }

  /** Twice refused, or three times without an answer: it is not merely slow. */
  boolean gone() {
    return refusals >= 2 || failures >= 3;
  }
}
