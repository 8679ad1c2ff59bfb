package hokm.fuzz;

import hokm.fuzz.Kind.Ends;
import java.util.Set;

/**
 * How a socket came to its end.
 *
 * @param why as the socket tells it
 * @param ends what must have become of it
 * @param last whether nothing was sent after the frame that it is for
 */
record Ending(String why, Ends ends, boolean last) {

  private static final String CLOSED = "closed with ";
  private static final String HTTP = "it answers HTTP/1.1 ";
  /** No, not now, or too often; all others say that something is broken. */
  private static final Set<String> REFUSALS = Set.of("429", "503");
  /** Those of a server that is in its senses. */
  private static final Set<String> CODES = Set.of("1000", "1001", "1002", "1003", "1007", "1008",
      "1009", "1012");

  static Ending of(String why, Ends ends, boolean last) {
    return new Ending(why, ends, last);
  }

  /** Counts it, and complains where it is not as it should be. @param who begins a sentence */
  void judge(Findings findings, String who) {
    if (why.startsWith(HTTP)) {
      var status = why.substring(HTTP.length()).split(" ")[0];
      findings.outcome("not let in: HTTP " + status);
      if (!REFUSALS.contains(status)) findings.wrong(who + "was not let in: " + why + ".");
    } else if (why.startsWith(CLOSED)) {
      var said = why.substring(CLOSED.length()).split(" ", 2);
      boolean named = said.length == 2 && !said[1].isBlank() && CODES.contains(said[0]);
      findings.outcome(ends == Ends.OURSELVES && last ? "closed as we had said"
          : "closed: " + said[0] + " " + (said.length == 2 ? said[1] : ""));
      if (!named && !(ends == Ends.OURSELVES && last)) findings.wrong(who + "was " + why + ".");
    } else if (ends == Ends.OURSELVES && last) {
      findings.outcome("closed as we had said");
    } else {
      findings.outcome("ended without a close frame");
      // A socket that ends under what is still sent is reset, and its last words are lost.
      if (last) findings.wrong(who + "got no close frame: " + why + ".");
    }
  }
}
