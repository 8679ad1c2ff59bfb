package hokm.witness;

import java.util.List;

/**
 * What the checker found. A move is ok when it was acknowledged and stands in the story and the
 * log once; lost when it was acknowledged and does not; unexpected when it stands there and its
 * player never sent it, or was told no; recovered when it stands there and its player never heard.
 *
 * @param reorderedMoves stand before a move that was acknowledged before they were sent
 * @param resent moves that went out more than once under one id
 * @param clientsRecovered clients that were told the end of the one match
 * @param complaints a sentence for each thing that did not hold
 */
public record Verdict(int clients, int clientsRecovered, int ackedMoves, int okMoves,
    int lostMoves, int duplicatedMoves, int unexpectedMoves, int recoveredMoves,
    int reorderedMoves, int resent, int sequenceGaps, int leaks, int lostResults,
    int duplicatedResults, int deals, String match, List<String> complaints) {

  public boolean held() {
    return complaints.isEmpty();
  }
}
